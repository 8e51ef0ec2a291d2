//! Lengths of time as people read them: `1,820 hours`, `31 hours 59 minutes`.

use shared::text::hours;
use yew::prelude::*;

/// A length of time.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct HoursProps {
    /// Minutes.
    pub minutes: u64,
}

/// Shows a length of time.
#[component]
pub fn Hours(props: &HoursProps) -> Html {
    html! { <span class="figures">{ hours(props.minutes) }</span> }
}
