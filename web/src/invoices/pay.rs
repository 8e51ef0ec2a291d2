//! How a person pays an invoice: by card at the gateway's page, by check, or by transfer where an account is configured.

use gloo::utils::window;
use reqwest::Method;
use shared::invoices::{Checkout, Invoice};
use yew::prelude::*;

use crate::components::{Money, ProblemNotice, Why};
use crate::form::use_submission;
use crate::programme::use_programme;

/// The invoice to pay.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct PayProps {
    /// The invoice.
    pub invoice: Invoice,
}

/// Shows the ways.
#[component]
pub(super) fn Pay(props: &PayProps) -> Html {
    let programme = use_programme();
    let invoice = &props.invoice;
    html! {
        <section aria-labelledby="pay">
            <div class="with-why"><h2 id="pay">{ "How to pay" }</h2><Why question={22} /></div>
            if invoice.card_offered {
                <div class="no-print"><PayByCard invoice={invoice.clone()} /></div>
            }
            <h3>{ "By check" }</h3>
            { programme.show(2, |programme| html! {
                <>
                    <p>
                        { "Make out the check " }
                        if let Some(payee) = &programme.checks_payable_to {
                            { "to " }<strong>{ payee }</strong>{ " " }
                        }
                        { "for " }<Money cents={invoice.owed_cents} />{ ", write the number of this invoice on it, and " }
                        if let Some(postal) = &programme.contact_postal_address {
                            { "send it to:" }<br /><span class="postal-address">{ postal }</span>
                        } else {
                            { "ask " }<a href={format!("mailto:{}", programme.contact_email)}>{ &programme.contact_email }</a>{ " where to send it." }
                        }
                    </p>
                    if let Some(account) = &programme.transfer_details {
                        <h3>{ "By transfer" }</h3>
                        <p>
                            { "Transfer " }<Money cents={invoice.owed_cents} />{ " with the number of this invoice to:" }<br />
                            <span class="postal-address">{ account }</span>
                        </p>
                    }
                    <p>{ "It counts from the day it is received. Your library may pay for you in the same way." }</p>
                </>
            }) }
        </section>
    }
}

/// The button that opens the gateway's page.
#[component]
fn PayByCard(props: &PayProps) -> Html {
    let leaving = use_state_eq(|| false);
    let sending = {
        let leaving = leaving.clone();
        use_submission::<(), Checkout>(
            Method::POST,
            Callback::from(move |checkout: Checkout| {
                leaving.set(true);
                // A page that cannot be opened leaves this one as it is.
                let _ = window().location().set_href(&checkout.url);
            }),
        )
    };
    let path = format!("/invoices/{}/checkout", props.invoice.id);
    let onclick = {
        let sending = sending.clone();
        Callback::from(move |_: MouseEvent| sending.emit(path.clone(), ()))
    };
    let busy = sending.busy || *leaving;
    html! {
        <>
            <h3>{ "By card" }</h3>
            if let Some(failure) = &sending.failure {
                <ProblemNotice failure={failure.clone()} />
            }
            <p>{ "You enter the card on the payment provider's page and come back here." }</p>
            <p><button type="button" {onclick} aria-busy={busy.then_some("true")}>{ "Pay " }<Money cents={props.invoice.owed_cents} />{ " by card" }</button></p>
        </>
    }
}
