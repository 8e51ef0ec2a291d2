//! Accounts and sessions, from registering to signing out.

mod documents;
mod erase;
mod export;
mod lengths;
mod limits;
mod passwords;
mod profile;
mod register;
pub(crate) mod second_factor;
mod sessions;
mod sign_in;
mod tokens;

use actix_web::test::TestRequest;

use crate::support::{App, Client, ORIGIN, PASSWORD, Reply, json, registration};

const COOKIE: &str = "lssc_refresh";

/// Registers at this address.
pub(crate) async fn register(app: &App, email: &str) -> Reply {
    app.anyone().post("/accounts", registration(email, PASSWORD, "Demo Candidate")).await
}

/// The token in the latest mail to this address.
pub(crate) async fn mailed_token(app: &App, email: &str) -> String {
    let mail = app.mail_to(email).await.unwrap_or_else(|| panic!("no mail to {email}"));
    let (_, after) = mail.split_once("#token=").unwrap_or_else(|| panic!("no token in: {mail}"));
    after.split_whitespace().next().unwrap_or_default().to_owned()
}

/// Follows a mailed link to confirm, with this password.
pub(crate) async fn confirm(app: &App, token: &str, password: &str) -> Reply {
    app.anyone().post("/accounts/confirm", json!({"token": token, "password": password})).await
}

/// Signs in with this password.
async fn sign_in(app: &App, email: &str, password: &str) -> Reply {
    app.anyone().post("/sessions", json!({"email": email, "password": password})).await
}

/// The value of the session's cookie in an answer.
fn cookie_of(reply: &Reply) -> String {
    let header = reply.header("set-cookie");
    let value = header.strip_prefix(&format!("{COOKIE}=")).unwrap_or_else(|| panic!("no cookie: {header}"));
    value.split(';').next().unwrap_or_default().to_owned()
}

/// Refreshes with this cookie, from the app's own page.
async fn refresh(app: &App, token: &str) -> Reply {
    refresh_from(app, token, ORIGIN).await
}

async fn refresh_from(app: &App, token: &str, origin: &str) -> Reply {
    let request = TestRequest::post().uri("/api/v1/sessions/refresh").insert_header(("Origin", origin));
    app.anyone().send(request.insert_header(("Cookie", format!("{COOKIE}={token}")))).await
}

/// Someone with this access token.
fn with_token(app: &App, token: &str) -> Client {
    app.anyone().with_token(token)
}
