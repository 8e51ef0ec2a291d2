ALTER TABLE certificates DROP COLUMN timeline;
