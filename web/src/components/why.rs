//! A small `Q18` that opens the FAQ's answer in place. It is no phrase: it stands beside a text, not inside a
//! paragraph.

use shared::policies::Policy;
use yew::prelude::*;

use crate::components::faq;

/// The question after the fees.
const FEES: u8 = 21;

/// Which question.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WhyProps {
    /// Its number, 1 to 27.
    pub question: u8,
    /// By which numbers the answer is given; by those that this app was built with where nothing is said, but for the fees.
    #[prop_or_default]
    pub policy: Option<Policy>,
}

/// Shows the number, and the answer when it is opened.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let Some(entry) = faq::entry(props.question) else {
        return Html::default();
    };
    let answer = match &props.policy {
        Some(policy) => html! { faq::filled_in(props.question, policy) },
        // Fees change while an app is open: those that it was built with would be wrong.
        None if props.question == FEES => html! { <a href={format!("/faq#q{FEES}")}>{ "What is charged by now" }</a> },
        None => html! { entry.answer.into_owned() },
    };
    html! {
        <details class="why">
            <summary>{ format!("Q{}", props.question) }<span class="visually-hidden">{ format!(": {}", entry.question) }</span></summary>
            <div class="why-answer"><strong>{ entry.question }</strong><p>{ answer }</p></div>
        </details>
    }
}
