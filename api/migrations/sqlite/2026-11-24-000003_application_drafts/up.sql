-- Working state: applications that are not finished, one for a person. Kept for ninety days after the last saving.

CREATE TABLE application_drafts (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    version INTEGER NOT NULL,
    saved_at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX application_drafts_by_time ON application_drafts (saved_at);
