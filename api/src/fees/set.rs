//! Administrators set what is charged from a day to come on.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::facts::FactBody;
use shared::fees::{SetFees, check_fees};
use shared::people::REASON_CHARS_MAX;
use shared::policies::PolicyList;

use super::store::policies;
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::{Faults, paragraphs};

/// Sets what is charged from a day on. What was charged before keeps its amount: invoices, and the applications of those who are
/// on a purchase order that was issued.
///
/// While the day lies ahead it is taken back by setting other fees for the same day, those of today for example. The answer is
/// every version of the programme's numbers, oldest first.
#[utoipa::path(tag = "programme", request_body = SetFees, responses((status = 200, body = PolicyList)), security(("session" = [])))]
#[post("/rules/fees")]
pub(super) async fn set_fees(command: Command<permissions::SetFees, SetFees>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let sent = &command.body;
    let mut faults = Faults::default();
    let reason = faults.take(paragraphs("reason", &sent.reason, REASON_CHARS_MAX));
    for error in check_fees(sent, command.moment.today) {
        faults.require(false, error.member, error.detail);
    }
    faults.check()?;
    let (on, fees) = (sent.effective_from, sent.fees);
    command
        .write(&db, "set_fees", move |tx, act, _, _| {
            record(tx, &act.because(&reason), vec![NewFact::general(on, FactBody::FeesSet { fees })])?;
            Answer::ok(&policies(tx)?.published())
        })
        .await
}
