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

/// Says that the name was changed.
pub(super) fn name_changed(to: &str, name: &str) -> Mail {
    mail(
        to,
        "Your name was changed",
        format!(
            "{},\n\nthe name in your account was changed to the one above. Your certificates bear it from now on; their numbers and\n\
             dates stay.\n\nIf it was not you, set a new password now, and change the name back:\n\n{{public_url}}/reset-password\n",
            typed(name)
        ),
    )
}

/// Tells the old address that another one is asked for.
pub(super) fn change_asked_for(to: &str, name: &str) -> Mail {
    mail(
        to,
        "Another address for your account",
        format!(
            "{},\n\nsomeone, we hope you, asked to use another address for your account, and entered its password. A link to confirm it\n\
             went to the new address. Until it is followed this address stays.\n\n\
             If it was not you, set a new password now:\n\n{{public_url}}/reset-password\n",
            typed(name)
        ),
    )
}

/// Confirms the new address.
pub(super) fn confirm_change(to: &str, name: &str, token: &str) -> Mail {
    mail(
        to,
        "Confirm your new address",
        format!(
            "{},\n\nyou asked to use this address for your account. Confirm it within a day:\n\n\
             {{public_url}}/confirm-email#token={token}\n\nIf it was not you, do nothing: no account changes.\n",
            typed(name)
        ),
    )
}

/// Tells the old address that it is not the account's any more.
pub(super) fn email_changed(to: &str, name: &str) -> Mail {
    mail(
        to,
        "Your account has another address",
        format!(
            "{},\n\nthe address of your account was changed, and this one opens it no longer.\n\n\
             If it was not you, write to the programme at once: {{public_url}}/contact\n",
            typed(name)
        ),
    )
}

/// Says that the second step is asked for.
pub(super) fn second_step_on(to: &str, name: &str) -> Mail {
    mail(
        to,
        "Signing in takes a second step now",
        format!(
            "{},\n\nfrom now on your account asks for a code of your app when you sign in. Keep the recovery codes: each signs you in\n\
             once where the app is lost.\n\nIf it was not you, set a new password now, and write to the programme:\n\n{{public_url}}/reset-password\n",
            typed(name)
        ),
    )
}

/// Says that somebody who knows the password tried codes.
pub(super) fn codes_tried(to: &str, name: &str) -> Mail {
    mail(
        to,
        "Somebody tried codes for your account",
        format!(
            "{},\n\nsomebody signed in with your password and then typed several codes of the second step, all of them wrong. For a while no code\n\
             is taken.\n\nIf it was not you, your password is known to somebody else: set a new one now. That also lets you in again at once:\n\n\
             {{public_url}}/reset-password\n",
            typed(name)
        ),
    )
}

/// Says that the second step is asked for no longer.
pub(crate) fn second_step_off(to: &str, name: &str) -> Mail {
    mail(
        to,
        "Signing in takes no second step any more",
        format!(
            "{},\n\nthe second step of your account was removed: the password alone signs in. Members of the staff set up another one\n\
             before they go on.\n\nIf it was not you, and you did not ask an administrator, set a new password now:\n\n{{public_url}}/reset-password\n",
            typed(name)
        ),
    )
}

/// The last mail to someone who leaves.
pub(crate) fn erased(to: &str) -> Mail {
    mail(
        to,
        "Your account is deleted",
        "Hello,\n\nyour account at the Library Support Staff Certification is deleted, and your name and this address are erased. What was\n\
         recorded stays without them: certificates can still be verified by their numbers.\n\n\
         This is the last mail that you get; it is deleted here as soon as it is sent. You may register again at any time, as someone new.\n"
            .to_owned(),
    )
}
