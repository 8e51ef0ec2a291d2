//! A person's way through the programme, drawn: a band per status, the day that is looked at, a mark per year. The
//! list below it says the same in words.

use shared::calendar::Date;
use shared::standings::{Standing, TimelineEntry};
use yew::prelude::*;

use crate::components::Tone;

const WIDTH: i64 = 1_000;
const BAND_TOP: i64 = 18;
const BAND_HEIGHT: i64 = 26;
/// How far the last status is drawn beyond its beginning.
const TAIL_MONTHS: u32 = 12;

/// The drawing; nothing where there was no change yet.
pub(super) fn drawing(standing: &Standing) -> Html {
    let (Some(first), Some(last)) = (standing.timeline.first(), standing.timeline.last()) else { return Html::default() };
    let end = last.from.max(standing.as_of).months_later(TAIL_MONTHS);
    let scale = Scale { from: first.from, days: first.from.days_through(end).max(1) };
    let ends = standing.timeline.iter().skip(1).map(|next| next.from).chain([end]);
    let today = scale.at(standing.as_of);
    html! {
        <>
        <svg class="life" viewBox="0 0 1000 62" role="img" aria-label={words(standing)} preserveAspectRatio="none">
            { for standing.timeline.iter().zip(ends).map(|(entry, end)| band(&scale, *entry, end)) }
            { for years(&scale, end) }
            <line class="as-of" x1={today.to_string()} x2={today.to_string()} y1="4" y2="58" />
        </svg>
        // Not inside of the drawing, which is stretched to the page's width.
        <p class="life-ends" aria-hidden="true"><span>{ first.from.year() }</span><span>{ end.year() }</span></p>
        </>
    }
}

/// From days to the drawing's width.
struct Scale {
    from: Date,
    days: i64,
}

impl Scale {
    fn at(&self, day: Date) -> i64 {
        self.from.days_through(day).saturating_sub(1).saturating_mul(WIDTH).checked_div(self.days).unwrap_or(0).clamp(0, WIDTH)
    }
}

fn band(scale: &Scale, entry: TimelineEntry, end: Date) -> Html {
    let (from, until) = (scale.at(entry.from), scale.at(end));
    let class = match Tone::from(entry.status) {
        Tone::Good => "good",
        Tone::Waiting => "waiting",
        Tone::Ended => "ended",
        Tone::Plain => "plain",
    };
    html! {
        <rect {class} x={from.to_string()} y={BAND_TOP.to_string()} width={(until - from).max(2).to_string()} height={BAND_HEIGHT.to_string()}>
            <title>{ format!("{} from {}", entry.status.title(), entry.from.long()) }</title>
        </rect>
    }
}

/// A mark for the first day of each year.
fn years(scale: &Scale, end: Date) -> Vec<Html> {
    let days = (scale.from.year().saturating_add(1)..=end.year()).filter_map(|year| Date::new(year, 1, 1).ok());
    days.map(|day| {
        let x = scale.at(day).to_string();
        html! { <line key={day.year()} class="year" x1={x.clone()} x2={x} y1="12" y2="50" /> }
    })
    .collect()
}

/// The drawing in words.
fn words(standing: &Standing) -> String {
    let stretches: Vec<String> = standing.timeline.iter().map(|entry| format!("{} from {}", entry.status.title(), entry.from.long())).collect();
    format!("The way so far and to come: {}. Looked at on {}.", stretches.join("; "), standing.as_of.long())
}
