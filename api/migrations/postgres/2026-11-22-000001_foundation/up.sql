-- The foundation: identity, acts and facts, working state and caches. The same tables stand in the migration of
-- the other database; only types and triggers are spelled differently.

-- Identity: who someone is. It can be erased; facts name it by id alone.

CREATE TABLE people (
    id TEXT COLLATE "C" PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    name_folded TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX people_by_name ON people (name_folded, id);

CREATE TABLE accounts (
    id TEXT COLLATE "C" PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES people (id),
    email TEXT COLLATE "C" NOT NULL,
    -- What tells mailboxes apart; the folded address is for searching alone.
    email_key TEXT COLLATE "C" NOT NULL UNIQUE,
    email_folded TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL
);

-- Free text about a person: the reasons that are given for acts.
CREATE TABLE notes (
    id TEXT COLLATE "C" PRIMARY KEY,
    person_id TEXT COLLATE "C" REFERENCES people (id),
    body TEXT COLLATE "C" NOT NULL
);
CREATE INDEX notes_by_person ON notes (person_id);

CREATE TABLE application_details (
    application_id TEXT COLLATE "C" PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    position_title TEXT COLLATE "C" NOT NULL,
    ala_member_number TEXT COLLATE "C"
);
CREATE INDEX application_details_by_person ON application_details (person_id);

-- Facts: insert only.

CREATE TABLE acts (
    id TEXT COLLATE "C" PRIMARY KEY,
    account_id TEXT COLLATE "C" REFERENCES accounts (id),
    operation TEXT COLLATE "C" NOT NULL,
    recorded_at TEXT COLLATE "C" NOT NULL,
    on_date TEXT COLLATE "C" NOT NULL,
    note_id TEXT COLLATE "C" REFERENCES notes (id),
    idempotency_key TEXT COLLATE "C"
);

CREATE TABLE facts (
    id TEXT COLLATE "C" PRIMARY KEY,
    act_id TEXT COLLATE "C" NOT NULL REFERENCES acts (id),
    person_id TEXT COLLATE "C" REFERENCES people (id),
    kind TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C",
    refers_to TEXT COLLATE "C",
    on_date TEXT COLLATE "C" NOT NULL,
    recorded_at TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    unique_key TEXT COLLATE "C" UNIQUE
);
CREATE INDEX facts_by_act ON facts (act_id);
CREATE INDEX facts_by_person ON facts (person_id, id);
CREATE INDEX facts_by_subject ON facts (subject, kind);
CREATE INDEX facts_by_kind ON facts (kind, id);
CREATE INDEX facts_by_reference ON facts (refers_to);

-- Working state: may change, and each has a term.

CREATE TABLE registrations (
    id TEXT COLLATE "C" PRIMARY KEY,
    email TEXT COLLATE "C" NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX registrations_by_email ON registrations (email_key, created_at);
CREATE INDEX registrations_by_end ON registrations (expires_at);

CREATE TABLE mailed_tokens (
    hash TEXT COLLATE "C" PRIMARY KEY,
    registration_id TEXT COLLATE "C" REFERENCES registrations (id),
    account_id TEXT COLLATE "C" REFERENCES accounts (id),
    expires_at TEXT COLLATE "C" NOT NULL,
    -- A token confirms a registration or resets the password of an account.
    CHECK ((registration_id IS NULL) <> (account_id IS NULL))
);
CREATE INDEX mailed_tokens_by_registration ON mailed_tokens (registration_id);
CREATE INDEX mailed_tokens_by_account ON mailed_tokens (account_id);
CREATE INDEX mailed_tokens_by_end ON mailed_tokens (expires_at);

CREATE TABLE sessions (
    id TEXT COLLATE "C" PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    created_at TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL,
    ended_at TEXT COLLATE "C"
);
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE refresh_tokens (
    hash TEXT COLLATE "C" PRIMARY KEY,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES sessions (id),
    parent_hash TEXT COLLATE "C",
    created_at TEXT COLLATE "C" NOT NULL,
    spent_at TEXT COLLATE "C"
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

CREATE TABLE attempts (
    id TEXT COLLATE "C" PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX attempts_by_subject ON attempts (kind, subject, at);
CREATE INDEX attempts_by_time ON attempts (at);

CREATE TABLE idempotency_keys (
    account_id TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    operation TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, operation, idempotency_key)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

CREATE TABLE outbox (
    id TEXT COLLATE "C" PRIMARY KEY,
    recipient TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('queued', 'delivered', 'failed')),
    attempts INTEGER NOT NULL,
    leased_until TEXT COLLATE "C",
    delivered_at TEXT COLLATE "C"
);
CREATE INDEX outbox_by_state ON outbox (state, created_at);

-- Caches of what the rules say, rebuilt where policy or engine have changed.
CREATE TABLE standings (
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    from_on TEXT COLLATE "C" NOT NULL,
    until_on TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL,
    policy TEXT COLLATE "C" NOT NULL,
    engine TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person_id, from_on)
);
CREATE INDEX standings_by_status ON standings (status, from_on);

CREATE TABLE certificates (
    number_compact TEXT COLLATE "C" PRIMARY KEY,
    certificate_id TEXT COLLATE "C" NOT NULL UNIQUE,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    application_id TEXT COLLATE "C" NOT NULL,
    fact_id TEXT COLLATE "C" NOT NULL REFERENCES facts (id)
);
CREATE INDEX certificates_by_person ON certificates (person_id);

CREATE TABLE course_listings (
    course_id TEXT COLLATE "C" PRIMARY KEY,
    title TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    provider_kind TEXT COLLATE "C" NOT NULL,
    delivery TEXT COLLATE "C" NOT NULL,
    city TEXT COLLATE "C",
    state TEXT COLLATE "C",
    title_folded TEXT COLLATE "C" NOT NULL,
    text_folded TEXT COLLATE "C" NOT NULL
);
CREATE INDEX course_listings_by_title ON course_listings (title_folded, course_id);

CREATE TABLE course_listing_sets (
    approval_id TEXT COLLATE "C" PRIMARY KEY,
    course_id TEXT COLLATE "C" NOT NULL REFERENCES course_listings (course_id),
    set_code TEXT COLLATE "C" NOT NULL,
    from_on TEXT COLLATE "C" NOT NULL,
    until_on TEXT COLLATE "C"
);
CREATE INDEX course_listing_sets_by_course ON course_listing_sets (course_id, set_code);

CREATE TABLE payment_sessions (
    id TEXT COLLATE "C" PRIMARY KEY,
    invoice_id TEXT COLLATE "C" NOT NULL,
    amount_cents BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'abandoned')),
    created_at TEXT COLLATE "C" NOT NULL,
    settled_at TEXT COLLATE "C"
);
CREATE INDEX payment_sessions_by_invoice ON payment_sessions (invoice_id);

-- Marks of this installation, for example that it is a demonstration.
CREATE TABLE programme (
    key TEXT COLLATE "C" PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

-- Acts and facts are only ever added.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% are only ever added', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER acts_refuse_change BEFORE UPDATE OR DELETE ON acts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER acts_refuse_truncate BEFORE TRUNCATE ON acts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER facts_refuse_change BEFORE UPDATE OR DELETE ON facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER facts_refuse_truncate BEFORE TRUNCATE ON facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
