//! A small `Q18` that opens the FAQ's answer in place. It is no phrase: it stands beside a text, not inside a
//! paragraph.

use shared::policies::Policy;
use yew::prelude::*;

use crate::components::faq;

/// Which question.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WhyProps {
    /// Its number, 1 to 27.
    pub question: u8,
    /// By which numbers the answer is given; those that this app was built with where nothing is said.
    #[prop_or_default]
    pub policy: Option<Policy>,
}

/// Shows the number, and the answer when it is opened.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let Some(entry) = faq::entry(props.question) else {
        return Html::default();
    };
    let answer = props.policy.as_ref().map_or(entry.answer, |policy| faq::filled_in(props.question, policy).into());
    html! {
        <details class="why">
            <summary>{ format!("Q{}", props.question) }<span class="visually-hidden">{ format!(": {}", entry.question) }</span></summary>
            <div class="why-answer"><strong>{ entry.question }</strong><p>{ answer.into_owned() }</p></div>
        </details>
    }
}
