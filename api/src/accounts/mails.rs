//! What is mailed about accounts. Tokens stand after `#`: that part of an address is sent to no server and stands in
//! no log.

use crate::outbox::{Mail, typed};

fn mail(to: &str, subject: &str, body: String) -> Mail {
    Mail { to: to.to_owned(), subject: subject.to_owned(), body }
}

/// Confirms an address. Whoever registered may be a stranger to its owner: nothing that they typed is said.
pub(super) fn confirmation(to: &str, token: &str) -> Mail {
    mail(
        to,
        "Confirm your address",
        format!(
            "Hello,\n\nsomeone, we hope you, registered with this address for the Library Support Staff Certification.\n\
             Confirm it within a day, with the password that was chosen at this registration:\n\n\
             {{public_url}}/confirm#token={token}\n\n\
             If you registered and your password is not taken, someone else registered with your address after you. Register\n\
             again, and follow the link in the mail that comes then:\n\n{{public_url}}/register\n\n\
             If it was not you, do nothing: no account comes into being.\n"
        ),
    )
}

/// Says that there is an account already.
pub(super) fn already_registered(to: &str, name: &str) -> Mail {
    mail(
        to,
        "You have an account already",
        format!(
            "{},\n\nsomeone, perhaps you, registered with this address. It has an account already:\n\n{{public_url}}/sign-in\n\n\
             If you have forgotten the password, you can set a new one:\n\n{{public_url}}/reset-password\n",
            typed(name)
        ),
    )
}

/// Sets a new password.
pub(super) fn reset(to: &str, name: &str, token: &str) -> Mail {
    mail(
        to,
        "Set a new password",
        format!(
            "{},\n\nsomeone, we hope you, asked to set a new password. Do it within an hour:\n\n\
             {{public_url}}/reset-password#token={token}\n\nIf it was not you, do nothing: your password stays as it is.\n",
            typed(name)
        ),
    )
}

/// Says that the password was changed.
pub(super) fn password_changed(to: &str, name: &str) -> Mail {
    mail(
        to,
        "Your password was changed",
        format!(
            "{},\n\nthe password of your account was changed, and all other sessions were ended.\n\n\
             If it was not you, set a new one now:\n\n{{public_url}}/reset-password\n",
            typed(name)
        ),
    )
}
