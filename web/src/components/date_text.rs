//! Dates as people read them: `22 November 2026`.

use shared::calendar::Date;
use yew::prelude::*;

/// A date.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct DateTextProps {
    /// The date.
    pub date: Date,
}

/// Shows a date.
#[component]
pub fn DateText(props: &DateTextProps) -> Html {
    html! { <time datetime={props.date.to_string()}>{ props.date.long().to_string() }</time> }
}
