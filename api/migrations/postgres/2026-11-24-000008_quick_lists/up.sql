-- Lists that are asked for often, without looking at what is not on the page.

-- The course as it is shown, as JSON. Null while an earlier version writes rows beside this one: then its facts are asked.
ALTER TABLE course_listings ADD COLUMN shown TEXT COLLATE "C";

-- A page of one set, or of all, is read in its order and no further.
ALTER TABLE course_listing_sets ADD COLUMN title_folded TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE course_listing_sets
SET title_folded = (SELECT course_listings.title_folded FROM course_listings WHERE course_listings.course_id = course_listing_sets.course_id);
CREATE INDEX course_listing_sets_by_set ON course_listing_sets (set_code, title_folded, course_id);
CREATE INDEX course_listing_sets_by_title ON course_listing_sets (title_folded, course_id);

-- Whether another engine wrote any standing is asked at each start.
CREATE INDEX standings_by_engine ON standings (engine);

-- Where there is nothing yet, the caches are as this version writes them; elsewhere they are rebuilt at the start.
UPDATE programme SET value = '2' WHERE key = 'caches' AND NOT EXISTS (SELECT 1 FROM facts);
