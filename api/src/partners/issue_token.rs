//! `POST /oauth/token`: a partner gets a token with its own credentials (RFC 6749, section 4.4). An unknown partner, a
//! suspended one and a wrong secret are answered alike, in like time.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::partners::{PartnerState, Scope};
use subtle::ConstantTimeEq;
use utoipa::ToSchema;

use super::credentials::{self, Asked, FORM_BYTES_MAX};
use super::store;
use crate::auth::attempts::{self, TOKEN_PER_ADDRESS, TOKEN_PER_PARTNER};
use crate::auth::{ACCESS_SECONDS, Keys, PartnerClaims};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::{Error, TokenProblem, TokenRefusal};
use crate::{ids, peer};

/// What a partner sends, where it does not name itself by HTTP Basic.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the document's schema of a form that is read by hand, since RFC 6749 says how to refuse what is wrong with it")]
struct TokenRequest {
    /// Always `client_credentials`.
    #[schema(examples("client_credentials"))]
    grant_type: String,
    /// `courses`, `completions`, or both with a space between; both when absent.
    #[schema(examples("courses completions"))]
    scope: Option<String>,
    /// The partner; absent with HTTP Basic.
    client_id: Option<String>,
    /// Its secret; absent with HTTP Basic.
    client_secret: Option<String>,
}

/// A token.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
struct TokenGranted {
    /// Goes into `Authorization: Bearer ...`.
    access_token: String,
    /// Always `Bearer`.
    #[schema(examples("Bearer"))]
    token_type: String,
    /// After how many seconds it ends.
    expires_in: u32,
    /// What it is good for.
    #[schema(examples("courses completions"))]
    scope: String,
}

/// Gets a token for a partner, good for ten minutes.
///
/// Name yourself by HTTP Basic or with `client_id` and `client_secret` in the form, not both.
#[utoipa::path(
    tag = "partners",
    request_body(content = inline(TokenRequest), content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token.", body = TokenGranted),
        (status = 400, description = "The form is not as RFC 6749 has it.", body = TokenProblem, content_type = "application/json",
            example = json!({"error": "invalid_request", "error_description": "grant_type is missing: send grant_type=client_credentials"})),
        (status = 401, description = "No partner that may act has these credentials.", body = TokenProblem, content_type = "application/json")
    )
)]
#[post("/oauth/token")]
pub(super) async fn issue_token(
    request: HttpRequest,
    payload: web::Payload,
    moment: Moment,
    keys: Data<Keys>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let form = payload.to_bytes_limited(FORM_BYTES_MAX).await.map_err(|_| Error::TooLarge(FORM_BYTES_MAX))?;
    let form = form.map_err(|_| Error::Token(TokenRefusal::InvalidRequest("the form broke off; send it again")))?;
    let asked = credentials::read(&request, &form).map_err(Error::Token)?;
    let address = peer::address(&request, &config.trusted_proxies);
    let scopes = asked.scopes.clone();
    let granted = db.write(move |tx| secret_of(tx, &asked, &address, moment.now)).await?;
    let (partner, secret) = granted.ok_or(Error::Token(TokenRefusal::InvalidClient))?;
    let access_token = keys.sign(&PartnerClaims::new(partner, secret, scopes.clone(), moment.now))?;
    let scope = scopes.iter().map(|scope| Scope::name(*scope)).collect::<Vec<_>>().join(" ");
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CACHE_CONTROL, "no-store")).insert_header((header::PRAGMA, "no-cache"));
    Ok(response.json(TokenGranted { access_token, token_type: "Bearer".to_owned(), expires_in: ACCESS_SECONDS, scope }))
}

/// The partner and the secret that these credentials are, where they fit; a try that does not is counted.
fn secret_of(tx: &mut DbConnection, asked: &Asked, address: &str, now: DateTime<Utc>) -> Result<Option<(shared::ids::PartnerId, String)>, Error> {
    let subject = format!("{} {address}", asked.client_id);
    let counted = attempts::count(tx, &[(TOKEN_PER_PARTNER, &subject), (TOKEN_PER_ADDRESS, address)], now)?;
    let partner = store::read_id(&asked.client_id);
    // Who is unknown has no secrets: as many queries, and a comparison of hashes that say nothing of the secret.
    let id = partner.unwrap_or(shared::ids::PartnerId(uuid::Uuid::nil()));
    let kept = store::secrets(tx, id, now)?;
    let state = store::state(tx, id)?;
    let hash = ids::hash(&[asked.client_secret.as_bytes()]);
    let fitting = kept.into_iter().find(|kept| bool::from(kept.hash.as_bytes().ct_eq(hash.as_bytes())));
    match fitting {
        Some(secret) if state == PartnerState::Active => {
            attempts::forget(tx, &counted)?;
            Ok(Some((id, secret.id)))
        }
        _ => Ok(None),
    }
}
