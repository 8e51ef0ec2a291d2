//! What an invitation says, by the token of the mailed link. Looking does nothing: mail programs open links.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, post};
use shared::calendar::Date;
use shared::orders::{InvitationShown, LookAtInvitation};

use super::invitations::{LINK, opened};
use super::store::{Head, Line};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::peer;
use crate::request::Body;

/// Shows what a mailed invitation says: who pays, how much, until when. It needs no account.
#[utoipa::path(
    tag = "orders",
    request_body = LookAtInvitation,
    responses((status = 200, body = InvitationShown), (status = 404, description = "The link has ended, or the line was credited."))
)]
#[post("/invitations/look")]
pub(super) async fn look_at_invitation(
    request: HttpRequest,
    body: Body<LookAtInvitation>,
    moment: Moment,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<Json<InvitationShown>, Error> {
    let (token, address) = (body.0.token, peer::address(&request, &config.trusted_proxies));
    let found = db.write(move |tx| opened(tx, &token, &address, moment)).await?;
    found.map(|(line, head, apply_by)| Json(shown(&line, head, apply_by))).ok_or(Error::NotFound(LINK))
}

/// What is said of a line to whoever has its link: nothing of the person.
pub(super) fn shown(line: &Line, head: Head, apply_by: Date) -> InvitationShown {
    InvitationShown { buyer_name: head.buyer_name, amount_cents: line.amount_cents, apply_by, is_taken: line.person.is_some() }
}
