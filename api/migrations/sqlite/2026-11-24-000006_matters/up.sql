-- What comes before staff: a cache, a row per application, completion and invoice with what has become of it, so that
-- a list by state and the length of a queue need not ask the facts of everyone.
CREATE TABLE matters (
    fact_id TEXT PRIMARY KEY REFERENCES facts (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    state TEXT NOT NULL,
    since_on TEXT NOT NULL
) STRICT;
CREATE INDEX matters_by_kind ON matters (kind, fact_id);
CREATE INDEX matters_by_state ON matters (kind, state, fact_id);
CREATE INDEX matters_by_age ON matters (kind, state, since_on);
CREATE INDEX matters_by_person ON matters (person_id, kind, fact_id);

-- The catalog's cache tells an approval that was withdrawn from one that ended.
ALTER TABLE course_listing_sets ADD COLUMN withdrawn_on TEXT;

-- Certificates by the day of their issue, newest first.
CREATE INDEX facts_by_kind_and_day ON facts (kind, on_date, id);

-- Notes about a person without a fact are found by their act.
CREATE INDEX acts_by_note ON acts (note_id);
