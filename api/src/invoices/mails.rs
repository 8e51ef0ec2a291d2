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
    let left = match (case.owed_cents(), case.application) {
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
