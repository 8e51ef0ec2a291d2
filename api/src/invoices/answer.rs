//! Invoices as they are answered.

use shared::calendar::Date;
use shared::invoices::{Invoice, InvoiceState, Payment, PaymentRecord};

use super::gateway::CardsTaken;
use super::store::Case;

/// An invoice as of the day of the case.
pub(crate) fn answer(case: &Case, cards: CardsTaken) -> Invoice {
    let (record, state) = (&case.record, case.state());
    Invoice {
        id: record.invoice,
        number: record.number,
        person_id: case.person,
        person_name: case.person_name.clone(),
        application_id: record.application,
        issued_on: record.issued_on,
        lines: record.lines.clone(),
        total_cents: record.total_cents(),
        credited_cents: record.credited_cents(case.today),
        paid_cents: record.paid_cents(case.today),
        over_cents: record.overpaid_cents(case.today),
        owed_cents: case.owed_cents(),
        state,
        payments: record.payments.iter().map(|record| payment(record, case.today)).collect(),
        card_offered: cards.0 && state == InvoiceState::Open,
        order: case.order.clone(),
    }
}

fn payment(record: &PaymentRecord, today: Date) -> Payment {
    Payment {
        id: record.payment,
        number: record.number,
        method: record.method,
        amount_cents: record.amount_cents,
        reference: record.reference.clone(),
        received_on: record.received_on,
        reversed: record.reversed_on.is_some(),
        refunded_cents: record.refunded_cents(today),
    }
}
