-- The foundation: identity, acts and facts, working state and caches. The same tables stand in the migration of
-- the other database; only types and triggers are spelled differently.

-- Identity: who someone is. It can be erased; facts name it by id alone.

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX people_by_name ON people (name_folded, id);

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL UNIQUE REFERENCES people (id),
    email TEXT NOT NULL,
    -- What tells mailboxes apart; the folded address is for searching alone.
    email_key TEXT NOT NULL UNIQUE,
    email_folded TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- Free text about a person: the reasons that are given for acts.
CREATE TABLE notes (
    id TEXT PRIMARY KEY,
    person_id TEXT REFERENCES people (id),
    body TEXT NOT NULL
) STRICT;
CREATE INDEX notes_by_person ON notes (person_id);

CREATE TABLE application_details (
    application_id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    position_title TEXT NOT NULL,
    ala_member_number TEXT
) STRICT;
CREATE INDEX application_details_by_person ON application_details (person_id);

-- Facts: insert only.

CREATE TABLE acts (
    id TEXT PRIMARY KEY,
    account_id TEXT REFERENCES accounts (id),
    operation TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    on_date TEXT NOT NULL,
    note_id TEXT REFERENCES notes (id),
    idempotency_key TEXT
) STRICT;

CREATE TABLE facts (
    id TEXT PRIMARY KEY,
    act_id TEXT NOT NULL REFERENCES acts (id),
    person_id TEXT REFERENCES people (id),
    kind TEXT NOT NULL,
    subject TEXT,
    refers_to TEXT,
    on_date TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    body TEXT NOT NULL,
    unique_key TEXT UNIQUE
) STRICT;
CREATE INDEX facts_by_act ON facts (act_id);
CREATE INDEX facts_by_person ON facts (person_id, id);
CREATE INDEX facts_by_subject ON facts (subject, kind);
CREATE INDEX facts_by_kind ON facts (kind, id);
CREATE INDEX facts_by_reference ON facts (refers_to);

-- Working state: may change, and each has a term.

CREATE TABLE registrations (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX registrations_by_email ON registrations (email_key, created_at);
CREATE INDEX registrations_by_end ON registrations (expires_at);

CREATE TABLE mailed_tokens (
    hash TEXT PRIMARY KEY,
    registration_id TEXT REFERENCES registrations (id),
    account_id TEXT REFERENCES accounts (id),
    expires_at TEXT NOT NULL,
    -- A token confirms a registration or resets the password of an account.
    CHECK ((registration_id IS NULL) <> (account_id IS NULL))
) STRICT;
CREATE INDEX mailed_tokens_by_registration ON mailed_tokens (registration_id);
CREATE INDEX mailed_tokens_by_account ON mailed_tokens (account_id);
CREATE INDEX mailed_tokens_by_end ON mailed_tokens (expires_at);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE refresh_tokens (
    hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    parent_hash TEXT,
    created_at TEXT NOT NULL,
    spent_at TEXT
) STRICT;
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_by_subject ON attempts (kind, subject, at);
CREATE INDEX attempts_by_time ON attempts (at);

CREATE TABLE idempotency_keys (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    operation TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (account_id, operation, idempotency_key)
) STRICT;
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'delivered', 'failed')),
    attempts INTEGER NOT NULL,
    leased_until TEXT,
    delivered_at TEXT
) STRICT;
CREATE INDEX outbox_by_state ON outbox (state, created_at);

-- Caches of what the rules say, rebuilt where policy or engine have changed.
CREATE TABLE standings (
    person_id TEXT NOT NULL REFERENCES people (id),
    from_on TEXT NOT NULL,
    until_on TEXT,
    status TEXT NOT NULL,
    policy TEXT NOT NULL,
    engine TEXT NOT NULL,
    PRIMARY KEY (person_id, from_on)
) STRICT;
CREATE INDEX standings_by_status ON standings (status, from_on);

CREATE TABLE certificates (
    number_compact TEXT PRIMARY KEY,
    certificate_id TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL REFERENCES people (id),
    application_id TEXT NOT NULL,
    fact_id TEXT NOT NULL REFERENCES facts (id)
) STRICT;
CREATE INDEX certificates_by_person ON certificates (person_id);

CREATE TABLE course_listings (
    course_id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    provider TEXT NOT NULL,
    provider_kind TEXT NOT NULL,
    delivery TEXT NOT NULL,
    city TEXT,
    state TEXT,
    title_folded TEXT NOT NULL,
    text_folded TEXT NOT NULL
) STRICT;
CREATE INDEX course_listings_by_title ON course_listings (title_folded, course_id);

CREATE TABLE course_listing_sets (
    approval_id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES course_listings (course_id),
    set_code TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT
) STRICT;
CREATE INDEX course_listing_sets_by_course ON course_listing_sets (course_id, set_code);

CREATE TABLE payment_sessions (
    id TEXT PRIMARY KEY,
    invoice_id TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'abandoned')),
    created_at TEXT NOT NULL,
    settled_at TEXT
) STRICT;
CREATE INDEX payment_sessions_by_invoice ON payment_sessions (invoice_id);

-- Marks of this installation, for example that it is a demonstration.
CREATE TABLE programme (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Acts and facts are only ever added.

CREATE TRIGGER acts_refuse_update BEFORE UPDATE ON acts
BEGIN
    SELECT RAISE(ABORT, 'acts are only ever added');
END;

CREATE TRIGGER acts_refuse_delete BEFORE DELETE ON acts
BEGIN
    SELECT RAISE(ABORT, 'acts are only ever added');
END;

CREATE TRIGGER facts_refuse_update BEFORE UPDATE ON facts
BEGIN
    SELECT RAISE(ABORT, 'facts are only ever added');
END;

CREATE TRIGGER facts_refuse_delete BEFORE DELETE ON facts
BEGIN
    SELECT RAISE(ABORT, 'facts are only ever added');
END;
