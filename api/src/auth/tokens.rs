//! Access tokens: JSON Web Tokens signed with `EdDSA`, good for minutes, kept in memory by the app.

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::accounts::Role;
use shared::ids::{AccountId, PartnerId, PersonId};
use shared::partners::Scope;

use super::{Keys, Requester, SessionId};
use crate::error::{Error, SignedOut};

/// For how many seconds an access token is good.
pub const ACCESS_SECONDS: u32 = 600;

/// Who issues the tokens and for whom: both this service.
const ISSUER: &str = "lssc";
/// For whom a partner's tokens are: no account's token is taken for one, nor the other way round.
const FOR_PARTNERS: &str = "lssc-partners";

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// For whom.
    pub aud: String,
    /// The account.
    pub sub: AccountId,
    /// The person.
    pub person: PersonId,
    /// The session.
    pub session: SessionId,
    /// The roles when it was issued.
    pub roles: Vec<Role>,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
}

impl Claims {
    /// What a token says of this requester.
    pub fn new(requester: &Requester, now: DateTime<Utc>) -> Self {
        Self {
            iss: ISSUER.to_owned(),
            aud: ISSUER.to_owned(),
            sub: requester.account,
            person: requester.person,
            session: requester.session,
            roles: requester.roles.clone(),
            iat: now.timestamp(),
            exp: now.timestamp().saturating_add(i64::from(ACCESS_SECONDS)),
        }
    }
}

/// What a partner's token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerClaims {
    /// Who issued it.
    pub iss: String,
    /// For whom.
    pub aud: String,
    /// The partner.
    pub sub: PartnerId,
    /// The secret that it was got with: the token ends with it.
    pub secret: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
}

impl PartnerClaims {
    /// What a token says of this partner, who showed this secret.
    pub fn new(partner: PartnerId, secret: String, scopes: Vec<Scope>, now: DateTime<Utc>) -> Self {
        let (iat, exp) = (now.timestamp(), now.timestamp().saturating_add(i64::from(ACCESS_SECONDS)));
        Self { iss: ISSUER.to_owned(), aud: FOR_PARTNERS.to_owned(), sub: partner, secret, scopes, iat, exp }
    }
}

impl Keys {
    /// Signs a token.
    ///
    /// # Errors
    /// [`Error::Defect`] where the key does not work.
    pub fn sign(&self, claims: &impl Serialize) -> Result<String, Error> {
        let (kid, key) = &self.signing;
        let header = Header { kid: Some(kid.clone()), ..Header::new(Algorithm::EdDSA) };
        encode(&header, claims, key).map_err(|error| Error::Defect(format!("cannot sign a token: {error}")))
    }

    /// Reads a token and checks its signature and its end.
    ///
    /// # Errors
    /// [`Error::SignedOut`] where it is not ours or has ended.
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, Error> {
        let claims: Claims = self.verified(token, ISSUER)?;
        if claims.exp <= now.timestamp() { Err(Error::SignedOut(SignedOut::Ended)) } else { Ok(claims) }
    }

    /// Reads a partner's token and checks its signature and its end.
    ///
    /// # Errors
    /// [`Error::SignedOut`] where it is not ours, no partner's, or has ended.
    pub fn read_partner(&self, token: &str, now: DateTime<Utc>) -> Result<PartnerClaims, Error> {
        let claims: PartnerClaims = self.verified(token, FOR_PARTNERS)?;
        if claims.exp <= now.timestamp() { Err(Error::SignedOut(SignedOut::PartnerEnded)) } else { Ok(claims) }
    }

    fn verified<C: DeserializeOwned>(&self, token: &str, audience: &str) -> Result<C, Error> {
        const BAD: Error = Error::SignedOut(SignedOut::BadToken);
        let header = decode_header(token).map_err(|_| BAD)?;
        let kid = header.kid.ok_or(BAD)?;
        let (_, key) = self.verifying.iter().find(|(name, _)| *name == kid).ok_or(BAD)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[audience]);
        // The end is held against our own clock by who asks, not against the library's.
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        Ok(decode::<C>(token, key, &validation).map_err(|_| BAD)?.claims)
    }
}
