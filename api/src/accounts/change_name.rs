//! Changing one's name. Certificates bear the name as it is now: their numbers, sets and dates stay (decision 0018).

use actix_web::web::Data;
use actix_web::{HttpResponse, put};
use shared::accounts::ChangeName;
use shared::facts::FactBody;
use shared::people::NAME_CHARS_MAX;

use super::{mails, proof, store};
use crate::auth::Passwords;
use crate::auth::permissions::KeepOwnAccount;
use crate::db::Db;
use crate::error::Error;
use crate::outbox;
use crate::record::{Act, NewFact, record};
use crate::request::Command;
use crate::text::line;

/// Changes one's name, also on the certificates that one has; a mail says so. Staff see that it changed, and when.
#[utoipa::path(
    tag = "accounts",
    request_body = ChangeName,
    responses((status = 204, description = "The name is changed, or was this one already.")),
    security(("session" = []))
)]
#[put("/me/name")]
pub(super) async fn change_name(
    command: Command<KeepOwnAccount, ChangeName>,
    passwords: Data<Passwords>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let Command { requester, body, moment, .. } = command;
    let name = line("name", &body.name, NAME_CHARS_MAX)?;
    let proven = proof::by_password(&db, &passwords, &requester, body.current_password, moment).await?;
    db.write(move |tx| {
        proven.stands(tx, moment)?;
        let kept = &proven.kept;
        if kept.name == name {
            return Ok(());
        }
        store::set_name(tx, kept.person, &name)?;
        let act = Act { account: Some(kept.id.into()), operation: "change_name", now: moment.now, today: moment.today, reason: None, key: None };
        record(tx, &act, vec![NewFact::of(kept.person, moment.today, FactBody::NameChanged)])?;
        Ok(outbox::queue(tx, moment.now, &mails::name_changed(&kept.email, &name))?)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
