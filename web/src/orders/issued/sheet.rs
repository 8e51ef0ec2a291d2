//! The order as an invoice: from whom, for whom, what was asked for, credited and received, what is owed.

use shared::orders::{Order, OrderCredit};
use shared::programme::Programme;
use yew::prelude::*;

use crate::books::sum;
use crate::components::{DateText, people_words};
use crate::invoices::payment_row;
use crate::orders::order_badge;

/// Shows the sheet.
pub(super) fn sheet(order: &Order, programme: Option<&Programme>) -> Html {
    let people = people_words(order.lines);
    html! {
        <section aria-label="The invoice">
            <p role="status">{ order_badge(order.state) }</p>
            <address class="from">
                <strong>{ "Library Support Staff Certification" }</strong>
                if let Some(programme) = programme {
                    if let Some(postal) = &programme.contact_postal_address {
                        <br />{ postal }
                    }
                    <br />{ &programme.contact_email }
                }
            </address>
            <dl class="facts">
                <div><dt>{ "For" }</dt><dd>{ &order.buyer_name }<br /><span class="postal-address">{ &order.buyer_address }</span></dd></div>
                if let Some(number) = order.number {
                    <div><dt>{ "Number" }</dt><dd class="figures">{ number.to_string() }</dd></div>
                }
                if !order.reference.is_empty() {
                    <div><dt>{ "Your number" }</dt><dd class="figures">{ &order.reference }</dd></div>
                }
                if let Some(name) = &order.document {
                    <div><dt>{ "Your document" }</dt><dd>{ name }</dd></div>
                }
                if let Some(date) = order.issued_on {
                    <div><dt>{ "Issued" }</dt><dd><DateText {date} /></dd></div>
                }
                if let Some(date) = order.apply_by {
                    <div><dt>{ "Apply until" }</dt><dd><DateText {date} /></dd></div>
                }
            </dl>
            <table class="sums">
                <caption>{ "What is asked for, and what came" }</caption>
                <thead><tr><th scope="col">{ "For" }</th><th scope="col">{ "Amount" }</th></tr></thead>
                <tbody>
                    <tr key="total" class="total"><th scope="row">{ format!("Application fees of {people}") }</th><td>{ sum(order.total_cents) }</td></tr>
                    { for order.credits.iter().map(credit_row) }
                    { for order.payments.iter().map(payment_row) }
                </tbody>
                <tfoot><tr class="owed"><th scope="row">{ "Owed" }</th><td>{ sum(order.owed_cents) }</td></tr></tfoot>
            </table>
            if 0 < order.unallocated_cents {
                <p>{ sum(order.unallocated_cents) }{ " of what came pays nobody's invoice yet: it waits for those who have not applied, or goes back." }</p>
            }
        </section>
    }
}

fn credit_row(credit: &OrderCredit) -> Html {
    html! {
        <tr key={credit.id.to_string()}>
            <td>
                { credit.number.map_or_else(|| "Credit note".to_owned(), |number| format!("Credit note {number}")) }{ " of " }<DateText date={credit.credited_on} />
                { credit.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default() }
            </td>
            <td>{ "−" }{ sum(credit.amount_cents) }</td>
        </tr>
    }
}

/// How an institution pays it.
pub(super) fn ways_to_pay(order: &Order, programme: &Programme) -> Html {
    html! {
        <section aria-labelledby="pay">
            <h2 id="pay">{ "How to pay" }</h2>
            <p>
                { "Make out a check " }
                if let Some(payee) = &programme.checks_payable_to {
                    { "to " }<strong>{ payee }</strong>{ " " }
                }
                { "for " }{ sum(order.owed_cents) }{ ", write the number of this invoice on it, and " }
                if let Some(postal) = &programme.contact_postal_address {
                    { "send it to:" }<br /><span class="postal-address">{ postal }</span>
                } else {
                    { "ask " }<a href={format!("mailto:{}", programme.contact_email)}>{ &programme.contact_email }</a>{ " where to send it." }
                }
            </p>
            if let Some(account) = &programme.transfer_details {
                <p>{ "Or transfer it with the number of this invoice to:" }<br /><span class="postal-address">{ account }</span></p>
            }
            <p>{ "Those on it count as paid once all of it has come." }</p>
        </section>
    }
}
