//! A sentence of the rules or the service: what stands in backticks is what somebody entered, and a date there is
//! written as people read it.

use shared::calendar::Date;
use yew::prelude::*;

use crate::components::DateText;

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct WordsProps {
    /// The sentence.
    pub text: AttrValue,
}

/// Shows the sentence.
#[component]
pub fn Words(props: &WordsProps) -> Html {
    html! {
        <>{ for props.text.split('`').enumerate().map(|(place, part)| match part.parse::<Date>() {
            // Every second part stood between two backticks.
            Ok(date) if place % 2 == 1 => html! { <DateText key={place} {date} /> },
            _ if place % 2 == 1 => html! { <q key={place}>{ part }</q> },
            _ => html! { { part } },
        }) }</>
    }
}
