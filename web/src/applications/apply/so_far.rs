//! What the rules say of what was entered so far, and the fee: which, or who pays it.

use shared::applications::{AppliedJob, SubmitApplication, eligibility, eligibility_reasons, works};
use shared::calendar::Date;
use shared::dossier::Application;
use shared::invoices::InvoiceOrder;
use shared::orders::{PayingOrder, PriceQuote};
use shared::policies::Policies;
use yew::prelude::*;

use crate::applications::EligibilityOutcome;
use crate::applications::time_line::time_line;
use crate::components::{DateText, Money};

/// Shows what they would say of this body today, and the fee as it is quoted, or whose order pays it.
pub(super) fn so_far(today: Date, body: &SubmitApplication, quote: Option<PriceQuote>, payer: Option<&PayingOrder>) -> Html {
    let policies = Policies::built_in();
    let policy = policies.in_force_on(today);
    let application = Application {
        submitted_on: today,
        has_diploma: body.has_diploma,
        in_support_position: body.in_support_position,
        library_work: works(&body.library_work),
    };
    let found = eligibility(&application, policy);
    html! {
        <aside class="so-far" aria-labelledby="so-far">
            <h2 id="so-far">{ "So far" }</h2>
            <EligibilityOutcome eligibility={found} reasons={eligibility_reasons(&application, policy)}
                minutes_needed={policy.eligibility_minutes_min()} />
            { time_line(&body.library_work.iter().cloned().map(AppliedJob::from).collect::<Vec<_>>(), today, policy) }
            if !found.eligible {
                <p>{ "Staff can only accept somebody who is eligible; from anybody else the fee goes back." }</p>
            }
            if let Some((order, cents)) = payer.and_then(|payer| payer.order.as_ref().zip(payer.amount_cents)) {
                <p>{ "Fee: " }<strong>{ &order.buyer_name }</strong>{ " pays " }<Money {cents} />{ order_words(order) }</p>
            } else if let Some(PriceQuote { amount_cents, holds_until, .. }) = quote {
                <p>
                    { "Fee: " }<strong><Money cents={amount_cents} /></strong>
                    if let Some(until) = holds_until { { ", if you submit by " }<DateText date={until} /> }
                    { ". You pay it after you submit, by card or by check." }
                </p>
            }
        </aside>
    }
}

/// By which order an institution pays: ` by order 2026-00003.`
fn order_words(order: &InvoiceOrder) -> String {
    order.number.map_or_else(|| ".".to_owned(), |number| format!(" by order {number}."))
}
