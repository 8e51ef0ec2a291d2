//! The form of an application, a step at a time, and beside it what the rules say of it so far.

use std::rc::Rc;

use reqwest::Method;
use shared::applications::{Application, ApplicationDraft, DraftJob, KeptApplicationDraft, SubmitApplication, check_application, position_held};
use shared::calendar::Date;
use shared::orders::{PayingOrder, price_quotes};
use shared::policies::Policies;
use yew::prelude::*;
use yew_router::prelude::*;

use super::review::review;
use super::saved::Saved;
use super::saving;
use super::so_far::so_far;
use super::step::{Step, use_step};
use crate::applications::{Asked, JobRows, Jobs};
use crate::client::Failure;
use crate::components::{Confirm, Field, Form, ProblemNotice, Tick, Why, cannot_be_undone, focus_on, step_list};
use crate::evidence::{EvidenceFiles, use_evidence};
use crate::form::{Entry, Errors, Flag, use_entry, use_errors, use_flag_of, use_submission};
use crate::programme::{use_policies, use_programme};
use crate::remote::{RemoteHandle, use_get};
use crate::route::Route;
use crate::session::use_client;

/// The day, and the draft that the form begins with.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ApplicationFormProps {
    /// Today in the programme.
    pub today: Date,
    /// The account whose application it is.
    pub owner: String,
    /// The draft as the service keeps it.
    pub from_service: KeptApplicationDraft,
    /// Begins again with another one.
    pub restart: Callback<KeptApplicationDraft>,
}

/// What is entered.
#[derive(Clone, PartialEq)]
struct Entries {
    jobs: UseReducerHandle<Jobs>,
    has_diploma: Flag,
    in_support_position: Flag,
    ala_member_number: Entry,
}

/// The entries of a form that begins with this draft.
#[hook]
fn use_entries(draft: &ApplicationDraft) -> Entries {
    Entries {
        jobs: use_reducer_eq(|| Jobs::of(&jobs_of(draft))),
        has_diploma: use_flag_of(draft.has_diploma),
        in_support_position: use_flag_of(draft.in_support_position),
        ala_member_number: use_entry(&draft.ala_member_number),
    }
}

/// The jobs of a draft. One that was kept before each job had its position names one position apart: of the job that goes
/// on, or else of the last.
fn jobs_of(draft: &ApplicationDraft) -> Vec<DraftJob> {
    let mut jobs = draft.library_work.clone();
    if jobs.is_empty() && !draft.position_title.is_empty() {
        jobs.push(DraftJob::default());
    }
    let held = jobs.iter().rposition(|job| job.until.is_empty()).or(jobs.len().checked_sub(1));
    if let Some(held) = held.and_then(|held| jobs.get_mut(held)).filter(|held| held.position.is_empty()) {
        held.position.clone_from(&draft.position_title);
    }
    jobs
}

impl Entries {
    /// As they were typed.
    fn draft(&self, step: Step) -> ApplicationDraft {
        ApplicationDraft {
            step: step.number(),
            library_work: self.jobs.typed(),
            has_diploma: self.has_diploma.ticked,
            in_support_position: self.in_support_position.ticked,
            position_title: String::new(),
            ala_member_number: self.ala_member_number.value.to_string(),
        }
    }

    /// As they would be sent: with the jobs that can be read.
    fn body(&self, today: Date) -> SubmitApplication {
        let library_work = self.jobs.counted(today);
        SubmitApplication {
            position_title: position_held(&library_work).unwrap_or_default().to_owned(),
            library_work,
            has_diploma: self.has_diploma.ticked,
            in_support_position: self.in_support_position.ticked,
            ala_member_number: Some(self.ala_member_number.trimmed().to_owned()).filter(|number| !number.is_empty()),
            evidence: Vec::new(),
            quoted_fee_cents: None,
        }
    }

    /// What is wrong with them: what cannot be read in the rows of jobs, and what the service would refuse.
    fn check(&self, today: Date) -> Errors {
        let of_rows = self.jobs.read(Asked::Everything, today).err().unwrap_or_default();
        // The position is one of the jobs'.
        let in_rows = |member: &str| member.starts_with("library_work") || member == "position_title";
        let others = check_application(&self.body(today), today).into_iter().filter(|error| !in_rows(&error.member));
        of_rows.into_iter().chain(others).collect()
    }

