//! The receipt that comes by mail.

use chrono::{DateTime, Utc};
use shared::applications::ApplicationState;

use super::payments::Receipt;
use super::store::Case;
use crate::db::{DbConnection, StoreError};
use crate::outbox::{self, Mail, typed};
use crate::people::Contact;

/// An amount as people read it: `$325.00`.
pub fn dollars(cents: u32) -> String {
    format!("${}.{:02}", cents / 100, cents % 100)
}

/// Money was received.
pub(super) fn receipt(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case, receipt: &Receipt) -> Result<(), StoreError> {
    let over = case.record.overpaid_cents(case.today);
    let left = match (case.owed_cents(), case.application) {
        _ if case.application == Some(ApplicationState::Refused) => "The application was refused: the money goes back to you.".to_owned(),
        _ if over > 0 => format!("That is {} more than was owed: write to us whether it is to go back or to pay something else.", dollars(over)),
        (0, Some(ApplicationState::Admitted)) => "The invoice is paid in full, and you are admitted: {public_url}/dashboard".to_owned(),
        (0, _) => "The invoice is paid in full.".to_owned(),
        (owed, _) => format!("{} are still owed.", dollars(owed)),
    };
    let body = format!(
        "{name},\n\nwe have received {amount} on {day}. {left}\n\n    {{public_url}}/invoices/{invoice}\n",
        name = typed(&contact.name),
        amount = dollars(receipt.amount_cents),
        day = receipt.received_on.long(),
        invoice = case.record.invoice,
    );
    outbox::queue(tx, now, &Mail { to: contact.email, subject: "Receipt for your payment".to_owned(), body })
}

/// A card payment was taken back for a dispute.
pub(super) fn dispute(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case) -> Result<(), StoreError> {
    let left = match case.owed_cents() {
        0 => "Nothing is owed for it.".to_owned(),
        owed => {
            let kept = if case.application == Some(ApplicationState::Admitted) { " You keep your admission." } else { "" };
            format!("{} are owed again.{kept} Please pay in another way, or write to us.", dollars(owed))
        }
    };
    let body = format!(
        "{name},\n\nyour bank has taken back your card payment for this invoice. {left}\n\n    {{public_url}}/invoices/{invoice}\n",
        name = typed(&contact.name),
        invoice = case.record.invoice,
    );
    outbox::queue(tx, now, &Mail { to: contact.email, subject: "Your card payment was taken back".to_owned(), body })
}

/// A check or a transfer came to nothing.
pub(super) fn reversal(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case) -> Result<(), StoreError> {
    let left = match case.owed_cents() {
        0 => "Nothing is owed for it.".to_owned(),
        owed => {
            let kept = if case.application == Some(ApplicationState::Admitted) { " You keep your admission." } else { "" };
            format!("{} are owed again.{kept} Please pay once more, or write to us.", dollars(owed))
        }
    };
    let subject = "Your payment did not go through";
    about_invoice(tx, now, contact, case, subject, &format!("a check or transfer that paid this invoice did not go through. {left}"))
}

/// Money was put to it.
pub(super) fn allocation(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case, cents: u32) -> Result<(), StoreError> {
    let said = format!("{} that we had received now pay this invoice. {}", dollars(cents), left_of(case));
    about_invoice(tx, now, contact, case, "A payment for your invoice", &said)
}

/// Less is owed for it.
pub(super) fn credit(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case, cents: u32) -> Result<(), StoreError> {
    let said = format!("we have credited {} on this invoice. {}", dollars(cents), left_of(case));
    about_invoice(tx, now, contact, case, "A credit on your invoice", &said)
}

fn left_of(case: &Case) -> String {
    match case.owed_cents() {
        0 => "Nothing more is owed for it.".to_owned(),
        owed => format!("{} are still owed.", dollars(owed)),
    }
}

/// Money goes back.
pub(super) fn refund(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, cents: u32, check_number: Option<&str>) -> Result<(), StoreError> {
    let way = match check_number {
        Some(number) => format!("by check, number {}", typed(number)),
        None => "to the card that you paid with; banks show it after some days".to_owned(),
    };
    let body = format!("{name},\n\nwe send {amount} back to you {way}.\n", name = typed(&contact.name), amount = dollars(cents));
    outbox::queue(tx, now, &Mail { to: contact.email, subject: "A refund for you".to_owned(), body })
}

fn about_invoice(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case, subject: &str, said: &str) -> Result<(), StoreError> {
    let body = format!("{name},\n\n{said}\n\n    {{public_url}}/invoices/{invoice}\n", name = typed(&contact.name), invoice = case.record.invoice);
    outbox::queue(tx, now, &Mail { to: contact.email, subject: subject.to_owned(), body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_two_decimals() {
        for (cents, text) in [(0, "$0.00"), (5, "$0.05"), (32_500, "$325.00"), (100_001, "$1000.01")] {
            assert_eq!(dollars(cents), text);
        }
    }
}
