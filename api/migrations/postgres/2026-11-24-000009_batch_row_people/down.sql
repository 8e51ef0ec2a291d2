DROP INDEX partner_batch_rows_by_person;
ALTER TABLE partner_batch_rows DROP COLUMN person_id;
