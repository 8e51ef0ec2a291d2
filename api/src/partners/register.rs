//! Staff register a provider of courses as a partner. It gets its first secret apart, so that no answer that is kept
//! for a repetition holds one.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::courses::PROVIDER_CHARS_MAX;
use shared::facts::FactBody;
use shared::ids::PartnerId;
use shared::partners::{Partner, RegisterPartner};

use super::store::{self, Kept};
use crate::auth::permissions::ManagePartners;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::line;

/// Registers a partner. The courses of the catalog with its name and kind are its own. It acts once it has a secret.
#[utoipa::path(tag = "partners", request_body = RegisterPartner, responses((status = 201, body = Partner)), security(("session" = [])))]
#[post("/partners")]
pub(super) async fn register_partner(command: Command<ManagePartners, RegisterPartner>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let provider = line("provider", &command.body.provider, PROVIDER_CHARS_MAX)?;
    command
        .write(&db, "register_partner", move |tx, act, _, body| {
            let id = register(tx, act, &RegisterPartner { provider: provider.clone(), ..body.clone() })?;
            let kept = store::find(tx, id)?;
            Answer::created(&store::shown(tx, kept, act.now)?)
        })
        .await
}

/// Registers a partner under the name that it was given in normal form.
///
/// # Errors
/// [`Error::Conflict`] where the provider is a partner already.
pub fn register(tx: &mut DbConnection, act: &Act, new: &RegisterPartner) -> Result<PartnerId, Error> {
    if store::partner_of(tx, &new.provider, new.provider_kind)?.is_some() {
        return Err(Error::conflict("partner_exists", 11, "This provider is a partner already; give it a new secret instead."));
    }
    let kept = Kept { id: PartnerId(ids::fresh()), provider: new.provider.clone(), provider_kind: new.provider_kind };
    store::insert(tx, &kept, act.now)?;
    record(tx, act, vec![NewFact::general(act.today, FactBody::PartnerRegistered { partner: kept.id })])?;
    Ok(kept.id)
}
