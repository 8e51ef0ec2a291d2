-- A notice is kept as what it says of whom, and is written when it leaves. What was sent stays as history, without its
-- words, as long as its account does; what could not be delivered waits for staff. SQLite changes no CHECK: the table is
-- made anew.

CREATE TABLE outbox_anew (
    id TEXT PRIMARY KEY,
    -- Which notice: the name of its template.
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- What its template is filled in with, as JSON; none once nobody needs it. Links in it open something.
    variables TEXT,
    reply_to TEXT,
    account_id TEXT REFERENCES accounts (id),
    -- The last mail to someone who leaves goes as soon as it is delivered.
    kept TEXT NOT NULL CHECK (kept IN ('as_history', 'until_delivered')),
    -- What is sent once and never again.
    once_key TEXT UNIQUE,
    created_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'delivered', 'failed', 'dropped', 'expired')),
    attempts INTEGER NOT NULL,
    -- Nobody tries it before: a worker has it, or it is put off.
    not_before TEXT NOT NULL,
    -- Until when a link in it opens something.
    useful_until TEXT,
    delivered_at TEXT,
    failed_at TEXT,
    -- Why the last attempt failed, in words of ours.
    failure TEXT
) STRICT;

INSERT INTO outbox_anew
    SELECT id, 'earlier', CASE WHEN state <> 'queued' AND account_id IS NOT NULL THEN '' ELSE recipient END, subject, CASE WHEN body = '' THEN NULL ELSE json_object('subject', subject, 'body', body) END, reply_to,
        account_id, CASE kept WHEN 'until_delivered' THEN kept ELSE 'as_history' END, NULL, created_at,
        CASE state WHEN 'failed' THEN 'expired' ELSE state END, attempts, COALESCE(leased_until, created_at), NULL, delivered_at, NULL, NULL
    FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_anew RENAME TO outbox;

-- The queue in the order in which it is worked off; and a person's history.
CREATE INDEX outbox_by_state ON outbox (state, not_before);
CREATE INDEX outbox_by_account ON outbox (account_id, id);
