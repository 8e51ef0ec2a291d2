//! A plan to keep, to share and to print: as a link, behind whose `#` it stands, which is sent to no server.

use gloo::storage::{SessionStorage, Storage};
use gloo::utils::window;
use shared::plans::Plan;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{copy_button, print_button};
use crate::route::Route;

/// Where the window keeps the plan.
const KEPT: &str = "plan";
/// Between the address's part and the plan; neither holds it.
const BETWEEN: char = ' ';

/// The plan that this window kept while its address said this, so that loading the page again loses nothing.
pub(super) fn kept(hash: &str) -> Option<Plan> {
    let kept = SessionStorage::get::<String>(KEPT).ok()?;
    let (from, plan) = kept.split_once(BETWEEN)?;
    (from == hash).then(|| plan.parse().ok()).flatten()
}

/// Keeps the plan in this window. Not in its address: where that changes, the browser asks for the page's icon anew.
#[hook]
pub(super) fn use_kept(hash: &str, plan: &Plan) {
    use_effect_with((hash.to_owned(), plan.to_string()), |(hash, plan)| {
        // Where the browser keeps nothing, the link below still holds the plan.
        let _ = SessionStorage::set(KEPT, format!("{hash}{BETWEEN}{plan}"));
    });
}

/// A plan as text.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ShareProps {
    /// The text.
    pub plan: String,
}

/// Shows the link, and copies or prints it.
#[component]
pub(super) fn Share(props: &ShareProps) -> Html {
    let said = use_state_eq(|| "");
    let link = format!("{}{}#{}", window().location().origin().unwrap_or_default(), Route::Planner.to_path(), props.plan);
    let copied = {
        let said = said.setter();
        Callback::from(move |words| said.set(words))
    };
    html! {
        <section aria-labelledby="share">
            <h2 id="share">{ "Keep it, share it" }</h2>
            <p>{ "This link holds the plan. It names nobody: it holds days, hours and sets, and no server sees it." }</p>
            <p class="plan-link"><a href={link.clone()}>{ &link }</a></p>
            <p class="actions no-print">
                { copy_button("Copy the link", link.into(), copied) }
                { print_button("Print the plan") }
                <span role="status">{ *said }</span>
            </p>
        </section>
    }
}
