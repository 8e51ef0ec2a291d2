//! A supervisor's answer: a fact of the day, and the comment beside it. The link opens nothing from then on.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use shared::confirmations::{AnswerConfirmation, COMMENT_CHARS_MAX, HoursAnswer, check_answer};
use shared::facts::FactBody;

use super::look::{LINK, guarded};
use super::store;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::peer;
use crate::record::{Act, NewFact, record};
use crate::request::Body;
use crate::text::paragraphs;

/// Says whether the hours that a mailed link asks about are right. It can be said once, and needs no account.
#[utoipa::path(
    tag = "applications",
    request_body = AnswerConfirmation,
    responses(
        (status = 204, description = "It is recorded; the link opens nothing any more."),
        (status = 404, description = "The link was used, has ended, or was replaced by a newer one.")
    )
)]
#[post("/confirmations/answer")]
pub(in crate::applications) async fn answer_confirmation(
    request: HttpRequest,
    body: Body<AnswerConfirmation>,
    moment: Moment,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let AnswerConfirmation { token, answer, comment } = body.0;
    let comment = comment.as_deref().map(|comment| paragraphs("comment", comment, COMMENT_CHARS_MAX)).transpose()?;
    if let Some(fault) = check_answer(answer, comment.as_deref()) {
        return Err(fault.into());
    }
    let address = peer::address(&request, &config.trusted_proxies);
    let answered = db.write(move |tx| {
        let Some(open) = guarded(tx, &token, &address, moment)? else { return Ok(None) };
        let (confirmation, application, job) = (open.id, open.application, open.job);
        let said = match answer {
            HoursAnswer::Confirmed => FactBody::HoursConfirmed { confirmation, application, job },
            HoursAnswer::Disputed => FactBody::HoursDisputed { confirmation, application, job },
        };
        let act = Act { account: None, operation: "answer_confirmation", now: moment.now, today: moment.today, reason: None, key: None };
        record(tx, &act, vec![NewFact::of(open.person, moment.today, said).once(format!("hours:{confirmation}"))])?;
        store::close(tx, confirmation, comment.as_deref())?;
        Ok(Some(()))
    });
    answered.await?.ok_or(Error::NotFound(LINK))?;
    Ok(HttpResponse::NoContent().finish())
}
