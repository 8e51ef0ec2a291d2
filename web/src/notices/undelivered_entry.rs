//! One notice that could not be delivered: what it is, why it failed, and what can be done.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::ids::NoticeId;
use shared::notices::UndeliveredNotice;
use yew::prelude::*;
use yew_router::prelude::*;

use super::state::times;
use crate::components::{ProblemNotice, instant};
use crate::form::use_submission;
use crate::people::ReasonForm;
use crate::route::Route;

/// Which, and whether its form is open.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct UndeliveredEntryProps {
    /// The notice.
    pub item: UndeliveredNotice,
    /// Whether the form that gives it up is open.
    pub open: bool,
    /// Opens the form of a notice, or closes all.
    pub toggle: Callback<Option<NoticeId>>,
    /// Called once something was done.
    pub done: Callback<()>,
}

/// Shows it.
#[component]
pub(super) fn UndeliveredEntry(props: &UndeliveredEntryProps) -> Html {
    let UndeliveredEntryProps { item, open, toggle, done } = props;
    let id = item.notice.id;
    let sending = use_submission::<(), IgnoredAny>(Method::POST, done.reform(|_| ()));
    let resend = {
        let sending = sending.clone();
        Callback::from(move |_: MouseEvent| sending.emit(format!("/notices/{id}/resend"), ()))
    };
    let drop = {
        let (toggle, next) = (toggle.clone(), (!open).then_some(id));
        Callback::from(move |_: MouseEvent| toggle.emit(next))
    };
    let whose = format!(": {}", item.notice.subject);
    html! {
        <>
            { told(item) }
            if let Some(failure) = sending.failure.clone() {
                <ProblemNotice {failure} />
            }
            <p class="actions">
                <button type="button" onclick={resend} disabled={sending.busy} aria-busy={sending.busy.then_some("true")}>
                    { "Send again" }<span class="visually-hidden">{ &whose }</span>
                </button>
                <button type="button" class="secondary" onclick={drop} aria-expanded={open.to_string()}>
                    { "Give up" }<span class="visually-hidden">{ &whose }</span>
                </button>
            </p>
            if *open {
                <ReasonForm path={format!("/notices/{id}/drop")} submit="Give the notice up"
                    hint="It stands in the person's file. This cannot be undone: what the notice says is deleted."
                    done={done.clone()} />
            }
        </>
    }
}

fn told(item: &UndeliveredNotice) -> Html {
    let UndeliveredNotice { notice, person_id, person_name, address, goes_to, failure, kept_until } = item;
    html! {
        <>
            <h2>{ &notice.subject }</h2>
            <dl class="facts">
                if let (Some(id), Some(name)) = (person_id, person_name) {
                    <div><dt>{ "Person" }</dt><dd><Link<Route> to={Route::StaffPerson { id: *id }}>{ name }</Link<Route>></dd></div>
                }
                <div><dt>{ "Was for" }</dt><dd>{ address }</dd></div>
                if goes_to != address {
                    <div><dt>{ "Goes now to" }</dt><dd>{ goes_to }</dd></div>
                }
                <div><dt>{ "Why not delivered" }</dt><dd>{ failure }{ format!("; tried {}", times(notice.attempts)) }</dd></div>
                <div><dt>{ "Queued" }</dt><dd>{ instant(&notice.queued_at.to_string()) }</dd></div>
                <div><dt>{ "Can be sent until" }</dt><dd>{ instant(&kept_until.to_string()) }</dd></div>
            </dl>
        </>
    }
}
