//! Asking a supervisor, by mail. Asking again ends the link that came before.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, post};
use shared::applications::Application;
use shared::confirmations::{AskForConfirmation, CONFIRMATION_DAYS, SUPERVISOR_NAME_CHARS_MAX, check_asking};
use shared::ids::{ApplicationId, ConfirmationId};

use super::super::accept::must_be_undecided;
use super::super::{answer, store as applications};
use super::{mails, store};
use crate::auth::attempts::{self, CONFIRMATIONS_PER_APPLICATION, MAIL_PER_ACCOUNT, MAIL_PER_ADDRESS};
use crate::auth::permissions;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::request::{Answer, Command};
use crate::text::{Faults, email, email_key, line};
use crate::{ids, outbox, peer, people};

/// Asks the supervisor of a job of your application whether its hours are right: a link is mailed that works for 30 days,
/// without an account. It is no condition. Asking about the same job again ends the earlier link.
///
/// A conflict where the application is decided or withdrawn, or the hours are confirmed already.
#[utoipa::path(tag = "applications", security(("session" = [])), params(("id" = ApplicationId, Path, description = "The application.")),
    request_body = AskForConfirmation, responses((status = 201, body = Application)))]
#[post("/applications/{id}/confirmations")]
pub(in crate::applications) async fn ask_for_confirmation(
    request: HttpRequest,
    command: Command<permissions::Apply, AskForConfirmation>,
    id: Path<ApplicationId>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let address = peer::address(&request, &config.trusted_proxies);
    let sent = parse(&command.body)?;
    let (token, confirmation) = (ids::token(), ConfirmationId(ids::fresh()));
    command
        .write(&db, "ask_for_confirmation", move |tx, act, requester, _| {
            let (owner, found) = applications::find(tx, id, act.today)?.ok_or(Error::NotFound("application"))?;
            requester.own(owner, "application")?;
            must_be_undecided(&found)?;
            if let Some(fault) = check_asking(&sent, found.submitted.library_work.len()).into_iter().next() {
                return Err(fault.into());
            }
            let applicant = people::contact(tx, owner)?.ok_or(Error::NotFound("application"))?;
            let mailbox = email_key(&sent.supervisor_email);
            if mailbox == email_key(&applicant.email) {
                return Err(Error::invalid("supervisor_email", "is your own address: name your supervisor's"));
            }
            let place = usize::try_from(sent.job).unwrap_or(usize::MAX);
            let work = *found.submitted.library_work.get(place).ok_or(Error::NotFound("job"))?;
            if store::is_confirmed(tx, &found, sent.job, act.today)? {
                return Err(Error::conflict("hours_confirmed", 6, "The hours of this job are confirmed already."));
            }
            let application = id.to_string();
            attempts::count(
                tx,
                &[(CONFIRMATIONS_PER_APPLICATION, &application), (MAIL_PER_ACCOUNT, &mailbox), (MAIL_PER_ADDRESS, &address)],
                act.now,
            )?;
            store::end_open(tx, &found, sent.job)?;
            let answer_by = act.today.days_later(CONFIRMATION_DAYS);
            let asked = store::Asking { id: confirmation, application: id, person: owner, asked_on: act.today, answer_by, work };
            store::insert(tx, &asked, &sent, &token, act.now)?;
            // It goes with the applicant's account: who goes away leaves none of it.
            outbox::queue_about(tx, act.now, applicant.account, &mails::asked(&sent, &applicant.name, &token, answer_by))?;
            Answer::created(&answer::answer(tx, id, act.today)?)
        })
        .await
}

/// The texts in normal form.
fn parse(sent: &AskForConfirmation) -> Result<AskForConfirmation, Error> {
    let mut faults = Faults::default();
    let supervisor_name = faults.take(line("supervisor_name", &sent.supervisor_name, SUPERVISOR_NAME_CHARS_MAX));
    let supervisor_email = faults.take(email("supervisor_email", &sent.supervisor_email));
    faults.check()?;
    Ok(AskForConfirmation { supervisor_name, supervisor_email, ..sent.clone() })
}
