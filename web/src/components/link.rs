//! Links inside the app: real addresses, followed without loading the page again.

use yew::prelude::*;
use yew_router::prelude::*;
use yew_router::query::Raw;

use crate::route::Route;

/// The address of a route with a query, and what a click on it does.
#[hook]
pub fn use_follow(to: Route, query: Vec<(&'static str, String)>) -> (AttrValue, Callback<MouseEvent>) {
    let navigator = use_navigator();
    // The pages of another program have to be loaded.
    let loads = use_route::<Route>().is_some_and(|here| here.program() != to.program());
    let path = to.to_path();
    let search =
        query.iter().map(|(name, value)| format!("{name}={}", String::from(js_sys::encode_uri_component(value)))).collect::<Vec<_>>().join("&");
    let href = if search.is_empty() { path } else { format!("{path}?{search}") };
    let onclick = Callback::from(move |event: MouseEvent| {
        // A new tab or window is the browser's business.
        if loads || event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
            return;
        }
        if let Some(navigator) = &navigator {
            event.prevent_default();
            if search.is_empty() || navigator.push_with_query(&to, Raw(&search)).is_err() {
                navigator.push(&to);
            }
        }
    });
    (href.into(), onclick)
}

/// A link of a menu.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NavLinkProps {
    /// Where it leads.
    pub to: Route,
    /// Its class.
    #[prop_or_default]
    pub class: Option<&'static str>,
    /// Its words.
    pub children: Html,
}

/// A link of a menu: says which page is shown.
#[component]
pub fn NavLink(props: &NavLinkProps) -> Html {
    let here = use_route::<Route>();
    let (href, onclick) = use_follow(props.to.clone(), Vec::new());
    let current = here.is_some_and(|here| section(&here) == props.to);
    html! { <a class={props.class} {href} {onclick} aria-current={current.then_some("page")}>{ props.children.clone() }</a> }
}

/// The menu's entry under which a page stands.
fn section(route: &Route) -> Route {
    match route {
        Route::Course { .. } => Route::Catalog,
        Route::Verification { .. } | Route::Certificate { .. } => Route::Verify,
        Route::CompetencySet { .. } => Route::CompetencySets,
        Route::StaffApplication { .. } => Route::StaffApplications,
        Route::StaffPerson { .. } => Route::StaffPeople,
        Route::Order { .. } => Route::Orders,
        Route::StaffCertificatesCheck => Route::StaffCertificates,
        Route::StaffPayouts => Route::StaffBooks,
        other => other.clone(),
    }
}
