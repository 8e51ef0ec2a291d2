//! Why something is as it is: one line per reason, each with the FAQ question behind it.

use shared::reasons::Reason;
use yew::prelude::*;

use crate::components::Why;

/// The reasons.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReasonListProps {
    /// The reasons, as the rules gave them.
    pub reasons: Vec<Reason>,
}

/// Shows the reasons.
#[component]
pub fn ReasonList(props: &ReasonListProps) -> Html {
    html! {
        <ul class="reasons">
            { for props.reasons.iter().map(|reason| html! {
                <li key={&*reason.rule}><span>{ &reason.sentence }</span><Why question={reason.question} /></li>
            }) }
        </ul>
    }
}
