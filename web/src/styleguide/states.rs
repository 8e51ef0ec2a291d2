//! Statuses, notices, loading and failing, lists.

use shared::calendar::Date;
use shared::problem::Problem;
use shared::reasons::Reason;
use yew::prelude::*;

use super::part;
use crate::client::Failure;
use crate::components::{
    Choice, DateText, Done, Pager, ProblemNotice, ReasonList, Shape, StateNav, StatusBadge, Tone, at_once, cannot_be_undone, empty, list_table,
    notice, progress, step_list,
};
use crate::route::Route;

pub(super) fn statuses() -> Html {
    part(
        "statuses",
        "Statuses and steps",
        html! {
            <>
                <p class="actions">
                    <StatusBadge words="Certified" tone={Tone::Good} />
                    <StatusBadge words="In grace" tone={Tone::Waiting} />
                    <StatusBadge words="Lapsed" tone={Tone::Ended} />
                    <StatusBadge words="Not applied" tone={Tone::Plain} />
                </p>
                { step_list(&["You", "Your work", "Look it over", "Pay"], 2, |_| true) }
                { progress("Reading the file", Done::Of(3, 8)) }
                { progress("Waiting for the provider", Done::Unknown) }
            </>
        },
    )
}

pub(super) fn notices() -> Html {
    let reasons = vec![Reason::new("library_hours", 6, "You have 1,200 of the 1,820 hours that are needed.")];
    part(
        "notices",
        "Notices",
        html! {
            <>
                { notice(Tone::Good, "Thank you, your payment was received", html! { <p>{ "Nothing more is owed on this invoice." }</p> }) }
                { notice(Tone::Waiting, "Your application waits for staff", html! { <p>{ "You need to do nothing meanwhile." }</p> }) }
                { notice(Tone::Ended, "Your card was declined", html! { <p>{ "Nothing was charged. Try another card." }</p> }) }
                <ProblemNotice failure={refused(reasons.clone())} />
                <ReasonList {reasons} />
                { cannot_be_undone() }
                { at_once() }
            </>
        },
    )
}

pub(super) fn remote() -> Html {
    part(
        "remote",
        "Loading, failed, empty",
        html! {
            <>
                // Without the role of something that is loading: nothing is.
                <div class="sample" aria-hidden="true"><Shape lines={3} /></div>
                <ProblemNotice failure={Failure::Unreached} retry={Callback::noop()} />
                <ProblemNotice failure={Failure::Unreadable} />
                { empty("Courses that you report will stand here. Report one as soon as you have completed it.") }
            </>
        },
    )
}

pub(super) fn lists(today: Date) -> Html {
    let states = vec![Choice::new("waiting", "Waiting"), Choice::new("decided", "Decided")];
    let rows = ["Demo Reader", "Demo Holder"].map(|name| {
        html! {
            <tr key={name}>
                <th scope="row">{ name }</th>
                <td data-label="Since"><DateText date={today} /></td>
                <td data-label="Where it stands"><StatusBadge words="Candidate" tone={Tone::Good} /></td>
            </tr>
        }
    });
    part(
        "lists",
        "Lists",
        html! {
            <>
                <StateNav to={Route::Styleguide} {states} current="waiting" />
                { list_table(&["Person", "Since", "Where it stands"], rows.into_iter().collect()) }
                <Pager after="a" next={Some(AttrValue::from("b"))} go={Callback::noop()} />
            </>
        },
    )
}

fn refused(reasons: Vec<Reason>) -> Failure {
    Failure::Problem(Box::new(Problem {
        kind: "/problems/refused".to_owned(),
        title: "The rules refuse this".to_owned(),
        status: 422,
        detail: "not eligible".to_owned(),
        code: "refused".to_owned(),
        errors: Vec::new(),
        reasons,
    }))
}
