//! One proposal: what is proposed, and the forms that approve it for its sets or refuse it.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::competencies::CompetencySet;
use shared::courses::ApproveCourse;
use shared::ids::ProposalId;
use shared::partners::{ApproveProposal, Proposal, ProposalState};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{DateText, Field, Form, Kind};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};
use crate::people::ReasonForm;
use crate::route::Route;

/// A proposal, and where it waits and is open, the forms that decide it.
pub(super) fn proposal_entry(proposal: &Proposal, open: &UseStateHandle<Option<ProposalId>>, decided: &Callback<()>) -> Html {
    let is_open = **open == Some(proposal.id);
    let toggle = {
        let (setter, next) = (open.setter(), (!is_open).then_some(proposal.id));
        Callback::from(move |_: MouseEvent| setter.set(next))
    };
    html! {
        <>
            { told(proposal) }
            if proposal.state == ProposalState::Waiting {
                <p><button type="button" class="quiet" onclick={toggle} aria-expanded={is_open.to_string()}>
                    { "Decide" }<span class="visually-hidden">{ format!(" on {}", proposal.title) }</span>
                </button></p>
                if is_open {
                    <ApproveForm proposal={proposal.clone()} approved={decided.clone()} />
                    <ReasonForm path={format!("/proposals/{}/refuse", proposal.id)} submit="Refuse the proposal"
                        hint="The partner reads it. This cannot be undone: the partner would propose the course anew."
                        done={decided.clone()} />
                }
            }
        </>
    }
}

fn told(proposal: &Proposal) -> Html {
    let place = proposal.place.as_ref().map(|place| format!(", {}, {}", place.city, place.state)).unwrap_or_default();
    let sets: Vec<&str> = proposal.sets.iter().map(|set| set.title()).collect();
    html! {
        <>
            <h2>{ &proposal.title }</h2>
            <dl class="facts">
                <div><dt>{ "Provider" }</dt><dd>{ &proposal.provider }</dd></div>
                <div><dt>{ "How it is held" }</dt><dd>{ proposal.delivery.title() }{ place }</dd></div>
                <div><dt>{ "Proposed for" }</dt><dd>{ sets.join("; ") }</dd></div>
                <div><dt>{ "Proposed on" }</dt><dd><DateText date={proposal.proposed_on} /></dd></div>
                if let Some(date) = proposal.decided_on {
                    <div><dt>{ "Decided on" }</dt><dd><DateText {date} /></dd></div>
                }
                if let Some(reason) = &proposal.reason {
                    <div><dt>{ "Refused because" }</dt><dd>{ reason }</dd></div>
                }
            </dl>
            <details open={proposal.state == ProposalState::Waiting}><summary>{ "Outline" }</summary>
                { for proposal.outline.split('\n').map(|line| html! { <p>{ line }</p> }) }
            </details>
            if let Some(id) = proposal.course_id {
                <p><Link<Route> to={Route::Course { id }}>{ "The course in the catalog" }</Link<Route>></p>
            }
        </>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ApproveFormProps {
    proposal: Proposal,
    approved: Callback<()>,
}

/// The form that approves it: for which of its sets, and when.
#[component]
fn ApproveForm(props: &ApproveFormProps) -> Html {
    let proposed = props.proposal.sets.clone();
    let chosen = use_state_eq(|| proposed.clone());
    let (from, until) = (use_entry(""), use_entry(""));
    let sending = use_submission::<ApproveProposal, IgnoredAny>(Method::POST, props.approved.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (chosen, from, until, sending) = (chosen.clone(), from.clone(), until.clone(), sending.clone());
        let path = format!("/proposals/{}/approve", props.proposal.id);
        Callback::from(move |()| {
            let optional = |text: &str| if text.trim().is_empty() { Ok(None) } else { day(text, "").map(Some) };
            let (first, last) = (optional(&from.value), optional(&until.value));
            let mut found = Errors::default();
            found.check("approvals", if chosen.is_empty() { Err("choose at least one set, or refuse the proposal".to_owned()) } else { Ok(()) });
            found.check("from", first.clone().map(|_| ()));
            found.check("until", last.clone().map(|_| ()));
            if let (Ok(from), Ok(until), true) = (first, last, found.is_empty()) {
                let approvals = chosen.iter().map(|&set| ApproveCourse { set, from, until }).collect();
                sending.emit(path.clone(), ApproveProposal { approvals });
            }
            set_errors.emit(found);
        })
    };
    let tick = |set: CompetencySet| {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let ticked = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked());
            let others = chosen.iter().copied().filter(|other| *other != set);
            chosen.set(if ticked { others.chain([set]).collect() } else { others.collect() });
        })
    };
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Approve" {on_submit}>
            <fieldset id="approvals">
                <legend>{ "Approve it for" }</legend>
                if let Some(error) = errors.on("approvals") {
                    <p class="error">{ error }</p>
                }
                { for proposed.iter().map(|&set| html! {
                    <label key={set.code()}><input type="checkbox" checked={chosen.contains(&set)} onchange={tick(set)} />{ format!(" {}", set.title()) }</label>
                }) }
            </fieldset>
            <Field member="from" label="First day" kind={Kind::Date} entry={from} hint="Today if you leave it empty." error={errors.on("from")} />
            <Field member="until" label="Last day" kind={Kind::Date} entry={until} hint="Four years after the first day if you leave it empty."
                error={errors.on("until")} />
            <p class="hint">{ "This cannot be undone: the course stays. Its approvals can be withdrawn, as those of any course." }</p>
        </Form>
    }
}
