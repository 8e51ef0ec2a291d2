//! Invoices as they are answered.

use shared::invoices::{Invoice, InvoiceState, Payment, PaymentRecord};

use super::store::Case;
use crate::programme::Demonstration;

/// An invoice as of the day of the case.
pub(super) fn answer(case: &Case, demonstration: Demonstration) -> Invoice {
    let (record, state) = (&case.record, case.state());
    Invoice {
        id: record.invoice,
        person_id: case.person,
        person_name: case.person_name.clone(),
        application_id: record.application,
        issued_on: record.issued_on,
        lines: record.lines.clone(),
        total_cents: record.total_cents(),
        paid_cents: record.paid_cents(case.today),
        owed_cents: case.owed_cents(),
        state,
        payments: record.payments.iter().map(payment).collect(),
        // The gateway for real cards is not built yet: only the test gateway is.
        card_offered: demonstration.0 && state == InvoiceState::Open,
    }
}

fn payment(record: &PaymentRecord) -> Payment {
    Payment {
        id: record.payment,
        method: record.method,
        amount_cents: record.amount_cents,
        reference: record.reference.clone(),
        received_on: record.received_on,
        reversed: record.reversed_on.is_some(),
    }
}
