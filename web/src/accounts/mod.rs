//! Accounts: registering, confirming, signing in, passwords, one's own account.

mod account;
mod change_email;
mod change_name;
mod change_password;
mod confirm;
mod confirm_email;
mod documents;
mod forgot_password;
mod leave;
mod mail_sent;
mod mailed_token;
mod register;
mod reset_password;
mod second_factor;
mod send_link;
mod session_list;
mod sign_in;

pub use account::AccountPage;
pub use confirm::Confirm;
pub use confirm_email::ConfirmEmail;
pub use documents::Documents;
pub use forgot_password::ForgotPassword;
pub use mailed_token::use_mailed_token;
pub use register::Register;
pub use reset_password::ResetPassword;
pub use sign_in::SignIn;
