//! The programme itself: what every page knows of it, the home page, and the page for addresses that lead nowhere.

mod contact;
mod document;
mod faq;
mod home;
mod not_found;
mod sets;

use shared::policies::{Policies, PolicyList};
use shared::programme::Programme;
use yew::prelude::*;

pub use contact::Contact;
pub use document::DocumentPage;
pub use faq::Faq;
pub use home::Home;
pub use not_found::NotFound;
pub use sets::{CompetencySetPage, CompetencySets};

use crate::client::Failure;
use crate::remote::{Remote, RemoteHandle, use_get, use_remote};

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

/// The numbers of the programme, as the service goes by them.
#[hook]
pub fn use_policies() -> RemoteHandle<Policies> {
    use_remote((), |client, ()| async move {
        let published: PolicyList = client.get("/rules/policy").await?;
        // One that lacks a number is of a service that this app is too new or too old for.
        Policies::from_published(&published).map_err(|_| Failure::Unreadable)
    })
}
