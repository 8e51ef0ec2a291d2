//! Where a person leaves traces: every table, how their rows are found in it, what an archive of theirs shows of them,
//! and what becomes of them when the person leaves. A test holds the list against the schema, and others hold the archive
//! and the database after an erasure against what they should and should not hold.

/// What becomes of a person's rows when they leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// They stay: they hold ids, dates and choices, and no one's name.
    Stays,
    /// They go.
    Goes,
    /// They stay, and what said who it was is written over: these assignments, in SQL. `{now}` is filled in.
    Blanked(&'static str),
}

/// A table that holds something of a person.
#[derive(Debug, Clone, Copy)]
pub struct Trace {
    /// The table.
    pub table: &'static str,
    /// What it holds, for its owner.
    pub meaning: &'static str,
    /// Which of its rows are the person's, in SQL. `{person}` is filled in, and `{account}`, the ids of their account.
    pub whose: &'static str,
    /// The columns that an archive leaves out: what opens something, and hashes of it.
    pub secret: &'static [&'static str],
    /// What becomes of them.
    pub leaving: Leaving,
}

use Leaving::{Blanked, Goes, Stays};

const fn trace(table: &'static str, meaning: &'static str, whose: &'static str, secret: &'static [&'static str], leaving: Leaving) -> Trace {
    Trace { table, meaning, whose, secret, leaving }
}

const BY_ACCOUNT: &str = "account_id IN ({account})";
const BY_PERSON: &str = "person_id = '{person}'";

/// All of them. Those that go are in the order in which they can: what refers to others goes before them.
pub const TRACES: &[Trace] = &[
    trace(
        "idempotency_keys",
        "Answers that are kept for a day, in case a request is repeated; what they say stands elsewhere, and of others it is not yours.",
        "requester_id IN ({account}) OR (operation = 'report_for_candidate' AND EXISTS (SELECT 1 FROM candidate_numbers WHERE person_id = '{person}' \
         AND answer LIKE '%\"' || substr(number_compact, 1, 4) || '-' || substr(number_compact, 5) || '\"%'))",
        // What staff were answered tells of others.
        &["idempotency_key", "digest", "answer"],
        Goes,
    ),
    trace("partner_batch_rows", "Answers to providers' reports about you, kept for a day.", BY_PERSON, &[], Goes),
    trace("candidate_numbers", "Your candidate number, by which providers of courses report what you completed.", BY_PERSON, &[], Goes),
    trace("partner_reports", "Which of your completions a provider reported.", BY_PERSON, &[], Stays),
    trace("email_changes", "A change of your address that waits for its confirmation.", BY_ACCOUNT, &["hash"], Goes),
    trace("sign_in_challenges", "A signing in that waits for its code.", BY_ACCOUNT, &["hash"], Goes),
    trace("recovery_codes", "Your recovery codes; only their hashes are kept.", BY_ACCOUNT, &["hash"], Goes),
    trace("second_factors", "The second step of signing in.", BY_ACCOUNT, &["secret"], Goes),
    trace(
        "refresh_tokens",
        "What your sessions go on with.",
        "session_id IN (SELECT id FROM sessions WHERE account_id IN ({account}))",
        &["hash", "parent_hash"],
        Goes,
    ),
    trace("sessions", "Where you are and were signed in.", BY_ACCOUNT, &[], Goes),
    trace(
        "mailed_tokens",
        "Links that were mailed to you and still open something.",
        "account_id IN ({account}) OR registration_id IN (SELECT id FROM registrations WHERE email_key IN \
         (SELECT email_key FROM accounts WHERE person_id = '{person}'))",
        &["hash"],
        Goes,
    ),
    trace(
        "registrations",
        "Registrations with your address that wait for their confirmation.",
        "email_key IN (SELECT email_key FROM accounts WHERE person_id = '{person}')",
        // Whoever registered may be someone else: what they typed is not the owner's.
        &["password_hash", "name"],
        Goes,
    ),
    trace(
        "outbox",
        "What was mailed to you, and messages of yours that are under way. Their words are not kept longer than it takes to send them.",
        "account_id IN ({account}) OR recipient IN (SELECT email FROM accounts WHERE person_id = '{person}') \
         OR reply_to IN (SELECT email FROM accounts WHERE person_id = '{person}')",
        // Until it is sent, a link in it opens something.
        &["variables"],
        Goes,
    ),
    trace("application_drafts", "What you typed into an application that you have not submitted.", BY_PERSON, &[], Goes),
    trace(
        "hour_confirmations",
        "Supervisors whom you asked to confirm hours. What they added to their answers is theirs and the staff's.",
        BY_PERSON,
        &["token_hash", "comment"],
        Goes,
    ),
    trace(
        "evidence_files",
        "Files that you sent with your applications; they lie in this archive too, in the folder `evidence`.",
        BY_PERSON,
        &[],
        // Their bytes are removed from the store of files within the hour, and the rows with them.
        Blanked("person_id = NULL, application_id = NULL, file_name = '', sha256 = NULL, state = 'removing'"),
    ),
    trace(
        "notes",
        "Reasons that were given for decisions about you, and what was asked and answered about your applications.",
        BY_PERSON,
        &[],
        Blanked("body = '(erased)'"),
    ),
    trace(
        "application_details",
        "What your applications say of your jobs, your position and your membership.",
        BY_PERSON,
        &[],
        Blanked("position_title = '(erased)', ala_member_number = NULL, jobs = NULL"),
    ),
    trace(
        "accounts",
        "Your account.",
        BY_PERSON,
        &["password_hash"],
        Blanked("email = '', email_key = 'erased:' || id, email_folded = '', password_hash = ''"),
    ),
    trace("people", "Who you are.", "id = '{person}'", &[], Blanked("name = '(name erased)', name_folded = '', erased_at = '{now}'")),
    trace(
        "order_lines",
        "Where an institution ordered for you, and what it wrote of you; its invoice keeps the name that it wrote.",
        BY_PERSON,
        &["invitation_hash"],
        Blanked("email = NULL, email_key = NULL, ala_member_number = NULL, invitation_hash = NULL"),
    ),
    trace("invoice_payers", "Your name on what you paid, for as long as the books need it.", BY_PERSON, &[], Stays),
    trace("facts", "What happened, by date: all that your standing rests on.", BY_PERSON, &[], Stays),
    trace(
        "acts",
        "Who recorded what about you, and what you recorded.",
        "account_id IN ({account}) OR id IN (SELECT act_id FROM facts WHERE person_id = '{person}') OR note_id IN \
         (SELECT id FROM notes WHERE person_id = '{person}')",
        &["idempotency_key"],
        Stays,
    ),
    trace("standings", "Where you stand, kept for lists.", BY_PERSON, &[], Stays),
    trace("matters", "Your applications, completions and invoices as staff list them.", BY_PERSON, &[], Stays),
    trace("certificates", "The way from the numbers of your certificates to you.", BY_PERSON, &[], Stays),
    trace("refund_orders", "Refunds to your card that are on their way, or failed.", BY_PERSON, &[], Stays),
    trace(
        "payment_sessions",
        "Payments by card that you began.",
        "invoice_id IN (SELECT subject FROM facts WHERE person_id = '{person}' AND kind = 'invoice_issued')",
        &[],
        Stays,
    ),
];

/// Tables that hold nothing of any person: `attempts` counts under hashes, for an hour, and is emptied of someone who
/// leaves besides.
pub const NO_TRACES: &[&str] = &[
    "attempts",
    "buyers",
    "course_listing_sets",
    "course_listings",
    "gateway_events",
    "number_series",
    "orders",
    "partner_batches",
    "partner_secrets",
    "partners",
    "programme",
];

#[cfg(test)]
mod tests {
    use super::*;
    use shared::accounts::ERASED_NAME;

    #[test]
    fn the_name_that_stands_where_one_was_erased_is_the_shared_one() {
        let people = TRACES.iter().find(|trace| trace.table == "people").unwrap();
        assert!(matches!(people.leaving, Blanked(sql) if sql.contains(&format!("name = '{ERASED_NAME}'"))));
    }
}