    /// The fields of a step.
    fn fields(&self, step: Step, errors: &Errors, files: Html, review: Html) -> Html {
        match step {
            Step::Work => html! {
                <>
                    { heading("Your work in libraries", Some(6)) }
                    <p>{ "Name every job of the last five years, paid or volunteer, in any type of library. Leave the last day empty for a job that goes on." }</p>
                    <JobRows jobs={self.jobs.clone()} asked={Asked::Everything} errors={errors.clone()} />
                </>
            },
            Step::Position => html! {
                <>
                    { heading("Your position and your education", Some(3)) }
                    <Tick member="in_support_position" label="My position, paid or volunteer, does not require a master's degree in library science."
                        flag={self.in_support_position.clone()} error={errors.on("in_support_position")} />
                    <Tick member="has_diploma" label="I have a high-school diploma or its equivalent." flag={self.has_diploma.clone()} error={errors.on("has_diploma")} />
                </>
            },
            Step::Membership => html! {
                <>
                    { heading("Membership", Some(23)) }
                    <Field member="ala_member_number" label="ALA membership number, if you are a member" hint="Members pay a lower fee. Leave it empty if you are not a member."
                        entry={self.ala_member_number.clone()} error={errors.on("ala_member_number")} />
                    { files }
                </>
            },
            Step::Check => html! {
                <>
                    { heading("Check what you entered", None) }
                    { review }
                </>
            },
        }
    }
}

/// The heading of a step, which takes the focus when the step begins.
fn heading(words: &str, question: Option<u8>) -> Html {
    html! { <div class="with-why"><h2 id="step" tabindex="-1">{ words.to_owned() }</h2>if let Some(question) = question { <Why {question} /> }</div> }
}

/// Shows the form.
#[component]
pub(super) fn ApplicationForm(props: &ApplicationFormProps) -> Html {
    let ApplicationFormProps { today, owner, from_service, restart } = props.clone();
    let (client, navigator) = (use_client(), use_navigator());
    let begun_with = use_memo((), |()| saving::begin(&owner, &client, &from_service));
    let entries = use_entries(&begun_with.draft);
    let evidence = use_evidence();
    let policies = use_policies();
    let payer = use_get::<PayingOrder>("/me/paying-order".to_owned());
    let (step, go) = use_step(Step::numbered(begun_with.draft.step));
    use_focus_on_step(step);
    let sending = use_submission::<SubmitApplication, Application>(
        Method::POST,
        Callback::from(move |application: Application| {
            saving::end();
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Application { id: application.id });
            }
        }),
    );
    let discarding = use_submission::<(), ()>(Method::DELETE, restart.reform(|()| KeptApplicationDraft::default()));
    use_effect_with((sending.failure.clone(), discarding.failure.clone()), |(sending, discarding)| {
        if sending.is_some() || discarding.is_some() {
            saving::resume();
        }
    });
    let draft = entries.draft(step);
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    use_way_to_refusal(&errors, step, &go);
    use_new_fee(sending.failure.as_ref(), &policies);
    let files = evidence.ids();
    let is_member = !entries.ala_member_number.trimmed().is_empty();
    let quote = policies.ready().and_then(|policies| price_quotes(policies, today).into_iter().nth(usize::from(is_member)));
    // The fee that stands beside the form: the service charges no other unseen, but to an order that pays.
    let quoted_fee_cents = quote.as_ref().map(|quote| quote.amount_cents);
    let body = SubmitApplication { evidence: files.clone().unwrap_or_default(), quoted_fee_cents, ..entries.body(today) };
    let on_submit = {
        let (entries, body, sending, go) = (entries.clone(), Rc::new(body.clone()), sending.clone(), go.clone());
        Callback::from(move |()| {
            let next = step.next();
            let found = entries.check(today).about(|member| next.is_none() || Step::of_member(member) == step);
            let fine = found.is_empty();
            set_errors.emit(found);
            match next {
                _ if !fine => {}
                Some(next) => go.emit(next),
                // Some are on their way, or it is not known which there are: what they are is said above.
                None if files.is_none() => focus_on("#files-review"),
                None => {
                    let (sending, body) = (sending.clone(), body.clone());
                    saving::stop_then(Callback::from(move |()| sending.emit("/applications", (*body).clone())));
                }
            }
        })
    };
    let discard = {
        let discarding = discarding.clone();
        Callback::from(move |()| {
            let discarding = discarding.clone();
            saving::stop_then(Callback::from(move |()| discarding.emit(saving::PATH, ())));
        })
    };
    let missing = entries.check(today);
    let shown = errors.about(|member| Step::of_member(member) == step);
    html! {
        <div class="apply" onfocusout={Callback::from(|_: FocusEvent| saving::flush())}>
            { step_list(&Step::WORDS, step.place(), |place| missing.iter().all(|error| Step::of_member(&error.member).place() != place)) }
            <Saved draft={draft.clone()} {restart} />
            <Form errors={shown.clone()} failure={sending.failure.clone()} busy={sending.busy} {on_submit}
                submit={if step.next().is_some() { "Continue" } else { "Submit the application" }}>
                if let Some(previous) = step.previous() {
                    <p><button type="button" class="quiet" onclick={go.reform(move |_: MouseEvent| previous)}>{ format!("Back: {}", previous.words()) }</button></p>
                }
                <div key={step.words()}>{ entries.fields(step, &shown, html! { <EvidenceFiles evidence={evidence.clone()} /> }, review(&body, evidence.review(), &go)) }</div>
                { so_far(today, &body, quote, payer.ready()) }
            </Form>
            if let Some(failure) = discarding.failure.clone() {
                <ProblemNotice {failure} />
            }
            if !draft.is_empty() {
                <Confirm action="Discard the draft" question="Discard what you entered?" busy={discarding.busy} on_confirm={discard}>
                    <p>{ "The form is empty again, here and on your other devices." }</p>
                    { cannot_be_undone() }
                </Confirm>
            }
        </div>
    }
}

