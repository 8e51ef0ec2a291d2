DELETE FROM programme WHERE key = 'caches';
DROP INDEX acts_by_note;
DROP INDEX facts_by_kind_and_day;
ALTER TABLE course_listing_sets DROP COLUMN withdrawn_on;
DROP TABLE matters;
