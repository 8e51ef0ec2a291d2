DROP TRIGGER facts_forget_timelines ON facts;
DROP FUNCTION forget_timelines();
ALTER TABLE certificates DROP COLUMN timeline;
