//! Confirmations of hours by supervisors: what has become of those that were asked, and the form to ask for one.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::applications::Application;
use shared::confirmations::{AskForConfirmation, Confirmation, ConfirmationState, check_asking};
use yew::prelude::*;

use crate::components::{DateText, Field, Form, Kind, StatusBadge, Tone, list_table};
use crate::form::{Errors, email, use_entry, use_errors, use_submission};

/// What was asked and what came of it; nothing where nothing was asked.
pub(super) fn confirmations(application: &Application) -> Html {
    let all = &application.confirmations;
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ "What supervisors say of the hours" }</h3>
            { list_table(&["Job", "Supervisor", "Asked", "Answer"], all.iter().enumerate().map(|(place, one)| row(place, one, application)).collect()) }
        </>
    }
}

/// What a job is called: by its place, and by its library where that is known.
fn called(application: &Application, job: u32) -> String {
    let number = job.saturating_add(1);
    let of_it = usize::try_from(job).ok().and_then(|place| application.library_work.get(place));
    of_it.and_then(|job| job.employer.as_ref()).map_or_else(|| format!("job {number}"), |employer| format!("job {number}, {employer}"))
}

fn row(place: usize, one: &Confirmation, application: &Application) -> Html {
    let (tone, words) = match one.state {
        ConfirmationState::Asked => (Tone::Waiting, "Waits for an answer"),
        ConfirmationState::Confirmed => (Tone::Good, "Hours confirmed"),
        ConfirmationState::Disputed => (Tone::Ended, "Hours disputed"),
        ConfirmationState::Outdated => (Tone::Plain, "The job was corrected since"),
        ConfirmationState::Expired => (Tone::Plain, "Not answered in time"),
    };
    html! {
        <tr key={place}>
            <td data-label="Job">{ called(application, one.job) }</td>
            <td data-label="Supervisor">{ one.supervisor_name.clone() }</td>
            <td data-label="Asked"><DateText date={one.asked_on} /></td>
            <td data-label="Answer">
                <StatusBadge {tone} {words} />
                if let Some(date) = one.answered_on {
                    { " on " }<DateText {date} />
                } else if one.state == ConfirmationState::Asked {
                    { " until " }<DateText date={one.answer_by} />
                }
                if let Some(comment) = &one.comment {
                    <blockquote class="reason"><p>{ comment }</p><footer>{ "The supervisor's words, for staff only" }</footer></blockquote>
                }
            </td>
        </tr>
    }
}

/// Whose hours.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct AskProps {
    /// The application, which waits for its decision.
    pub application: Application,
    /// Told when somebody was asked.
    pub changed: Callback<()>,
}

/// The forms to ask, one for each job whose hours are not confirmed.
#[component]
pub(super) fn AskSupervisors(props: &AskProps) -> Html {
    let application = &props.application;
    let is_confirmed = |job: u32| application.confirmations.iter().any(|one| one.job == job && one.state == ConfirmationState::Confirmed);
    let jobs = (0_u32..).zip(&application.library_work).filter(|(job, _)| !is_confirmed(*job));
    html! {
        <section aria-labelledby="supervisors">
            <h2 id="supervisors">{ "Have hours confirmed, if you want to" }</h2>
            <p>{ "A supervisor may say that the hours of a job are right. It is no condition, and may make the decision easier. They get a link by mail and need no account; their address is erased after 90 days." }</p>
            { for jobs.map(|(job, _)| html! {
                // Anew, and closed, once somebody was asked.
                <details key={format!("{job} {}", application.confirmations.len())}>
                    <summary>{ format!("Ask about {}", called(application, job)) }</summary>
                    <AskForm application={application.clone()} {job} changed={props.changed.clone()} />
                </details>
            }) }
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct AskFormProps {
    application: Application,
    job: u32,
    changed: Callback<()>,
}

#[component]
fn AskForm(props: &AskFormProps) -> Html {
    let AskFormProps { application, job, changed } = props.clone();
    let (name, address) = (use_entry(""), use_entry(""));
    let sending = use_submission::<AskForConfirmation, IgnoredAny>(Method::POST, changed.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let open = application.confirmations.iter().find(|one| one.job == job && one.state == ConfirmationState::Asked);
    let on_submit = {
        let (name, address, sending) = (name.clone(), address.clone(), sending.clone());
        let (path, jobs) = (format!("/applications/{}/confirmations", application.id), application.library_work.len());
        Callback::from(move |()| {
            let body = AskForConfirmation { job, supervisor_name: name.trimmed().to_owned(), supervisor_email: address.trimmed().to_owned() };
            let mut found: Errors = check_asking(&body, jobs).into_iter().collect();
            if found.on("supervisor_email").is_none() {
                found.check("supervisor_email", email(&address.value));
            }
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit(path.clone(), body);
            }
        })
    };
    html! {
        <Form scope={format!("job-{job}")} errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Send the link" {on_submit}>
            if let Some(open) = open {
                <p class="hint">{ format!("{} was asked already; another link ends that one.", open.supervisor_name) }</p>
            }
            <Field member="supervisor_name" label="The supervisor's name" entry={name} error={errors.on("supervisor_name")} autocomplete="off" />
            <Field member="supervisor_email" label="The supervisor's e-mail address" kind={Kind::Email} entry={address} error={errors.on("supervisor_email")} autocomplete="off" />
        </Form>
    }
}
