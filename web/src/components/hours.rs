//! Lengths of time as people read them: `1,820 hours`, `31 hours 59 minutes`.

use shared::text;
use yew::prelude::*;

/// Shows a length of time, of so many minutes.
pub fn hours(minutes: u64) -> Html {
    html! { <span class="figures">{ text::hours(minutes) }</span> }
}
