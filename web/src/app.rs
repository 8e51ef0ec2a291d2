//! The app around every page: router, session, programme, layout.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::Layout;
use crate::programme::ProgrammeProvider;
use crate::route::{Route, page};
use crate::session::SessionProvider;

/// The whole app.
#[component]
pub fn App() -> Html {
    html! {
        <BrowserRouter>
            <SessionProvider>
                <ProgrammeProvider>
                    <Layout>
                        <Switch<Route> render={page} />
                    </Layout>
                </ProgrammeProvider>
            </SessionProvider>
        </BrowserRouter>
    }
}
