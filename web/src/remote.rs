//! The one way to show what the service answers: loading (the page's shape), failed (what happened, that nothing was
//! lost, try again), ready.

use std::any::Any;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use reqwest::Method;
use serde::de::DeserializeOwned;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::{Client, Failure, read};
use crate::components::{ProblemNotice, Shape};
use crate::session::use_client;

/// What is known of an answer.
#[derive(Debug, PartialEq)]
pub enum Remote<T: ?Sized> {
    /// It is on its way.
    Loading,
    /// It did not come.
    Failed(Failure),
    /// Here it is.
    Ready(Rc<T>),
}

impl<T: ?Sized> Clone for Remote<T> {
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
    let question = use_count(deps.clone());
    let load = move |client| -> Answer {
        let answer = load(client, deps.clone());
        Box::pin(async move { answer.await.map(|value| Rc::new(value) as Rc<dyn Any>) })
    };
    of_type(use_answer(question, Rc::new(load)))
}

/// What the service answers to a GET of `path`; asked again when the path changes.
#[hook]
pub fn use_get<T: DeserializeOwned + 'static>(path: String) -> RemoteHandle<T> {
    let question = use_count(path.clone());
    of_type(use_answer(question, get(path, |answer| read::<T>(answer).map(|value| Rc::new(value) as Rc<dyn Any>))))
}

/// An answer on its way, of whatever type.
type Answer = Pin<Box<dyn Future<Output = Result<Rc<dyn Any>, Failure>>>>;

/// Asks.
type Load = Rc<dyn Fn(Client) -> Answer>;

fn get(path: String, read: fn(&str) -> Result<Rc<dyn Any>, Failure>) -> Load {
    Rc::new(move |client| {
        let path = path.clone();
        Box::pin(async move { read(&client.exchange(Method::GET, &path, None, None).await?) })
    })
}

/// How often `deps` have changed.
#[hook]
fn use_count<D: PartialEq + 'static>(deps: D) -> u32 {
    let last = use_mut_ref(|| (None, 0_u32));
    let mut last = last.borrow_mut();
    if last.0.as_ref() != Some(&deps) {
        *last = (Some(deps), last.1.wrapping_add(1));
    }
    last.1
}

fn of_type<T: 'static>((state, reload): (Remote<dyn Any>, Callback<()>)) -> RemoteHandle<T> {
    let state = match state {
        Remote::Failed(failure) => Remote::Failed(failure),
        // Of another type it never is: who asks says which.
        Remote::Ready(value) => value.downcast().map_or(Remote::Loading, Remote::Ready),
        Remote::Loading => Remote::Loading,
    };
    RemoteHandle { state, reload }
}

/// What `load` answers to a question. It knows no types, so that the app holds it once and not once for each.
#[hook]
fn use_answer(question: u32, load: Load) -> (Remote<dyn Any>, Callback<()>) {
    let client = use_client();
    let state = use_state(|| Remote::<dyn Any>::Loading);
    let asked = use_state(|| 0_u32);
    let last_question = use_mut_ref(|| question);
    {
        let state = state.clone();
        use_effect_with((question, *asked), move |&(question, _)| {
            let current = Rc::new(Cell::new(true));
            // A new question shows the shape; the same one asked again keeps what is there.
            let changed = last_question.replace(question) != question;
            if changed || matches!(*state, Remote::Failed(_)) {
                state.set(Remote::Loading);
            }
            let answer = load(client);
            spawn_local({
                let current = current.clone();
                async move {
                    let answer = answer.await;
                    if current.get() {
                        state.set(answer.map_or_else(Remote::Failed, Remote::Ready));
                    }
                }
            });
            move || current.set(false)
        });
    }
    let reload = use_callback(asked, |(), asked| asked.set(asked.wrapping_add(1)));
    ((*state).clone(), reload)
}
