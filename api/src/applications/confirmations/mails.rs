//! What a supervisor is asked by mail. The token stands after `#`: that part of an address is sent to no server.

use shared::calendar::Date;
use shared::confirmations::AskForConfirmation;

use crate::notices::Telling;
use crate::outbox::Mail;

/// The question, with the link to answer it.
pub(super) fn asked(asked: &AskForConfirmation, applicant: &str, token: &str, answer_by: Date) -> Mail {
    let telling = Telling::HoursAsked {
        supervisor: asked.supervisor_name.clone(),
        applicant: applicant.to_owned(),
        token: token.to_owned(),
        answer_by: answer_by.long().to_string(),
    };
    Mail { to: asked.supervisor_email.clone(), telling }
}
