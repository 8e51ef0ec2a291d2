//! Taking an invitation: the line is the signed-in person's from then on, whatever address stands on it.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use shared::ids::PersonId;
use shared::orders::{InvitationShown, LookAtInvitation};

use super::invitations::{LINK, opened};
use super::look_at_invitation::shown;
use super::settle::{if_paid, settle_lines};
use super::store::{self, Line, Stage};
use crate::auth::permissions;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::orders::findings;
use crate::peer;
use crate::record::Act;
use crate::request::Command;

/// Takes a mailed invitation: its line pays for you from then on, at once where you have applied. Taken twice, it is the same.
///
/// A conflict where it is somebody else's; where another line of the order, or of another order that is to pay for your
/// application, is yours; and where it would pay nothing, because your application is paid or you are in the programme.
#[utoipa::path(
    tag = "orders",
    security(("session" = [])),
    request_body = LookAtInvitation,
    responses((status = 200, body = InvitationShown), (status = 404, description = "The link has ended, or the line was credited."))
)]
#[post("/invitations/take")]
pub(super) async fn take_invitation(
    request: HttpRequest,
    command: Command<permissions::Apply, LookAtInvitation>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (address, moment) = (peer::address(&request, &config.trusted_proxies), command.moment);
    // What was counted stays counted where nothing is opened, so the answer is made outside.
    let (act, person, token) = (command.act("take_invitation"), command.requester.person, command.body.token.clone());
    let found = db.write(move |tx| {
        let Some((line, head, apply_by)) = opened(tx, &token, &address, moment)? else { return Ok(None) };
        let line = take(tx, &act, line, person)?;
        Ok(Some(shown(&line, head, apply_by)))
    });
    let shown = found.await?.ok_or(Error::NotFound(LINK))?;
    Ok(HttpResponse::Ok().json(shown))
}

fn take(tx: &mut DbConnection, act: &Act, mut line: Line, person: PersonId) -> Result<Line, Error> {
    if line.person.is_some_and(|other| other != person) {
        return Err(Error::conflict("invitation_taken", 22, "Somebody else has taken this invitation."));
    }
    if line.person == Some(person) && line.stage != Stage::Waiting {
        return Ok(line);
    }
    let others: Vec<Line> = store::of_person(tx, person)?.into_iter().filter(|other| other.id != line.id).collect();
    let has_applied = store::owes(tx, person)?;
    let pays = |other: &Line| other.order == line.order || (has_applied && other.stage == Stage::Applied);
    if others.iter().any(pays) {
        return Err(Error::conflict("invited_already", 22, "Another line pays for you already; tell who ordered that one is too many."));
    }
    // It would be kept from whoever was invited. One who owes again what had paid it is paid for, admitted or not.
    if line.person.is_none() && !has_applied && findings::has_nothing_to_pay(tx, person, act.today)? {
        let sentence =
            "A line pays for one who applies; your fee is settled, or you are admitted. Whoever was invited opens the link with their account.";
        return Err(Error::conflict("invitation_of_no_use", 22, sentence));
    }
    line.person = Some(person);
    if has_applied {
        line.stage = Stage::Applied;
    }
    store::give(tx, line.id, person, line.stage)?;
    if has_applied && let Some(mut record) = if_paid(tx, line.order, act.today)? {
        settle_lines(tx, act, &mut record, std::slice::from_ref(&line))?;
    }
    Ok(line)
}
