DROP INDEX course_listings_by_provider;
DROP TABLE idempotency_keys;
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
ALTER TABLE acts DROP COLUMN partner_id;
DROP TABLE partner_reports;
DROP TABLE partner_batch_rows;
DROP TABLE partner_batches;
DROP TABLE partner_secrets;
DROP TABLE candidate_numbers;
DROP TABLE partners;
