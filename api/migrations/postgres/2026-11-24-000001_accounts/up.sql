-- What one does with one's own account: sessions that can be told apart, a change of address, a second step of signing
-- in, documents that were accepted, and leaving. The same tables stand in the migration of the other database.

ALTER TABLE people ADD COLUMN erased_at TEXT COLLATE "C";

ALTER TABLE sessions ADD COLUMN device TEXT COLLATE "C" NOT NULL DEFAULT 'Unknown device';
ALTER TABLE sessions ADD COLUMN used_at TEXT COLLATE "C";

-- The versions of the documents that were accepted at this registration.
ALTER TABLE registrations ADD COLUMN privacy_version TEXT COLLATE "C";
ALTER TABLE registrations ADD COLUMN terms_version TEXT COLLATE "C";

-- Whose mail it is, where it is someone's who has an account: it goes when they leave.
ALTER TABLE outbox ADD COLUMN account_id TEXT COLLATE "C" REFERENCES accounts (id);
-- How long it is kept: the last mail to someone who leaves goes as soon as it is delivered.
ALTER TABLE outbox ADD COLUMN kept TEXT COLLATE "C" NOT NULL DEFAULT 'for_a_month' CHECK (kept IN ('for_a_month', 'until_delivered'));
CREATE INDEX outbox_by_account ON outbox (account_id);

-- Identity: what signs in besides the password, and the name of who paid, which the books need longer.

CREATE TABLE second_factors (
    account_id TEXT COLLATE "C" PRIMARY KEY REFERENCES accounts (id),
    -- Encrypted; see decision 0019.
    secret TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    -- None until a first code has shown that the app has the secret.
    confirmed_at TEXT COLLATE "C",
    -- The step of the last code that was taken: no code is taken twice.
    last_step BIGINT NOT NULL
);

CREATE TABLE recovery_codes (
    hash TEXT COLLATE "C" PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES accounts (id)
);
CREATE INDEX recovery_codes_by_account ON recovery_codes (account_id);

CREATE TABLE invoice_payers (
    invoice_id TEXT COLLATE "C" PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    name TEXT COLLATE "C" NOT NULL,
    keep_until TEXT COLLATE "C" NOT NULL
);
CREATE INDEX invoice_payers_by_person ON invoice_payers (person_id);
CREATE INDEX invoice_payers_by_end ON invoice_payers (keep_until);

-- Working state: may change, and each has a term.

CREATE TABLE email_changes (
    hash TEXT COLLATE "C" PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    email TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX email_changes_by_account ON email_changes (account_id);
CREATE INDEX email_changes_by_end ON email_changes (expires_at);

CREATE TABLE sign_in_challenges (
    hash TEXT COLLATE "C" PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    expires_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sign_in_challenges_by_account ON sign_in_challenges (account_id);
CREATE INDEX sign_in_challenges_by_end ON sign_in_challenges (expires_at);
