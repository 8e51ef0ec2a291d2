//! One course, for staff: what it is, its approvals, and the forms that approve it and withdraw an approval.

use shared::courses::{Approval, Course};
use shared::ids::{ApprovalId, CourseId};
use yew::prelude::*;
use yew_router::prelude::*;

use super::approve::ApproveForm;
use super::end::EndForm;
use crate::components::{DateText, StatusBadge, Tone, focus_on};
use crate::people::ReasonForm;
use crate::remote::use_get;
use crate::route::Route;

/// Which one.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ManageProps {
    /// Its id.
    pub id: CourseId,
}

/// Shows the course.
#[component]
pub(super) fn Manage(props: &ManageProps) -> Html {
    let course = use_get::<Course>(format!("/courses/{}", props.id));
    course.show(6, |found| {
        let place = found.place.as_ref().map(|place| format!(", {}, {}", place.city, place.state)).unwrap_or_default();
        html! {
            <>
                <section aria-labelledby="course">
                    <h2 id="course">{ &found.title }</h2>
                    <dl class="facts">
                        <div><dt>{ "Provider" }</dt><dd>{ format!("{} ({})", found.provider, found.provider_kind.title().to_lowercase()) }</dd></div>
                        <div><dt>{ "How it is held" }</dt><dd>{ found.delivery.title() }{ place }</dd></div>
                    </dl>
                    <p><Link<Route> to={Route::Course { id: found.id }}>{ "Its public page" }</Link<Route>></p>
                </section>
                <Approvals course={found.clone()} changed={course.reload.clone()} />
                <ApproveForm course={found.clone()} approved={course.reload.clone()} />
            </>
        }
    })
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ApprovalsProps {
    course: Course,
    changed: Callback<()>,
}

/// What is being done to an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Withdraw,
    End,
}

/// Its approvals, each with the ways to withdraw and to end it. One form is open at a time.
#[component]
fn Approvals(props: &ApprovalsProps) -> Html {
    let doing = use_state_eq(|| None::<(ApprovalId, Doing)>);
    let done = {
        let (doing, changed) = (doing.setter(), props.changed.clone());
        Callback::from(move |()| {
            doing.set(None);
            focus_on("#approvals");
            changed.emit(());
        })
    };
    let approvals = &props.course.approvals;
    html! {
        <section aria-labelledby="approvals">
            <h2 id="approvals" tabindex="-1">{ "Approvals" }</h2>
            if approvals.is_empty() {
                <p class="empty">{ "This course is not approved for a set yet, so the catalog does not list it and it gives no credit." }</p>
            }
            <ul class="entries">
                { for approvals.iter().map(|approval| {
                    let open = doing.filter(|(id, _)| *id == approval.id).map(|(_, what)| what);
                    let toggle = |what: Doing| {
                        let (doing, next) = (doing.setter(), (open != Some(what)).then_some((approval.id, what)));
                        Callback::from(move |_: MouseEvent| doing.set(next))
                    };
                    let path = format!("/courses/{}/approvals/{}", props.course.id, approval.id);
                    let form = match open {
                        None => Html::default(),
                        Some(Doing::Withdraw) => html! {
                            <ReasonForm path={format!("{path}/withdraw")} submit="Withdraw the approval"
                                hint="It stands on record, and cannot be undone: the approval holds until the end of today, and the course would be approved anew." done={done.clone()} />
                        },
                        Some(Doing::End) => html! { <EndForm path={format!("{path}/end")} done={done.clone()} /> },
                    };
                    html! {
                        <li key={approval.id.to_string()}>
                            { line(approval) }
                            if approval.withdrawn_on.is_none() {
                                { button(approval, "Withdraw", open == Some(Doing::Withdraw), toggle(Doing::Withdraw)) }
                                { button(approval, "End", open == Some(Doing::End), toggle(Doing::End)) }
                            }
                            { form }
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

fn line(approval: &Approval) -> Html {
    let (words, tone) = match (approval.withdrawn_on, approval.in_force) {
        (Some(_), _) => ("Withdrawn", Tone::Ended),
        (None, true) => ("In force", Tone::Good),
        (None, false) => ("Not in force today", Tone::Plain),
    };
    let until = approval.until.map_or_else(|| html! { { " without an end" } }, |date| html! { <>{ " until " }<DateText {date} /></> });
    html! {
        <>
            <strong>{ approval.set.title() }</strong>
            <StatusBadge {words} {tone} />
            <span>{ "from " }<DateText date={approval.from} />{ until }
                if let Some(date) = approval.withdrawn_on {
                    { ", withdrawn on " }<DateText {date} />
                }
            </span>
        </>
    }
}

fn button(approval: &Approval, words: &'static str, open: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="quiet" {onclick} aria-expanded={open.to_string()}>
            { words }<span class="visually-hidden">{ format!(" the approval for {}", approval.set.title()) }</span>
        </button>
    }
}
