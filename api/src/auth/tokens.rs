//! Access tokens: JSON Web Tokens signed with `EdDSA`, good for minutes, kept in memory by the app.

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use shared::accounts::Role;
use shared::ids::{AccountId, PersonId};

use super::{Keys, Requester, SessionId};
use crate::error::{Error, SignedOut};

/// For how many seconds an access token is good.
pub const ACCESS_SECONDS: u32 = 600;

/// Who issues the tokens and for whom: both this service.
const ISSUER: &str = "lssc";

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

impl Keys {
    /// Signs a token.
    ///
    /// # Errors
    /// [`Error::Defect`] where the key does not work.
    pub fn sign(&self, claims: &Claims) -> Result<String, Error> {
        let (kid, key) = &self.signing;
        let header = Header { kid: Some(kid.clone()), ..Header::new(Algorithm::EdDSA) };
        encode(&header, claims, key).map_err(|error| Error::Defect(format!("cannot sign a token: {error}")))
    }

    /// Reads a token and checks its signature and its end.
    ///
    /// # Errors
    /// [`Error::SignedOut`] where it is not ours or has ended.
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, Error> {
        const BAD: Error = Error::SignedOut(SignedOut::BadToken);
        let header = decode_header(token).map_err(|_| BAD)?;
        let kid = header.kid.ok_or(BAD)?;
        let (_, key) = self.verifying.iter().find(|(name, _)| *name == kid).ok_or(BAD)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[ISSUER]);
        // The end is held against our own clock below, not against the library's.
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        let claims = decode::<Claims>(token, key, &validation).map_err(|_| BAD)?.claims;
        if claims.exp <= now.timestamp() { Err(Error::SignedOut(SignedOut::Ended)) } else { Ok(claims) }
    }
}
