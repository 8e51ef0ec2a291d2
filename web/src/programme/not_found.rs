//! The page for addresses that lead nowhere.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::Page;
use crate::route::Route;

/// Shows the page.
#[component]
pub fn NotFound() -> Html {
    html! {
        <Page title="There is no such page">
            <p>{ "The address may be mistyped, or the page may have moved." }</p>
            <ul>
                <li><Link<Route> to={Route::Home}>{ "Go to the home page" }</Link<Route>></li>
                <li><Link<Route> to={Route::Catalog}>{ "Look for a course" }</Link<Route>></li>
                <li><Link<Route> to={Route::Verify}>{ "Verify a certificate" }</Link<Route>></li>
            </ul>
        </Page>
    }
}
