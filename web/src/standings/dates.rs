//! The dates of a standing, on the date slip.

use shared::standings::{Standing, Status};
use yew::prelude::*;

use crate::components::{DateSlip, SlipLine};

/// Shows the slip. Nothing before admission: there are no dates yet.
pub fn dates(standing: &Standing) -> Html {
    let lines = lines(standing);
    if lines.is_empty() {
        return html! { <p class="empty">{ "Your dates will stand here once you are admitted: the deadline first." }</p> };
    }
    html! { <DateSlip {lines} today={standing.as_of} /> }
}

/// The dates that matter. The deadline matters until the certification.
fn lines(standing: &Standing) -> Vec<SlipLine> {
    let mut lines = Vec::new();
    if let Some(candidacy) = standing.candidacy {
        lines.push(SlipLine::done("Admission", candidacy.admitted_on));
        if standing.certified_on.is_none() {
            lines.push(SlipLine::new("Deadline", candidacy.deadline));
        }
    }
    lines.extend(standing.certified_on.map(|date| SlipLine::done("Certification", date)));
    if standing.status == Status::Revoked {
        // What would have come after it comes no more.
        let revoked = standing.timeline.iter().rev().find(|entry| entry.status == Status::Revoked);
        lines.extend(revoked.map(|entry| SlipLine::done("Revocation", entry.from)));
    } else if let Some(term) = standing.term {
        lines.push(SlipLine::new("Renewal opens", term.renewal_opens_on));
        lines.push(SlipLine::new("Expiry", term.expires_on));
        lines.push(SlipLine::new("End of grace", term.grace_ends_on));
    }
    lines
}
