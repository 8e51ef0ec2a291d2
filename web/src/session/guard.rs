//! Lets a page be seen only by those it is for; everyone else signs in and comes back, or is told.

use shared::accounts::{Role, SecondStep};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{Session, SessionState, keep_return_path, use_session};
use crate::components::{Page, Shape};
use crate::route::Route;

/// Whom a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anybody who is signed in.
    Account,
    /// Those who order for an institution, and staff.
    BuyerOrStaff,
    /// Staff.
    Staff,
    /// Staff, and administrators who are not staff.
    StaffOrAdmin,
}

/// The page and whom it is for.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct GuardProps {
    /// Whom it is for.
    pub needs: Needs,
    /// The page.
    pub children: Html,
}

/// Shows the page to those it is for.
#[component]
pub fn Guard(props: &GuardProps) -> Html {
    let session = use_session();
    match &session.state {
        SessionState::Restoring => html! { <Shape lines={6} /> },
        SessionState::SignedOut { .. } => html! { <ToSignIn /> },
        SessionState::SignedIn(_) if !is_for(props.needs, &session) => html! {
            <Page title="Not for this account">
                <p>{ if props.needs == Needs::BuyerOrStaff {
                    "This page is for institutions that pay for their people. Write to us to be registered as one."
                } else {
                    "This page is for the programme's staff. Your account does not have that role."
                } }</p>
                <p><Link<Route> to={Route::Dashboard}>{ "Go to your dashboard" }</Link<Route>></p>
            </Page>
        },
        SessionState::SignedIn(signed_in) if props.needs != Needs::Account && signed_in.account.second_step == SecondStep::Needed => html! {
            <Page title="Set up the second step first" lead="Staff sign in with a password and a code. Set up an app that makes the codes, and go on here.">
                <p><Link<Route> classes="button" to={Route::Account}>{ "Set it up in your account" }</Link<Route>></p>
            </Page>
        },
        // Another account, by another tab, starts the page anew: it must not keep what was loaded for the one before.
        SessionState::SignedIn(signed_in) => html! { <div key={signed_in.account.id.to_string()}>{ props.children.clone() }</div> },
    }
}

/// Whether somebody who is signed in may see the page.
fn is_for(needs: Needs, session: &Session) -> bool {
    match needs {
        Needs::Account => true,
        Needs::BuyerOrStaff => session.has(Role::Buyer) || session.has(Role::Staff),
        Needs::Staff => session.has(Role::Staff),
        Needs::StaffOrAdmin => session.has(Role::Staff) || session.has(Role::Admin),
    }
}

/// Remembers this page and goes to sign in.
#[component]
fn ToSignIn() -> Html {
    let navigator = use_navigator();
    use_effect_with((), move |()| {
        keep_return_path();
        if let Some(navigator) = navigator {
            navigator.replace(&Route::SignIn);
        }
    });
    html! { <Shape lines={6} /> }
}
