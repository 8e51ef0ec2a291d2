DROP INDEX standings_by_engine;
DROP INDEX course_listing_sets_by_title;
DROP INDEX course_listing_sets_by_set;
ALTER TABLE course_listing_sets DROP COLUMN title_folded;
ALTER TABLE course_listings DROP COLUMN shown;
