//! The programme itself: what every page knows of it, the home page, and the page for addresses that lead nowhere.

mod home;
mod not_found;

use shared::programme::Programme;
use yew::prelude::*;

pub use home::Home;
pub use not_found::NotFound;

use crate::remote::{Remote, RemoteHandle, use_get};

/// What [`ProgrammeProvider`] wraps.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ProgrammeProviderProps {
    /// The app.
    pub children: Html,
}

/// Asks the service once which day it is and gives the answer to everything inside.
#[component]
pub fn ProgrammeProvider(props: &ProgrammeProviderProps) -> Html {
    let programme = use_get::<Programme>("/programme".to_owned());
    html! { <ContextProvider<RemoteHandle<Programme>> context={programme}>{ props.children.clone() }</ContextProvider<RemoteHandle<Programme>>> }
}

/// What is known of the programme; its `today` is the only today there is.
#[hook]
pub fn use_programme() -> RemoteHandle<Programme> {
    let nothing = use_callback((), |(), ()| ());
    use_context().unwrap_or(RemoteHandle { state: Remote::Loading, reload: nothing })
}
