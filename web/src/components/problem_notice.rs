//! What went wrong: what happened, why, and how to go on.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::client::Failure;
use crate::components::{ReasonList, Words};
use crate::route::Route;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ProblemNoticeProps {
    /// What it was.
    pub failure: Failure,
    /// Tries again, where that may help.
    #[prop_or_default]
    pub retry: Option<Callback<()>>,
}

/// Shows it, and reads it aloud.
#[component]
pub fn ProblemNotice(props: &ProblemNoticeProps) -> Html {
    let failure = &props.failure;
    let retry = props.retry.clone().filter(|_| failure.is_uncertain() || failure.status() == Some(429));
    html! {
        <section class="notice problem" role="alert">
            <h2>{ failure.title() }</h2>
            if failure.reasons().is_empty() {
                <p><Words text={failure.detail()} /></p>
            } else {
                // The detail is these sentences in one.
                <ReasonList reasons={failure.reasons().to_vec()} />
            }
            if failure.code() == Some("documents_due") {
                <p><Link<Route> to={Route::Documents}>{ "Read and accept them" }</Link<Route>></p>
            }
            if let Some(retry) = retry {
                <button type="button" class="secondary" onclick={Callback::from(move |_: MouseEvent| retry.emit(()))}>{ "Try again" }</button>
            }
        </section>
    }
}
