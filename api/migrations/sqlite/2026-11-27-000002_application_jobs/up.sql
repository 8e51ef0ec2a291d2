-- The jobs of an application as they were sent, as JSON, in the order of the fact: with employer, kind of library, position,
-- paid or volunteer, which the fact does not hold. None for applications made before.
ALTER TABLE application_details ADD COLUMN jobs TEXT;
