//! Accounts: registering, confirming, signing in and out, passwords, the second step, names and addresses, documents, taking
//! one's data along and leaving. Owns the tables `people` (with the noun people), `accounts`, `registrations`,
//! `mailed_tokens` and `email_changes`.
//!
//! An account comes into being when its address is confirmed; until then there is a registration, which ends by
//! itself. So nobody can take an address that is not theirs, and no fact is recorded about someone who never came.

mod accept_documents;
mod change_email;
mod change_name;
mod change_password;
mod confirm;
mod confirm_email;
mod cookie;
mod delete;
mod email_changes;
mod export;
mod get;
pub(crate) mod mails;
mod open;
mod proof;
mod refresh_session;
mod register;
mod request_password_reset;
mod resend_confirmation;
mod reset_password;
mod second_factor;
mod sessions;
mod sign_in;
mod sign_out;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use cookie::REFRESH_COOKIE;
pub use open::{NewAccount, open, open_accepting};
pub(crate) use register::CONFIRM_HOURS;
pub(crate) use request_password_reset::RESET_HOURS;
pub(crate) use store::person_at;
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
        .service(get::get_account)
        .service(sign_in::sign_in_with_code)
        .service(change_name::change_name)
        .service(change_email::change_email)
        .service(confirm_email::confirm_email)
        .service(sessions::list_my_sessions)
        .service(sessions::end_other_sessions)
        .service(sessions::end_session)
        .service(accept_documents::accept_documents)
        .service(second_factor::get_second_factor)
        .service(second_factor::begin_second_factor)
        .service(second_factor::confirm_second_factor)
        .service(second_factor::remove_second_factor)
        .service(export::export_my_data)
        .service(delete::delete_account);
}
