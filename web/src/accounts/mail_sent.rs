//! What happens after something was mailed: where it went, and how to have it sent again.

use reqwest::Method;
use shared::accounts::{MailTo, MailUnderway};
use yew::prelude::*;

use crate::components::ProblemNotice;
use crate::form::use_submission;
use crate::programme::use_programme;

/// What was mailed.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct MailSentProps {
    /// The service's sentence.
    pub message: AttrValue,
    /// Where it went.
    pub address: AttrValue,
    /// The path that sends it again.
    pub again: &'static str,
}

/// Shows it.
#[component]
pub(super) fn MailSent(props: &MailSentProps) -> Html {
    let programme = use_programme();
    let repeated = use_state_eq(|| false);
    let sending = {
        let repeated = repeated.clone();
        use_submission::<MailTo, MailUnderway>(Method::POST, Callback::from(move |_| repeated.set(true)))
    };
    let send_again = {
        let (sending, address, path) = (sending.clone(), props.address.clone(), props.again);
        Callback::from(move |_: MouseEvent| sending.emit(path, MailTo { email: address.trim().to_owned() }))
    };
    html! {
        <>
            <div class="notice good" role="status">
                <p>{ &props.message }</p>
            </div>
            <p>{ "The address you entered: " }<strong>{ &props.address }</strong></p>
            <p>{ "Nothing after a few minutes? Look into the folder for unwanted mail, or have it sent again." }</p>
            if programme.ready().is_some_and(|programme| programme.demonstration) {
                <p>{ "This is a demonstration: nothing leaves it. " }<a href="/demo/mail">{ "Read the mail here" }</a></p>
            }
            if let Some(failure) = sending.failure.clone() {
                <ProblemNotice {failure} />
            }
            <button type="button" class="secondary" onclick={send_again} aria-busy={sending.busy.then_some("true")}>{ "Send it again" }</button>
            <p role="status">{ if *repeated { "It is on its way again." } else { "" } }</p>
        </>
    }
}
