-- Identity: whom applicants asked to confirm hours, and what those added to their answers. Whether the hours are right is a
-- fact. The address goes after ninety days, all of it with the applicant.

CREATE TABLE hour_confirmations (
    id TEXT PRIMARY KEY,
    application_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    job INTEGER NOT NULL,
    -- What the job said when it was asked: an answer is to that and to nothing else.
    from_on TEXT NOT NULL,
    until_on TEXT,
    minutes_per_week INTEGER NOT NULL,
    supervisor_name TEXT NOT NULL,
    supervisor_email TEXT,
    token_hash TEXT UNIQUE,
    comment TEXT,
    asked_at TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    answer_by TEXT NOT NULL
) STRICT;
CREATE INDEX hour_confirmations_by_application ON hour_confirmations (application_id);
CREATE INDEX hour_confirmations_by_person ON hour_confirmations (person_id);
CREATE INDEX hour_confirmations_by_time ON hour_confirmations (asked_at);
