//! What is mailed about accounts. Tokens stand after `#`: that part of an address is sent to no server and stands in
//! no log.

use crate::notices::Telling;
use crate::outbox::Mail;

fn mail(to: &str, telling: Telling) -> Mail {
    Mail { to: to.to_owned(), telling }
}

/// Confirms an address. Whoever registered may be a stranger to its owner: nothing that they typed is said.
pub(super) fn confirmation(to: &str, token: &str) -> Mail {
    mail(to, Telling::AddressConfirmation { token: token.to_owned() })
}

/// Says that there is an account already.
pub(super) fn already_registered(to: &str, name: &str) -> Mail {
    mail(to, Telling::AlreadyRegistered { name: name.to_owned() })
}

/// Sets a new password.
pub(super) fn reset(to: &str, name: &str, token: &str) -> Mail {
    mail(to, Telling::PasswordReset { name: name.to_owned(), token: token.to_owned() })
}

/// Says that the password was changed.
pub(super) fn password_changed(to: &str, name: &str) -> Mail {
    mail(to, Telling::PasswordChanged { name: name.to_owned() })
}

/// Says that the name was changed.
pub(super) fn name_changed(to: &str, name: &str) -> Mail {
    mail(to, Telling::NameChanged { name: name.to_owned() })
}

/// Tells the old address that another one is asked for.
pub(super) fn change_asked_for(to: &str, name: &str) -> Mail {
    mail(to, Telling::EmailChangeAsked { name: name.to_owned() })
}

/// Confirms the new address.
pub(super) fn confirm_change(to: &str, name: &str, token: &str) -> Mail {
    mail(to, Telling::EmailChangeConfirmation { name: name.to_owned(), token: token.to_owned() })
}

/// Tells the old address that it is not the account's any more.
pub(super) fn email_changed(to: &str, name: &str) -> Mail {
    mail(to, Telling::EmailChanged { name: name.to_owned() })
}

/// Says that the second step is asked for.
pub(super) fn second_step_on(to: &str, name: &str) -> Mail {
    mail(to, Telling::SecondStepOn { name: name.to_owned() })
}

/// Says that somebody who knows the password tried codes.
pub(super) fn codes_tried(to: &str, name: &str) -> Mail {
    mail(to, Telling::CodesTried { name: name.to_owned() })
}

/// Says that the second step is asked for no longer.
pub(crate) fn second_step_off(to: &str, name: &str) -> Mail {
    mail(to, Telling::SecondStepOff { name: name.to_owned() })
}

/// The last mail to someone who leaves.
pub(crate) fn erased(to: &str) -> Mail {
    mail(to, Telling::AccountDeleted {})
}
