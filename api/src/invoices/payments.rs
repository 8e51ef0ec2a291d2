//! Money that was received: recorded, and confirmed by mail; and who is told of what is done with it.

use chrono::{DateTime, Utc};
use shared::facts::FactBody;
use shared::ids::{InvoiceId, PaymentId, PersonId};
use shared::text::dollars;

use super::mails;
use super::store::{self, Case};
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::record::{Act, NewFact, record};
use crate::{ids, notices, people};

/// What was received.
#[derive(Debug, Clone)]
pub(super) struct Receipt {
    pub(super) amount_cents: u32,
    pub(super) method: shared::invoices::PaymentMethod,
    pub(super) reference: Option<String>,
    pub(super) received_on: shared::calendar::Date,
    /// What may exist once for ever: the session of a gateway.
    pub(super) once: Option<String>,
}

/// Records it and tells the person; answers the invoice as it then stands.
pub(super) fn receive(tx: &mut DbConnection, act: &Act, case: &Case, receipt: &Receipt) -> Result<Case, Error> {
    let invoice = case.record.invoice;
    let body = FactBody::PaymentReceived {
        payment: PaymentId(ids::fresh()),
        invoice,
        amount_cents: receipt.amount_cents,
        method: receipt.method,
        reference: receipt.reference.clone(),
        number: None,
    };
    let fact = NewFact::of(case.person, receipt.received_on, body);
    let fact = match &receipt.once {
        Some(key) => fact.once(key.clone()),
        None => fact,
    };
    record(tx, act, vec![fact])?;
    let now_standing = store::find(tx, invoice, act.today)?.ok_or(Error::NotFound("invoice"))?;
    if let Some(contact) = people::contact(tx, case.person)? {
        mails::receipt(tx, act.now, contact, &now_standing, receipt)?;
    }
    Ok(now_standing)
}

/// A conflict where nothing is owed.
pub(super) fn must_be_owed(case: &Case) -> Result<(), Error> {
    use shared::invoices::InvoiceState;
    let sentence = match case.state() {
        InvoiceState::Open => return Ok(()),
        InvoiceState::Paid => "This invoice is paid in full; nothing is owed any more.",
        InvoiceState::Void => "Nothing is owed for this invoice any more: the application was refused or withdrawn.",
        InvoiceState::RefundDue => "What was paid for this invoice goes back; nothing more is taken.",
    };
    Err(Error::conflict("nothing_owed", 21, sentence))
}

/// Tells who owes an invoice that the check or transfer that paid it came to nothing.
pub(crate) fn tell_of_reversal(tx: &mut DbConnection, act: &Act, invoice: InvoiceId) -> Result<(), Error> {
    tell(tx, act, invoice, |tx, contact, case| mails::reversal(tx, act.now, contact, case))
}

/// Tells who owes an invoice that money was put to it.
pub(crate) fn tell_of_allocation(tx: &mut DbConnection, act: &Act, invoice: InvoiceId, amount_cents: u32) -> Result<(), Error> {
    tell(tx, act, invoice, |tx, contact, case| mails::allocation(tx, act.now, contact, case, amount_cents))
}

/// Tells who owes an invoice that money which had paid it pays it no more.
pub(crate) fn tell_of_release(tx: &mut DbConnection, act: &Act, invoice: InvoiceId, amount_cents: u64) -> Result<(), Error> {
    tell(tx, act, invoice, |tx, contact, case| mails::release(tx, act.now, contact, case, amount_cents))
}

/// Tells who paid, and staff at the programme's address, that a refund did not arrive, or could not be sent.
pub(super) fn tell_of_failed_refund(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    person: Option<PersonId>,
    amount_cents: u32,
    programme: &str,
) -> Result<(), StoreError> {
    let contact = person.map(|person| people::contact(tx, person)).transpose()?.flatten();
    if let Some(contact) = contact {
        mails::refund_failed(tx, now, contact, amount_cents)?;
    }
    let words = format!("A refund of {} did not reach its card. The money is here, and is to go back in another way.", dollars(amount_cents));
    notices::tell_staff(tx, now, programme, "A refund failed", &words, "/staff/books")
}

/// Tells who owes an invoice that less is owed.
pub(crate) fn tell_of_credit(tx: &mut DbConnection, act: &Act, invoice: InvoiceId, amount_cents: u32) -> Result<(), Error> {
    tell(tx, act, invoice, |tx, contact, case| mails::credit(tx, act.now, contact, case, amount_cents))
}

/// Tells who paid that money goes back: by the check of this number, or to the card.
pub(crate) fn tell_of_refund(
    tx: &mut DbConnection,
    act: &Act,
    person: Option<PersonId>,
    amount_cents: u32,
    check_number: Option<&str>,
) -> Result<(), Error> {
    let Some(person) = person else { return Ok(()) };
    if let Some(contact) = people::contact(tx, person)? {
        mails::refund(tx, act.now, contact, amount_cents, check_number)?;
    }
    Ok(())
}

fn tell(
    tx: &mut DbConnection,
    act: &Act,
    invoice: InvoiceId,
    mail: impl Fn(&mut DbConnection, people::Contact, &Case) -> Result<(), StoreError>,
) -> Result<(), Error> {
    let Some(case) = store::find(tx, invoice, act.today)? else { return Ok(()) };
    if let Some(contact) = people::contact(tx, case.person)? {
        mail(tx, contact, &case)?;
    }
    Ok(())
}
