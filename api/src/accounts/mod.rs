//! Accounts: registering, confirming, signing in and out, passwords. Owns the tables `people` (with the noun people),
//! `accounts`, `registrations` and `mailed_tokens`.
//!
//! An account comes into being when its address is confirmed; until then there is a registration, which ends by
//! itself. So nobody can take an address that is not theirs, and no fact is recorded about someone who never came.

mod change_password;
mod confirm;
mod cookie;
mod get;
mod mails;
mod open;
mod refresh_session;
mod register;
mod request_password_reset;
mod resend_confirmation;
mod reset_password;
mod sign_in;
mod sign_out;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use cookie::REFRESH_COOKIE;
pub use open::{NewAccount, open};
pub(crate) use register::CONFIRM_HOURS;
pub(crate) use request_password_reset::RESET_HOURS;
pub use store::{Kept, account_at, insert_all, person_name, person_names};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(register::register_account)
        .service(confirm::confirm_account)
        .service(resend_confirmation::resend_confirmation)
        .service(request_password_reset::request_password_reset)
        .service(reset_password::reset_password)
        .service(sign_in::sign_in)
        .service(refresh_session::refresh_session)
        .service(sign_out::sign_out)
        .service(sign_out::sign_out_everywhere)
        .service(change_password::change_password)
        .service(get::get_account);
}
