-- Whom the receiver of a mail answers, where that is not the sender. Goes with the text once the mail is delivered.
ALTER TABLE outbox ADD COLUMN reply_to TEXT COLLATE "C";
