//! The one way to show what the service answers: loading (the page's shape), failed (what happened, that nothing was
//! lost, try again), ready.

use std::future::Future;
use std::rc::Rc;

use serde::de::DeserializeOwned;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::{Client, Failure};
use crate::components::{ProblemNotice, Shape};
use crate::session::use_client;

/// What is known of an answer.
#[derive(Debug, PartialEq)]
pub enum Remote<T> {
    /// It is on its way.
    Loading,
    /// It did not come.
    Failed(Failure),
    /// Here it is.
    Ready(Rc<T>),
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Failed(failure) => Self::Failed(failure.clone()),
            Self::Ready(value) => Self::Ready(value.clone()),
        }
    }
}

/// A remote value in a component.
#[derive(Debug, PartialEq)]
pub struct RemoteHandle<T> {
    /// What is known of it.
    pub state: Remote<T>,
    /// Asks again; what is shown stays until the answer comes.
    pub reload: Callback<()>,
}

impl<T> Clone for RemoteHandle<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), reload: self.reload.clone() }
    }
}

impl<T> RemoteHandle<T> {
    /// The value, once it is there.
    pub fn ready(&self) -> Option<&T> {
        match &self.state {
            Remote::Ready(value) => Some(value),
            Remote::Loading | Remote::Failed(_) => None,
        }
    }

    /// Shows the value by `ready`, or that it is loading or has failed. `lines` is the height of the shape meanwhile.
    pub fn show(&self, lines: usize, ready: impl FnOnce(&T) -> Html) -> Html {
        match &self.state {
            Remote::Loading => html! { <Shape {lines} /> },
            Remote::Failed(failure) => html! { <ProblemNotice failure={failure.clone()} retry={self.reload.clone()} /> },
            Remote::Ready(value) => ready(value),
        }
    }
}

/// What `load` answers for `deps`; asked again when they change. Answers that come too late are dropped.
#[hook]
pub fn use_remote<T, D, F, Fut>(deps: D, load: F) -> RemoteHandle<T>
where
    T: 'static,
    D: Clone + PartialEq + 'static,
    F: Fn(Client, D) -> Fut + 'static,
    Fut: Future<Output = Result<T, Failure>> + 'static,
{
    let client = use_client();
    let state = use_state(|| Remote::Loading);
    let asked = use_state(|| 0_u32);
    let last_deps = use_mut_ref(|| deps.clone());
    {
        let state = state.clone();
        use_effect_with((deps, *asked), move |(deps, _)| {
            let current = Rc::new(std::cell::Cell::new(true));
            // A new question shows the shape; the same one asked again keeps what is there.
            let changed = last_deps.replace(deps.clone()) != *deps;
            if changed || matches!(*state, Remote::Failed(_)) {
                state.set(Remote::Loading);
            }
            let answer = load(client, deps.clone());
            spawn_local({
                let current = current.clone();
                async move {
                    let answer = answer.await;
                    if current.get() {
                        state.set(answer.map_or_else(Remote::Failed, |value| Remote::Ready(Rc::new(value))));
                    }
                }
            });
            move || current.set(false)
        });
    }
    let reload = use_callback(asked, |(), asked| asked.set(asked.wrapping_add(1)));
    RemoteHandle { state: (*state).clone(), reload }
}

/// What the service answers to a GET of `path`; asked again when the path changes.
#[hook]
pub fn use_get<T: DeserializeOwned + 'static>(path: String) -> RemoteHandle<T> {
    use_remote(path, |client, path| async move { client.get(&path).await })
}
