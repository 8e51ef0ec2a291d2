//! What an application says, and whether its applicant is eligible: the same for the applicant and for staff.

use shared::applications::{Application, AppliedJob};
use shared::policies::Policies;
use yew::prelude::*;

use super::EligibilityOutcome;
use super::confirmations::confirmations;
use super::time_line::time_line;
use crate::components::{DateText, hours};
use crate::evidence::EvidenceList;

/// An application.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ApplicationFactsProps {
    /// The application.
    pub application: Application,
}

/// Shows what it says.
#[component]
pub fn ApplicationFacts(props: &ApplicationFactsProps) -> Html {
    let application = &props.application;
    html! {
        <section aria-labelledby="what-it-says">
            <h2 id="what-it-says">{ "What the application says" }</h2>
            <dl class="facts">
                <div><dt>{ "Submitted" }</dt><dd><DateText date={application.submitted_on} /></dd></div>
                { position_facts(&application.position_title, application.in_support_position, application.has_diploma) }
                <div><dt>{ "ALA membership number" }</dt><dd>{ application.ala_member_number.as_deref().unwrap_or("None given") }</dd></div>
            </dl>
            <h3>{ "Jobs in libraries" }</h3>
            { time_line(&application.library_work, application.submitted_on, Policies::built_in().in_force_on(application.submitted_on)) }
            { job_table(&application.library_work) }
            { confirmations(application) }
            <EvidenceList files={application.evidence.clone()} />
        </section>
    }
}

/// What it says of the position and the education: entries of a list of facts.
pub(super) fn position_facts(title: &str, in_support_position: bool, has_diploma: bool) -> Html {
    let yes_or_no = |holds: bool| if holds { "Yes" } else { "No" };
    html! {
        <>
            <div><dt>{ "Position" }</dt><dd>{ if title.is_empty() { "Not given yet" } else { title }.to_owned() }</dd></div>
            <div><dt>{ "Requires no master's degree" }</dt><dd>{ yes_or_no(in_support_position) }</dd></div>
            <div><dt>{ "High-school diploma or equivalent" }</dt><dd>{ yes_or_no(has_diploma) }</dd></div>
        </>
    }
}

/// Its jobs.
pub(super) fn job_table(jobs: &[AppliedJob]) -> Html {
    html! {
        <div class="table-wrap">
            <table class="list">
                <thead><tr>
                    <th scope="col">{ "Library or employer" }</th><th scope="col">{ "Position" }</th><th scope="col">{ "First day" }</th>
                    <th scope="col">{ "Last day" }</th><th scope="col">{ "A week" }</th>
                </tr></thead>
                <tbody>{ for jobs.iter().enumerate().map(|(index, job)| job_row(index, job)) }</tbody>
            </table>
        </div>
    }
}

fn job_row(index: usize, job: &AppliedJob) -> Html {
    let or_not_given = |text: Option<&str>| text.unwrap_or("Not given").to_owned();
    let until = job.until.map_or_else(|| html! { "Still there" }, |date| html! { <DateText {date} /> });
    html! {
        <tr key={index}>
            <th scope="row">
                { or_not_given(job.employer.as_deref()) }
                if let Some(kind) = job.library_kind {
                    <small>{ kind.title() }</small>
                }
            </th>
            <td data-label="Position">
                { or_not_given(job.position.as_deref()) }
                if let Some(engagement) = job.engagement {
                    <small>{ engagement.title() }</small>
                }
            </td>
            <td data-label="First day"><DateText date={job.from} /></td>
            <td data-label="Last day">{ until }</td>
            <td data-label="A week">{ hours(u64::from(job.minutes_per_week)) }</td>
        </tr>
    }
}

/// Shows whether its applicant is eligible, and why.
#[component]
pub fn ApplicationOutcome(props: &ApplicationFactsProps) -> Html {
    let application = &props.application;
    let policies = Policies::built_in();
    let minutes_needed = policies.in_force_on(application.submitted_on).eligibility_minutes_min();
    html! {
        <section aria-labelledby="eligibility">
            <h2 id="eligibility">{ "Eligibility on the day of the application" }</h2>
            <EligibilityOutcome eligibility={application.eligibility} reasons={application.reasons.clone()} {minutes_needed} />
        </section>
    }
}
