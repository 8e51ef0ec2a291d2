DROP TRIGGER facts_forget_timelines;
ALTER TABLE certificates DROP COLUMN timeline;
