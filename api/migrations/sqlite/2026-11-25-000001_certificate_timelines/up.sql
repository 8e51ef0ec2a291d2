-- Where a certificate stands, from when on: whoever verifies it looks that up in one row. It follows from the holder's
-- facts; the next start writes it for the certificates that there are.
ALTER TABLE certificates ADD COLUMN timeline TEXT;

-- Whoever records something about the holder writes it anew afterwards. A replica of an earlier version does not know of it:
-- then there is none, and the facts are asked.
CREATE TRIGGER facts_forget_timelines AFTER INSERT ON facts WHEN NEW.person_id IS NOT NULL
BEGIN
    UPDATE certificates SET timeline = NULL WHERE person_id = NEW.person_id;
END;
