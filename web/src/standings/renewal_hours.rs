//! The contact hours for the next renewal: how many count, how many are needed.

use yew::prelude::*;

use super::StandingProps;
use crate::components::{Hours, StatusBadge, Tone, Why};
use shared::text::hours;

/// Shows them. Nothing where there is no renewal to come.
#[component]
pub fn RenewalHours(props: &StandingProps) -> Html {
    let Some(renewal) = props.standing.renewal else { return Html::default() };
    html! {
        <section aria-labelledby="renewal">
            <div class="with-why"><h2 id="renewal">{ "Contact hours for the next renewal" }</h2><Why question={19} /></div>
            if renewal.ready {
                <p><StatusBadge words="Ready to renew" tone={Tone::Good} /></p>
            }
            { line("All contact hours", renewal.minutes_counted, renewal.minutes_required) }
            { line("Of these, in technology", renewal.technology_minutes_counted, renewal.technology_minutes_required) }
        </section>
    }
}

fn line(what: &'static str, counted: u64, required: u64) -> Html {
    let label = format!("{what}: {} of {}", hours(counted), hours(required));
    html! {
        <div class="measure">
            <p>{ what }{ ": " }<strong><Hours minutes={counted} /></strong>{ " of " }<Hours minutes={required} /></p>
            <progress max={required.to_string()} value={counted.min(required).to_string()} aria-label={label} />
        </div>
    }
}
