//! The side list of people who are signed in: their own pages, and those of their roles.

use shared::accounts::Role;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::NavLink;
use crate::route::Route;
use crate::session::use_session;

/// One's own pages.
const OWN: [(Route, &str); 3] = [(Route::Dashboard, "Dashboard"), (Route::ReportCompletion, "Report a course"), (Route::Account, "Account")];

/// The pages of staff.
const STAFF: [(Route, &str); 14] = [
    (Route::Staff, "Overview"),
    (Route::StaffApplications, "Applications"),
    (Route::StaffCompletions, "Completions"),
    (Route::StaffPeople, "People"),
    (Route::StaffCourses, "Courses"),
    (Route::StaffInvoices, "Invoices"),
    (Route::StaffBooks, "Books"),
    (Route::Orders, "Orders"),
    (Route::Buyers, "Buyers"),
    (Route::StaffCertificates, "Certificates"),
    (Route::StaffRoles, "Accounts and roles"),
    (Route::StaffFees, "Fees"),
    (Route::StaffPartners, "Partners"),
    (Route::StaffProposals, "Proposed courses"),
];

/// Shows the list. On a narrow screen it opens by a button.
#[component]
pub fn SideList() -> Html {
    let session = use_session();
    let open = use_state_eq(|| false);
    let path = use_location().map(|location| location.path().to_owned());
    use_effect_with(path, {
        let open = open.setter();
        move |_| open.set(false)
    });
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    // Administrators who are not staff appoint and dismiss, set fees, and nothing else.
    let pages = STAFF.into_iter().filter(|(to, _)| {
        session.has(Role::Staff) || (session.has(Role::Admin) && matches!(to, Route::StaffPeople | Route::StaffRoles | Route::StaffFees))
    });
    let pages: Vec<_> = pages.collect();
    html! {
        <nav class="side" aria-label="Your pages">
            <button type="button" class="quiet side-toggle" aria-expanded={open.to_string()} aria-controls="side-list" {onclick}>{ "Your pages" }</button>
            <div id="side-list" class={classes!("side-list", open.then_some("open"))}>
                <ul>
                    { for OWN.into_iter().map(entry) }
                    if session.has(Role::Buyer) && !session.has(Role::Staff) {
                        { entry((Route::Orders, "Orders")) }
                    }
                </ul>
                if !pages.is_empty() {
                    <h2>{ "Staff" }</h2>
                    <ul>{ for pages.into_iter().map(entry) }</ul>
                }
            </div>
        </nav>
    }
}

fn entry((to, words): (Route, &'static str)) -> Html {
    html! { <li key={words}><NavLink {to}>{ words }</NavLink></li> }
}
