//! Partners: registered with a secret, and with a token.

use diesel::prelude::*;
use lssc_api::auth::PartnerClaims;
use lssc_api::db::StoreError;
use lssc_api::db::schema::partner_secrets;
use lssc_api::partners::{issue, register};
use lssc_api::record::Act;
use shared::courses::ProviderKind;
use shared::ids::PartnerId;
use shared::partners::{RegisterPartner, Scope};

use super::{App, Client};

/// The secret of every partner that a test registers.
pub(crate) const SECRET: &str = "lssc_partner_for-tests";

impl App {
    /// A partner for a state library of this name, with a token that is good for everything.
    pub(crate) async fn partner(&self, provider: &str) -> Client {
        let id = self.register_partner(provider).await;
        self.partner_with(id, &Scope::ALL).await
    }

    /// Registers a partner for a state library of this name.
    pub(crate) async fn register_partner(&self, provider: &str) -> PartnerId {
        let (moment, provider) = (self.clock.moment().unwrap(), provider.to_owned());
        let registering = self.db.write(move |tx| {
            let act = Act { account: None, operation: "fixture", now: moment.now, today: moment.today, reason: None, key: None };
            let new = RegisterPartner { provider: provider.clone(), provider_kind: ProviderKind::StateLibrary };
            let id = register(tx, &act, &new)?;
            issue(tx, &act, id, SECRET, 0)?;
            Ok(id)
        });
        registering.await.unwrap()
    }

    /// A partner with a token of these scopes.
    pub(crate) async fn partner_with(&self, id: PartnerId, scopes: &[Scope]) -> Client {
        let mine = move |conn: &mut lssc_api::db::DbConnection| {
            let secrets = partner_secrets::table.filter(partner_secrets::partner_id.eq(id.to_string()));
            secrets.order(partner_secrets::id.desc()).select(partner_secrets::id).first(conn).map_err(StoreError::from)
        };
        let secret: String = self.read(move |conn| mine(conn).unwrap()).await;
        let token = self.keys.sign(&PartnerClaims::new(id, secret, scopes.to_vec(), self.clock.now())).unwrap();
        self.anyone().with_token(&token)
    }
}
