//! What a supervisor is asked by mail. The token stands after `#`: that part of an address is sent to no server.

use shared::calendar::Date;
use shared::confirmations::AskForConfirmation;

use crate::outbox::{Mail, typed};

/// The question, with the link to answer it.
pub(super) fn asked(asked: &AskForConfirmation, applicant: &str, token: &str, answer_by: Date) -> Mail {
    let body = format!(
        "{supervisor},\n\n{applicant} applies to the Library Support Staff Certification and names you as the supervisor of a job in a library. \
         Are the hours right that the application gives for it? Look at them, and answer until {day}; you need no account:\n\n\
         {{public_url}}/confirm-hours#token={token}\n\n\
         Your answer is a favour and no condition. Your address is kept for 90 days and then erased. If you do not know of this, do nothing.\n",
        supervisor = typed(&asked.supervisor_name),
        applicant = typed(applicant),
        day = answer_by.long(),
    );
    Mail { to: asked.supervisor_email.clone(), subject: "Are these hours of work right?".to_owned(), body }
}
