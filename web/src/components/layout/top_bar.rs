//! The bar at the top: the programme's name, the public pages, and how to sign in or out.

use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::NavLink;
use crate::route::Route;
use crate::session::{SessionState, use_session};

/// Shows the bar.
#[component]
pub fn TopBar() -> Html {
    let session = use_session();
    let entry = match &session.state {
        SessionState::Restoring => Html::default(),
        SessionState::SignedOut { .. } => html! {
            <>
                <li><NavLink to={Route::SignIn}>{ "Sign in" }</NavLink></li>
                <li><NavLink to={Route::Register}>{ "Create an account" }</NavLink></li>
            </>
        },
        SessionState::SignedIn(signed_in) => html! {
            <>
                <li class="who">{ &signed_in.account.name }</li>
                <li><SignOut /></li>
            </>
        },
    };
    html! {
        <header class="top">
            <div class="top-inner">
                <NavLink class="brand" to={Route::Home}>{ "Library Support Staff " }<span>{ "Certification" }</span></NavLink>
                <nav aria-label="Main">
                    <ul>
                        <li><NavLink to={Route::Eligibility}>{ "Am I eligible?" }</NavLink></li>
                        <li><NavLink to={Route::Planner}>{ "Planner" }</NavLink></li>
                        <li><NavLink to={Route::Catalog}>{ "Catalog" }</NavLink></li>
                        <li><NavLink to={Route::Verify}>{ "Verify" }</NavLink></li>
                        { entry }
                    </ul>
                </nav>
            </div>
        </header>
    }
}

/// The button that signs out, here and in the other tabs.
#[component]
fn SignOut() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let failed = use_state_eq(|| false);
    let onclick = {
        let failed = failed.clone();
        Callback::from(move |_: MouseEvent| {
            let (session, navigator, failed) = (session.clone(), navigator.clone(), failed.clone());
            spawn_local(async move {
                if session.sign_out().await.is_err() {
                    failed.set(true);
                    return;
                }
                // Away from the page first: a guarded one would ask to sign in again.
                if let Some(navigator) = navigator {
                    navigator.push(&Route::Home);
                }
                session.end();
            });
        })
    };
    html! {
        <>
            <button type="button" class="quiet" {onclick}>{ "Sign out" }</button>
            <span role="alert">{ if *failed { " Not signed out: try again" } else { "" } }</span>
        </>
    }
}
