CREATE TABLE outbox_before (
    id TEXT PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'delivered', 'failed')),
    attempts INTEGER NOT NULL,
    leased_until TEXT,
    delivered_at TEXT,
    reply_to TEXT,
    account_id TEXT REFERENCES accounts (id),
    kept TEXT NOT NULL DEFAULT 'for_a_month' CHECK (kept IN ('for_a_month', 'until_delivered'))
) STRICT;
INSERT INTO outbox_before
    SELECT id, recipient, subject, COALESCE(json_extract(variables, '$.body'), ''), created_at,
        CASE WHEN state IN ('queued', 'delivered') THEN state ELSE 'failed' END, attempts, not_before, delivered_at, reply_to, account_id,
        CASE kept WHEN 'until_delivered' THEN kept ELSE 'for_a_month' END
    -- The earlier version cannot write what waits.
    FROM outbox WHERE state <> 'queued' OR kind = 'earlier';
DROP TABLE outbox;
ALTER TABLE outbox_before RENAME TO outbox;
CREATE INDEX outbox_by_state ON outbox (state, created_at);
CREATE INDEX outbox_by_account ON outbox (account_id);
