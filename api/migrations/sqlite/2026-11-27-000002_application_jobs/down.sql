ALTER TABLE application_details DROP COLUMN jobs;
