-- Where a certificate stands, from when on: whoever verifies it looks that up in one row. It follows from the holder's
-- facts; the next start writes it for the certificates that there are.
ALTER TABLE certificates ADD COLUMN timeline TEXT;
