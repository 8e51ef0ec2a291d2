//! A sentence of the rules or the service: what stands in backticks is what somebody entered, and a date there is
//! written as people read it. And how many people there are.

use shared::calendar::Date;
use shared::text::grouped;
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

/// So many people: `1 person`, `10,000 people`.
pub fn people_words(count: impl TryInto<u64>) -> String {
    match count.try_into().unwrap_or(u64::MAX) {
        1 => "1 person".to_owned(),
        count => format!("{} people", grouped(count)),
    }
}
