-- Partner institutions, the numbers by which they name candidates, and who acts: an account, or a partner.

-- Identity: a consultant is a person too.
CREATE TABLE partners (
    id TEXT COLLATE "C" PRIMARY KEY,
    provider TEXT COLLATE "C" NOT NULL,
    provider_kind TEXT COLLATE "C" NOT NULL,
    provider_folded TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    UNIQUE (provider, provider_kind)
);
CREATE INDEX partners_by_name ON partners (provider_folded, id);

-- Identity: the public number of a person.
CREATE TABLE candidate_numbers (
    number_compact TEXT COLLATE "C" PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES people (id)
);

-- Working state: ended secrets go.
CREATE TABLE partner_secrets (
    id TEXT COLLATE "C" PRIMARY KEY,
    partner_id TEXT COLLATE "C" NOT NULL REFERENCES partners (id),
    hash TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    ends_at TEXT COLLATE "C"
);
CREATE INDEX partner_secrets_by_partner ON partner_secrets (partner_id);

-- Working state: the answers of a keyed report of many rows, as long as a key is kept.
CREATE TABLE partner_batches (
    id TEXT COLLATE "C" PRIMARY KEY,
    partner_id TEXT COLLATE "C" NOT NULL REFERENCES partners (id),
    idempotency_key TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    UNIQUE (partner_id, idempotency_key)
);
CREATE INDEX partner_batches_by_time ON partner_batches (created_at);

CREATE TABLE partner_batch_rows (
    batch_id TEXT COLLATE "C" NOT NULL REFERENCES partner_batches (id),
    row_number BIGINT NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (batch_id, row_number)
);

-- A cache of which completions each partner reported, in the order of their last change.
CREATE TABLE partner_reports (
    completion_id TEXT COLLATE "C" PRIMARY KEY,
    partner_id TEXT COLLATE "C" NOT NULL REFERENCES partners (id),
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    sequence BIGINT NOT NULL,
    UNIQUE (partner_id, sequence)
);
CREATE INDEX partner_reports_by_person ON partner_reports (person_id);

-- Who did it: an account, a partner, or neither for the programme itself.
ALTER TABLE acts ADD COLUMN partner_id TEXT COLLATE "C" REFERENCES partners (id);

-- Keys are kept for partners too. What there is are answers of the last day.
DROP TABLE idempotency_keys;
CREATE TABLE idempotency_keys (
    -- An account or a partner.
    requester_id TEXT COLLATE "C" NOT NULL,
    operation TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (requester_id, operation, idempotency_key)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

CREATE INDEX course_listings_by_provider ON course_listings (provider, provider_kind, title_folded, course_id);
