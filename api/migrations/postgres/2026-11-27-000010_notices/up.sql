-- A notice is kept as what it says of whom, and is written when it leaves. What was sent stays as history, without its
-- words, as long as its account does; what could not be delivered waits for staff.

DROP INDEX outbox_by_state;
DROP INDEX outbox_by_account;
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox DROP CONSTRAINT outbox_kept_check;

-- Which notice: the name of its template.
ALTER TABLE outbox ADD COLUMN kind TEXT COLLATE "C" NOT NULL DEFAULT 'earlier';
ALTER TABLE outbox ALTER COLUMN kind DROP DEFAULT;
-- What its template is filled in with, as JSON; none once nobody needs it. Links in it open something.
ALTER TABLE outbox ADD COLUMN variables TEXT COLLATE "C";
UPDATE outbox SET variables = json_build_object('subject', subject, 'body', body)::text WHERE body <> '';
ALTER TABLE outbox DROP COLUMN body;
-- What is sent once and never again.
ALTER TABLE outbox ADD COLUMN once_key TEXT COLLATE "C" UNIQUE;
-- Nobody tries it before: a worker has it, or it is put off.
ALTER TABLE outbox RENAME COLUMN leased_until TO not_before;
UPDATE outbox SET not_before = created_at WHERE not_before IS NULL;
ALTER TABLE outbox ALTER COLUMN not_before SET NOT NULL;
-- Until when a link in it opens something.
ALTER TABLE outbox ADD COLUMN useful_until TEXT COLLATE "C";
ALTER TABLE outbox ADD COLUMN failed_at TEXT COLLATE "C";
-- Why the last attempt failed, in words of ours.
ALTER TABLE outbox ADD COLUMN failure TEXT COLLATE "C";

-- The address goes once it is delivered; whose it was says the account.
UPDATE outbox SET recipient = '' WHERE state <> 'queued' AND account_id IS NOT NULL;
UPDATE outbox SET state = 'expired' WHERE state = 'failed';
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check CHECK (state IN ('queued', 'delivered', 'failed', 'dropped', 'expired'));
-- The last mail to someone who leaves goes as soon as it is delivered.
ALTER TABLE outbox ALTER COLUMN kept DROP DEFAULT;
UPDATE outbox SET kept = 'as_history' WHERE kept = 'for_a_month';
ALTER TABLE outbox ADD CONSTRAINT outbox_kept_check CHECK (kept IN ('as_history', 'until_delivered'));

-- The queue in the order in which it is worked off; and a person's history.
CREATE INDEX outbox_by_state ON outbox (state, not_before);
CREATE INDEX outbox_by_account ON outbox (account_id, id);
