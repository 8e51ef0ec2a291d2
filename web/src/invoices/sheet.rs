//! The invoice itself, and once it is paid the receipt: from whom it is, its lines, what was received, what is owed. It is made to be printed.

use shared::invoices::{Invoice, InvoiceState, Payment};
use yew::prelude::*;

use super::{invoice_badge, method_title, payer};
use crate::components::{DateText, Money};
use crate::programme::use_programme;

/// An invoice.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct SheetProps {
    /// The invoice.
    pub invoice: Invoice,
}

/// Shows the invoice.
#[component]
pub(super) fn Sheet(props: &SheetProps) -> Html {
    let invoice = &props.invoice;
    let programme = use_programme();
    html! {
        <section aria-label="The invoice">
            <p role="status">{ invoice_badge(invoice.state) }{ paid(invoice) }</p>
            if let Some(payer) = payer(invoice) {
                <p>
                    <strong>{ payer }</strong>
                    if invoice.state == InvoiceState::Open {
                        { " You need not pay it: it counts as paid once the order is paid." }
                    }
                </p>
            }
            <address class="from">
                <strong>{ "Library Support Staff Certification" }</strong>
                if let Some(programme) = programme.ready() {
                    if let Some(postal) = &programme.contact_postal_address {
                        <br />{ postal }
                    }
                    <br />{ &programme.contact_email }
                }
            </address>
            <dl class="facts">
                <div><dt>{ "For" }</dt><dd>{ &invoice.person_name }</dd></div>
                <div><dt>{ "Issued" }</dt><dd><DateText date={invoice.issued_on} /></dd></div>
                <div><dt>{ "Number" }</dt><dd class="figures">{ invoice.number.map_or_else(|| invoice.id.to_string(), |number| number.to_string()) }</dd></div>
            </dl>
            <table class="sums">
                <thead><tr><th scope="col">{ "For" }</th><th scope="col">{ "Amount" }</th></tr></thead>
                <tbody>
                    { for invoice.lines.iter().enumerate().map(|(index, line)| html! {
                        <tr key={index}><td>{ line.charge.title() }</td><td><Money cents={line.amount_cents} /></td></tr>
                    }) }
                    <tr key="total" class="total"><th scope="row">{ "Total" }</th><td><Money cents={invoice.total_cents} /></td></tr>
                    if invoice.credited_cents > 0 {
                        <tr key="credit"><td>{ "Credited" }</td><td>{ "−" }<Money cents={invoice.credited_cents} /></td></tr>
                    }
                    { for invoice.payments.iter().map(payment_row) }
                    { moved_row(invoice) }
                </tbody>
                <tfoot><tr class="owed"><th scope="row">{ "Owed" }</th><td><Money cents={invoice.owed_cents} /></td></tr></tfoot>
            </table>
            if invoice.over_cents > 0 {
                <p><Money cents={invoice.over_cents} />{ " more came than was owed and waits with us: write to us where it is to go." }</p>
            }
        </section>
    }
}

/// What makes a receipt of it: that all was received, and when the last of it was.
fn paid(invoice: &Invoice) -> Html {
    let last = invoice.payments.iter().filter(|payment| !payment.reversed).map(|payment| payment.received_on).max();
    match last {
        Some(on) if invoice.state == InvoiceState::Paid => html! { <>{ " Received in full on " }<DateText date={on} />{ ". Nothing is owed." }</> },
        _ => Html::default(),
    }
}

/// What was put here of other payments, or of these to other invoices.
fn moved_row(invoice: &Invoice) -> Html {
    let held = invoice
        .payments
        .iter()
        .filter(|payment| !payment.reversed)
        .fold(0_u32, |sum, payment| sum.saturating_add(payment.amount_cents.saturating_sub(payment.refunded_cents)));
    let (words, sign, cents) = if held < invoice.paid_cents {
        (invoice.moved_from(), "−", invoice.paid_cents.saturating_sub(held))
    } else {
        ("Of this, put elsewhere".to_owned(), "+", held.saturating_sub(invoice.paid_cents))
    };
    if cents == 0 {
        Html::default()
    } else {
        html! { <tr key="moved"><td>{ words }</td><td>{ sign }<Money {cents} /></td></tr> }
    }
}

/// What was received, in a table of sums.
pub(crate) fn payment_row(payment: &Payment) -> Html {
    let reference = payment.reference.as_ref().map(|reference| format!(" {reference}")).unwrap_or_default();
    let receipt = payment.number.map(|number| format!(", receipt {number}")).unwrap_or_default();
    html! {
        <tr key={payment.id.to_string()} class="payment">
            <td>
                { method_title(payment.method) }{ reference }{ ", received " }<DateText date={payment.received_on} />{ receipt }
                if payment.reversed {
                    { "; reversed, so it does not count" }
                } else if payment.refunded_cents > 0 {
                    { "; of it went back " }<Money cents={payment.refunded_cents} />
                }
            </td>
            <td>if payment.reversed { <s><Money cents={payment.amount_cents} /></s> } else { { "−" }<Money cents={payment.amount_cents} /> }</td>
        </tr>
    }
}
