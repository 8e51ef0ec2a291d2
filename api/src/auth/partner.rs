//! A partner that asks with a token of its own. The database is asked each time, also for reading: a suspension and the
//! end of a secret work at once.

use actix_web::{HttpRequest, web};
use shared::accounts::Role;
use shared::ids::PartnerId;
use shared::partners::Scope;

use super::principal::{Principal, bearer};
use super::{Keys, Permission};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::{Error, SignedOut};
use crate::partners;
use crate::record::Actor;

/// A partner that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerRequester {
    /// The partner.
    pub partner: PartnerId,
    /// The secret that its token was got with.
    pub secret: String,
    /// What the token is good for.
    pub scopes: Vec<Scope>,
}

impl PartnerRequester {
    /// The token must be good for this.
    ///
    /// # Errors
    /// [`Error::Scope`] where it is not.
    pub fn needs(&self, scope: Scope) -> Result<(), Error> {
        if self.scopes.contains(&scope) { Ok(()) } else { Err(Error::Scope(scope.name())) }
    }
}

impl Principal for PartnerRequester {
    async fn admitted<P: Permission>(request: &HttpRequest) -> Result<Self, Error> {
        let keys = request.app_data::<web::Data<Keys>>().ok_or(Error::Interrupted)?;
        let db = request.app_data::<web::Data<Db>>().ok_or(Error::Interrupted)?;
        let now = Moment::of(request)?.now;
        let token = bearer(request)?;
        let claims = match keys.read_partner(token, now) {
            // Someone with an account is somebody, and no partner.
            Err(_) if keys.read(token, now).is_ok() => return Err(Error::Forbidden),
            claims => claims?,
        };
        let requester = Self { partner: claims.sub, secret: claims.secret, scopes: claims.scopes };
        let asked = requester.clone();
        let may = db.read(move |conn| Ok(partners::may_act(conn, asked.partner, &asked.secret, now)?)).await?;
        if !P::ROLES.contains(&Role::Partner) {
            return Err(Error::Forbidden);
        }
        if may { Ok(requester) } else { Err(Error::SignedOut(SignedOut::PartnerEnded)) }
    }

    fn actor(&self) -> Actor {
        Actor::Partner(self.partner)
    }
}
