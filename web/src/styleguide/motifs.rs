//! Colours, the three motifs, and how dates, amounts and lengths are written.

use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::standings::{Means, SetStanding, SetState};
use yew::prelude::*;

use super::part;
use crate::components::{CatalogCard, DateSlip, DateText, Money, Shelf, SlipLine, Why, Words, hours, set_code};

/// The tokens that pages use, in the mode of this browser.
const COLOURS: [&str; 8] = ["paper", "card", "ink", "quiet", "green", "red", "brass", "rule"];

pub(super) fn colours() -> Html {
    let swatches = COLOURS
        .map(|name| html! { <li key={name}><span class={classes!("swatch", format!("swatch-{name}"))} aria-hidden="true"></span>{ name }</li> });
    part("colours", "Colours", html! { <ul class="swatches">{ for swatches }</ul> })
}

pub(super) fn motifs(today: Date) -> Html {
    let states = [SetState::Achieved, SetState::Pending, SetState::Open];
    let sets = CompetencySet::ALL.into_iter().zip(states.into_iter().cycle()).enumerate().map(|(place, (set, state))| SetStanding {
        set,
        required: place < 3,
        state,
        by: (state != SetState::Open).then_some(Means::Course),
        decided_on: (state == SetState::Achieved).then_some(today),
    });
    let later = |years| today.years_later(years);
    let lines = vec![
        SlipLine::done("Admission", today),
        SlipLine::new("Deadline", later(4)),
        SlipLine::new("Renewal opens", later(7)),
        SlipLine::new("Expiry", later(8)),
    ];
    let code = |set| AttrValue::from(set_code(set));
    part(
        "motifs",
        "Shelf, date slip, catalog card",
        html! {
            <>
                <h3>{ "The shelf of nobody" }</h3>
                <Shelf />
                <h3>{ "The shelf of somebody: achieved, pending, open" }</h3>
                <Shelf sets={sets.collect::<Vec<_>>()} />
                <h3>{ "The date slip" }</h3>
                <DateSlip {lines} {today} />
                <div class="cards">
                    <CatalogCard code={vec![code(CompetencySet::Technology), "IL".into()]} title={html! { "Library Technology Basics" }} facts="Demo Library Association · online" />
                    <CatalogCard code={vec![code(CompetencySet::ReadersAdvisory)]} title={html! { "A title that is long enough to need more than one line on a narrow screen, and says so" }}
                        facts="Demo College · Springfield, IL">
                        <p>{ "What else stands on it." }</p>
                    </CatalogCard>
                </div>
            </>
        },
    )
}

pub(super) fn texts(today: Date) -> Html {
    part(
        "texts",
        "Dates, amounts, lengths, words",
        html! {
            <>
                <dl class="facts">
                    <div><dt>{ "A date" }</dt><dd><DateText date={today} /></dd></div>
                    <div><dt>{ "An amount" }</dt><dd><Money cents={123_456} /></dd></div>
                    <div><dt>{ "A length" }</dt><dd>{ hours(1_919) }</dd></div>
                    <div><dt>{ "A sentence of the rules" }</dt><dd><Words text={format!("`Demo course` was completed on `{today}`")} /></dd></div>
                </dl>
                <div class="with-why"><p>{ "A statement with the question behind it." }</p><Why question={18} /></div>
            </>
        },
    )
}
