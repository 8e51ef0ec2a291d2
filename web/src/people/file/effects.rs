//! What a correction would change, before it is recorded: each person's standing as it is and as it would be.

use shared::calendar::Date;
use shared::people::{CorrectionPreview, StandingEffect};
use shared::standings::{SetState, Standing};
use yew::prelude::*;

/// Shows it.
pub(super) fn effects(preview: &CorrectionPreview) -> Html {
    html! {
        <div class="effects" role="status">
            <h4>{ "What this changes" }</h4>
            if preview.effects.is_empty() {
                <p>{ "Nobody's standing today changes." }</p>
            }
            if preview.more {
                <p class="notice">{ format!("It touches more people; {} were looked at.", preview.people_examined) }</p>
            }
            { for preview.effects.iter().map(effect) }
        </div>
    }
}

fn effect(effect: &StandingEffect) -> Html {
    let rows = [
        ("Status", &told_status as &dyn Fn(&Standing) -> String),
        ("Admitted", &|standing| day(standing.candidacy.as_ref().map(|candidacy| candidacy.admitted_on))),
        ("Deadline", &|standing| day(standing.candidacy.as_ref().map(|candidacy| candidacy.deadline))),
        ("Sets achieved", &sets),
        ("Certified on", &|standing| day(standing.certified_on)),
        ("Term ends", &|standing| day(standing.term.as_ref().map(|term| term.expires_on))),
    ];
    let loses = effect.before.certified_on.is_some() && effect.after.certified_on != effect.before.certified_on;
    html! {
        <div key={effect.person_id.to_string()} class="table-wrap">
            <table class="list">
                <caption>{ &effect.person_name }</caption>
                <thead><tr><td></td><th scope="col">{ "Today" }</th><th scope="col">{ "Once corrected" }</th></tr></thead>
                <tbody>
                    { for rows.into_iter().map(|(title, tell)| (title, tell(&effect.before), tell(&effect.after))).filter(|(title, before, after)| *title == "Status" || before != after).map(row) }
                </tbody>
            </table>
            if loses {
                <p class="notice">{ "The certificate that was issued stays as it is: nobody's certificate changes by itself. Revoke it where that is right." }</p>
            }
        </div>
    }
}

fn row((title, before, after): (&'static str, String, String)) -> Html {
    let class = (before != after).then_some("changed");
    html! {
        <tr key={title} {class}><th scope="row">{ title }</th><td data-label="Today">{ before }</td><td data-label="Once corrected">{ after }</td></tr>
    }
}

fn told_status(standing: &Standing) -> String {
    standing.status.title().to_owned()
}

fn sets(standing: &Standing) -> String {
    let achieved: Vec<&str> = standing.sets.iter().filter(|set| set.state == SetState::Achieved).map(|set| set.set.title()).collect();
    if achieved.is_empty() { "None".to_owned() } else { achieved.join(", ") }
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "–".to_owned(), |day| day.long().to_string())
}
