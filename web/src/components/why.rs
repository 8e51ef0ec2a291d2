//! A small `Q18` that opens the FAQ's answer in place. It is no phrase: it stands beside a text, not inside a
//! paragraph.

use yew::prelude::*;

use crate::components::faq;

/// Which question.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct WhyProps {
    /// Its number, 1 to 27.
    pub question: u8,
}

/// Shows the number, and the answer when it is opened.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let Some(entry) = faq::entry(props.question) else {
        return Html::default();
    };
    html! {
        <details class="why">
            <summary>{ format!("Q{}", props.question) }<span class="visually-hidden">{ format!(": {}", entry.question) }</span></summary>
            <div class="why-answer"><strong>{ entry.question }</strong><p>{ entry.answer.into_owned() }</p></div>
        </details>
    }
}
