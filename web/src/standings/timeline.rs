//! Every change of status, as a list: what was, what is, and what comes if nothing more happens.

use shared::standings::{Standing, TimelineEntry};
use yew::prelude::*;

use crate::components::{DateText, StatusBadge, Tone};

/// Shows the list. Nothing where there was no change yet.
pub fn timeline(standing: &Standing) -> Html {
    if standing.timeline.is_empty() {
        return Html::default();
    }
    let current = standing.timeline.iter().rposition(|entry| entry.from <= standing.as_of);
    html! {
        <section aria-labelledby="timeline">
            <h2 id="timeline">{ "Timeline" }</h2>
            <ol class="timeline">
                { for standing.timeline.iter().enumerate().map(|(place, entry)| {
                    let when = match current {
                        Some(current) if place < current => When::Past,
                        Some(current) if place == current => When::Now,
                        _ => When::Coming,
                    };
                    line(place, *entry, when)
                }) }
            </ol>
        </section>
    }
}

/// Where an entry lies from the day of the standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Past,
    Now,
    Coming,
}

fn line(place: usize, entry: TimelineEntry, when: When) -> Html {
    let (class, words) = match when {
        When::Past => ("past", ""),
        When::Now => ("now", "where it stands"),
        When::Coming => ("coming", "if nothing more happens"),
    };
    html! {
        <li key={place} {class} aria-current={(when == When::Now).then_some("true")}>
            <DateText date={entry.from} />
            <StatusBadge words={entry.status.title()} tone={Tone::from(entry.status)} />
            if !words.is_empty() {
                <span class="hint">{ words }</span>
            }
        </li>
    }
}
