//! The contact hours for the next renewal: how many count, how many are needed.

use shared::standings::Standing;
use shared::text::hours;
use yew::prelude::*;

use crate::components::{self, StatusBadge, Tone, Why};

/// Shows them. Nothing where there is no renewal to come.
pub fn renewal_hours(standing: &Standing) -> Html {
    let Some(renewal) = standing.renewal else { return Html::default() };
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
            <p>{ what }{ ": " }<strong>{ components::hours(counted) }</strong>{ " of " }{ components::hours(required) }</p>
            <progress max={required.to_string()} value={counted.min(required).to_string()} aria-label={label} />
        </div>
    }
}
