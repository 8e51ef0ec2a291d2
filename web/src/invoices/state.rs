//! Where an invoice stands, what it charges for and how it was paid, in words.

use shared::invoices::{Invoice, InvoiceState, PaymentMethod};
use yew::prelude::*;

use crate::components::{StatusBadge, Tone};

/// The name on the wire.
pub const fn state_name(state: InvoiceState) -> &'static str {
    match state {
        InvoiceState::Open => "open",
        InvoiceState::Paid => "paid",
        InvoiceState::Void => "void",
        InvoiceState::RefundDue => "refund_due",
    }
}

/// The words of a state.
pub const fn state_title(state: InvoiceState) -> &'static str {
    match state {
        InvoiceState::Open => "Open",
        InvoiceState::Paid => "Paid",
        InvoiceState::Void => "Closed, nothing owed",
        InvoiceState::RefundDue => "Refund due",
    }
}

/// The words of a way to pay.
pub const fn method_title(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Card => "Card",
        PaymentMethod::Check => "Check",
        PaymentMethod::Transfer => "Bank transfer",
    }
}

/// What an invoice charges for, in a line.
pub fn charges(invoice: &Invoice) -> String {
    invoice.lines.iter().map(|line| line.charge.title()).collect::<Vec<_>>().join(", ")
}

/// Which institution pays an invoice, and by which order; none where it is the person's own.
pub fn payer(invoice: &Invoice) -> Option<String> {
    let order = invoice.order.as_ref()?;
    let number = order.number.map(|number| format!(" {number}")).unwrap_or_default();
    Some(format!("{} pays this by its order{number}.", order.buyer_name))
}

/// Shows a state.
pub fn invoice_badge(state: InvoiceState) -> Html {
    let tone = match state {
        InvoiceState::Open | InvoiceState::RefundDue => Tone::Waiting,
        InvoiceState::Paid => Tone::Good,
        InvoiceState::Void => Tone::Plain,
    };
    html! { <StatusBadge words={state_title(state)} {tone} /> }
}
