//! A status in three things: what it is, until when, what to do next.

use shared::standings::{Standing, Status};
use yew::prelude::*;

use crate::components::{DateText, StatusBadge, Tone};

/// Shows them.
pub fn summary(standing: &Standing) -> Html {
    let next = standing.next_steps.first().map_or("Nothing more can be done; staff may allow a new application.", |step| step.sentence.as_str());
    html! {
        <section aria-labelledby="status">
            <h2 id="status">{ "Status" }</h2>
            <p class="status-line"><StatusBadge words={standing.status.title()} tone={Tone::from(standing.status)} /></p>
            <dl class="facts">
                <div><dt>{ "What it is" }</dt><dd>{ what(standing) }</dd></div>
                <div><dt>{ "Until" }</dt><dd>{ until(standing) }</dd></div>
                <div><dt>{ "What to do next" }</dt><dd>{ next }</dd></div>
            </dl>
        </section>
    }
}

/// What the status is, in a sentence.
fn what(standing: &Standing) -> &str {
    let awaits = standing.candidacy.is_some_and(|candidacy| candidacy.awaiting_decision);
    match standing.status {
        // Its reason says more: that nobody applied, or what became of the last application.
        Status::NotApplied => standing.reasons.first().map_or("You have not applied yet.", |reason| reason.sentence.as_str()),
        Status::Applicant => "You have applied and are not admitted yet.",
        Status::Candidate if awaits => "You are a candidate, and what you finished in time awaits its decision.",
        Status::Candidate => "You are a candidate at work on the six sets.",
        Status::CandidacyExpired => "Your candidacy ended before the six sets were complete.",
        Status::Certified => "You are certified.",
        Status::RenewalOpen => "You are certified, and you can renew your certification now.",
        Status::InGrace => "Your certification has ended, and you can still renew it.",
        Status::Lapsed => "Your certification ended and was not renewed.",
        Status::Revoked => "Your enrolment was revoked.",
    }
}

/// Its last day if nothing more happens, or what ends it.
fn until(standing: &Standing) -> Html {
    if let Some(next) = standing.timeline.iter().find(|entry| entry.from > standing.as_of) {
        return html! { <><DateText date={next.from.previous_day()} />{ format!(", then: {}", next.status.title().to_lowercase()) }</> };
    }
    let words = match standing.status {
        Status::NotApplied => "You apply; there is no deadline for it.",
        Status::Applicant => "Your application is accepted and its fee is paid, or it is refused.",
        Status::Candidate => "What awaits its decision is decided.",
        Status::CandidacyExpired => "You are granted an extension, or apply again.",
        Status::Certified | Status::RenewalOpen | Status::InGrace => "No end is set.",
        Status::Lapsed => "You apply again and are admitted.",
        Status::Revoked => "A revocation is final.",
    };
    html! { words }
}
