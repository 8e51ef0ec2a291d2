//! The last step: everything that was entered, as staff will read it, each part with the way back to it.

use shared::applications::{AppliedJob, Job, SubmitApplication};
use yew::prelude::*;

use super::step::Step;
use crate::applications::facts::{job_table, position_facts};

/// Shows it.
pub(super) fn review(body: &SubmitApplication, files: Html, go: &Callback<Step>) -> Html {
    html! {
        <div class="review">
            { part(Step::Work, jobs(&body.library_work), go) }
            { part(Step::Position, html! { <dl class="facts">{ position_facts(&body.position_title, body.in_support_position, body.has_diploma) }</dl> }, go) }
            { part(Step::Membership, html! { <><p>{ body.ala_member_number.clone().unwrap_or_else(|| "No membership number given".to_owned()) }</p><div id="files-review" tabindex="-1">{ files }</div></> }, go) }
        </div>
    }
}

/// The jobs that can be read; none is no table without rows.
fn jobs(work: &[Job]) -> Html {
    if work.is_empty() {
        html! { <p>{ "No job is named yet" }</p> }
    } else {
        job_table(&work.iter().cloned().map(AppliedJob::from).collect::<Vec<_>>())
    }
}

fn part(step: Step, content: Html, go: &Callback<Step>) -> Html {
    html! {
        <section aria-label={step.words()}>
            <div class="review-head">
                <h3>{ step.words() }</h3>
                <button type="button" class="quiet" onclick={go.reform(move |_: MouseEvent| step)}>
                    { "Change" }<span class="visually-hidden">{ format!(": {}", step.words()) }</span>
                </button>
            </div>
            { content }
        </section>
    }
}
