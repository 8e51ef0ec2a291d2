//! Whether somebody is eligible: the hours that count against those needed, and the reason of every condition.

use shared::applications::Eligibility;
use shared::reasons::Reason;
use yew::prelude::*;

use crate::components::{self, DateText, ReasonList, StatusBadge, Tone};
use shared::text::hours;

/// What the rules found.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct EligibilityOutcomeProps {
    /// The hours that count and whether all conditions hold.
    pub eligibility: Eligibility,
    /// One reason per condition.
    pub reasons: Vec<Reason>,
    /// The minutes that are needed.
    pub minutes_needed: u64,
}

/// Shows it; changes are read aloud.
#[component]
pub fn EligibilityOutcome(props: &EligibilityOutcomeProps) -> Html {
    let EligibilityOutcomeProps { eligibility, reasons, minutes_needed } = props;
    let (words, tone) = if eligibility.eligible { ("Eligible", Tone::Good) } else { ("Not eligible yet", Tone::Waiting) };
    let label = format!("Hours that count: {} of {}", hours(eligibility.library_minutes), hours(*minutes_needed));
    html! {
        <div class="outcome">
            <p role="status"><StatusBadge {words} {tone} />{ " " }{ components::hours(eligibility.library_minutes) }{ " of " }{ components::hours(*minutes_needed) }</p>
            <progress max={minutes_needed.to_string()} value={eligibility.library_minutes.min(*minutes_needed).to_string()} aria-label={label} />
            <p class="hint">{ "Counted since " }<DateText date={eligibility.window_from} />{ "." }</p>
            <ReasonList reasons={reasons.clone()} />
        </div>
    }
}
