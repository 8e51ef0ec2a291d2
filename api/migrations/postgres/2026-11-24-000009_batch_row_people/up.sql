-- Whose number the row of a batch names, where it is somebody's: the answer goes when they are erased. Kept as long as the row.
ALTER TABLE partner_batch_rows ADD COLUMN person_id TEXT COLLATE "C" REFERENCES people (id);
CREATE INDEX partner_batch_rows_by_person ON partner_batch_rows (person_id);