/// Puts the focus where a step begins, and shows it from there.
#[hook]
fn use_focus_on_step(step: Step) {
    let first = use_mut_ref(|| true);
    use_effect_with(step, move |_| {
        if !first.replace(false) {
            gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
            // What was refused there comes first.
            focus_on("main form [role='alert'], #step");
        }
    });
}

/// Asks again for the fees and for the day where the service has said that the fee is another by now: it is shown, and goes along
/// the next time.
#[hook]
fn use_new_fee(failure: Option<&Failure>, policies: &RemoteHandle<Policies>) {
    let (again, today) = (policies.reload.clone(), use_programme().reload);
    use_effect_with(failure.cloned(), move |failure| {
        if failure.as_ref().and_then(Failure::code) == Some("fee_changed") {
            today.emit(());
            again.emit(());
        }
    });
}

/// Leads to the first step of which something was refused.
#[hook]
fn use_way_to_refusal(errors: &Errors, step: Step, go: &Callback<Step>) {
    let go = go.clone();
    use_effect_with(errors.clone(), move |errors| {
        let refused = errors.iter().next().map(|error| Step::of_member(&error.member));
        if let Some(other) = refused.filter(|refused| *refused != step) {
            go.emit(other);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_an_older_version_keeps_its_position() {
        let job = |until: &str, position: &str| DraftJob { until: until.to_owned(), position: position.to_owned(), ..DraftJob::default() };
        for (jobs, title, positions) in [
            (vec![], "", vec![]),
            (vec![], "Page", vec!["Page"]),
            (vec![job("", ""), job("2020-01-01", "")], "Page", vec!["Page", ""]),
            (vec![job("2019-01-01", ""), job("2020-01-01", "")], "Page", vec!["", "Page"]),
            (vec![job("", "Clerk")], "Page", vec!["Clerk"]),
        ] {
            let draft = ApplicationDraft { library_work: jobs, position_title: title.to_owned(), ..ApplicationDraft::default() };
            let found = jobs_of(&draft);
            assert_eq!(found.iter().map(|job| job.position.as_str()).collect::<Vec<_>>(), positions);
        }
    }
}
