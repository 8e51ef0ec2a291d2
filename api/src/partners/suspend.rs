//! Staff suspend a partner, and let it go on. Both work at once: tokens that are out are refused, and taken again.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::facts::FactBody;
use shared::ids::PartnerId;
use shared::partners::{Partner, PartnerState};
use shared::people::{REASON_CHARS_MAX, WithReason};

use super::store;
use crate::auth::permissions::ManagePartners;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Suspends a partner: it gets no token, and those that it has work no more. What it reported stands.
#[utoipa::path(
    tag = "partners",
    params(("id" = PartnerId, Path, description = "The partner")),
    request_body = WithReason,
    responses((status = 200, body = Partner)),
    security(("session" = []))
)]
#[post("/partners/{id}/suspend")]
pub(super) async fn suspend_partner(id: Path<PartnerId>, command: Command<ManagePartners, WithReason>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "suspend_partner", move |tx, act, _, body| {
            let reason = paragraphs("reason", &body.reason, REASON_CHARS_MAX)?;
            change(tx, &act.because(reason), id, PartnerState::Suspended)
        })
        .await
}

/// Lets a suspended partner go on, with the secrets that it has.
#[utoipa::path(
    tag = "partners",
    params(("id" = PartnerId, Path, description = "The partner")),
    request_body = WithReason,
    responses((status = 200, body = Partner)),
    security(("session" = []))
)]
#[post("/partners/{id}/resume")]
pub(super) async fn resume_partner(id: Path<PartnerId>, command: Command<ManagePartners, WithReason>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "resume_partner", move |tx, act, _, body| {
            let reason = paragraphs("reason", &body.reason, REASON_CHARS_MAX)?;
            change(tx, &act.because(reason), id, PartnerState::Active)
        })
        .await
}

fn change(tx: &mut DbConnection, act: &Act, id: PartnerId, wanted: PartnerState) -> Result<Answer, Error> {
    let kept = store::find(tx, id)?;
    if store::state(tx, id)? == wanted {
        let (code, sentence) = match wanted {
            PartnerState::Suspended => ("partner_suspended", "The partner is suspended already."),
            PartnerState::Active => ("partner_active", "The partner is not suspended."),
        };
        return Err(Error::conflict(code, 11, sentence));
    }
    let body = match wanted {
        PartnerState::Suspended => FactBody::PartnerSuspended { partner: id },
        PartnerState::Active => FactBody::PartnerResumed { partner: id },
    };
    record(tx, act, vec![NewFact::general(act.today, body)])?;
    Answer::ok(&store::shown(tx, kept, act.now)?)
}
