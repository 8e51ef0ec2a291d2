//! The app around every page: router, session, programme, layout.

use gloo::utils::window;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Layout, Shape};
use crate::programme::{NotFound, ProgrammeProvider};
use crate::route::Route;
use crate::session::SessionProvider;

/// Starts the program that holds these pages; it has none for the routes of the other programs.
pub fn start(page: fn(&Route) -> Option<Html>) {
    let loaded_at = window().location().pathname().unwrap_or_default().into();
    yew::Renderer::<App>::with_props(AppProps { page: Callback::from(move |route| page(&route)), loaded_at }).render();
}

/// Which program it is.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The page of a route, where this program has it.
    pub page: Callback<Route, Option<Html>>,
    /// The path for which the server gave this program.
    pub loaded_at: AttrValue,
}

/// The whole app.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps { page, loaded_at } = props.clone();
    let render = move |route: Route| {
        let path = route.to_path();
        page.emit(route).unwrap_or_else(|| {
            if path == *loaded_at {
                html! { <NotFound /> }
            } else {
                html! { <OtherProgram /> }
            }
        })
    };
    html! {
        <BrowserRouter>
            <SessionProvider>
                <ProgrammeProvider>
                    <Layout>
                        <Switch<Route> {render} />
                    </Layout>
                </ProgrammeProvider>
            </SessionProvider>
        </BrowserRouter>
    }
}

/// Lets the server give the program that has the page at this address.
#[component]
fn OtherProgram() -> Html {
    use_effect_with((), |()| {
        // Where the browser refuses, the page's shape stays, and loading it by hand does the same.
        let _ = window().location().reload();
    });
    html! { <Shape lines={6} /> }
}
