//! A plan to keep, to share and to print: as a link, behind whose `#` it stands, which is sent to no server.

use gloo::storage::{SessionStorage, Storage};
use gloo::utils::window;
use shared::plans::Plan;
use wasm_bindgen_futures::JsFuture;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::route::Route;

/// Where the window keeps the plan.
const KEPT: &str = "plan";

/// The plan that this window kept, so that loading the page again loses nothing.
pub(super) fn kept() -> Option<Plan> {
    SessionStorage::get::<String>(KEPT).ok()?.parse().ok()
}

/// Keeps the plan in this window. Not in its address: where that changes, the browser asks for the page's icon anew.
#[hook]
pub(super) fn use_kept(plan: &Plan) {
    use_effect_with(plan.to_string(), |text| {
        // Where the browser keeps nothing, the link below still holds the plan.
        let _ = SessionStorage::set(KEPT, text);
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
    let copy = {
        let (said, link) = (said.clone(), link.clone());
        Callback::from(move |_: MouseEvent| {
            let (said, copying) = (said.clone(), window().navigator().clipboard().write_text(&link));
            spawn_local(async move {
                said.set(match JsFuture::from(copying).await {
                    Ok(_) => "The link is copied.",
                    Err(_) => "The browser did not copy it: mark the link and copy it by hand.",
                });
            });
        })
    };
    let print = Callback::from(|_: MouseEvent| {
        // A browser that cannot print says so itself.
        let _ = window().print();
    });
    html! {
        <section aria-labelledby="share">
            <h2 id="share">{ "Keep it, share it" }</h2>
            <p>{ "This link holds the plan. It names nobody: it holds days, hours and sets, and no server sees it." }</p>
            <p class="plan-link"><a href={link.clone()}>{ link }</a></p>
            <p class="actions no-print">
                <button type="button" onclick={copy}>{ "Copy the link" }</button>
                <button type="button" class="secondary" onclick={print}>{ "Print the plan" }</button>
                <span role="status">{ *said }</span>
            </p>
        </section>
    }
}
