-- What is kept of the jobs in an application besides the days and hours that the fact holds: employer, kind of library,
-- position, paid or volunteer; as JSON, in the order of the fact. None for applications made before.
ALTER TABLE application_details ADD COLUMN jobs TEXT;
