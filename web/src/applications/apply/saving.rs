//! Keeping the draft: it is saved shortly after the last key, again and again where the service is not reached, and never
//! over what another tab saved since.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use reqwest::Method;
use shared::applications::{ApplicationDraft, KeptApplicationDraft, SaveApplicationDraft};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::{Client, Failure};
use crate::components::{ProblemNotice, Tone, notice};
use crate::session::use_client;

const PATH: &str = "/me/application-draft";
/// How long after the last key; with the way to the service it stays below two seconds.
const PAUSE_MS: u32 = 800;
/// How long after an attempt that came to nothing.
const RETRY_MS: u32 = 3_000;
const TOO_MANY_REQUESTS: u16 = 429;

/// What is known of the draft at the service.
#[derive(Debug, Clone, PartialEq)]
struct Progress {
    kept: KeptApplicationDraft,
    sending: bool,
    /// Why the last attempt came to nothing, and what it would have saved.
    failed: Option<(Failure, ApplicationDraft)>,
}

impl Progress {
    /// What is to be saved next, and after how long; nothing where all is kept, an answer is awaited, or the same would be
    /// refused once more.
    fn next(&self, draft: &ApplicationDraft) -> Option<(SaveApplicationDraft, u32)> {
        let pause = match &self.failed {
            Some((why, _)) if is_passing(why) => RETRY_MS,
            Some((why, of)) if is_elsewhere(why) || of == draft => return None,
            _ => PAUSE_MS,
        };
        (!self.sending && *draft != self.kept.draft).then(|| (SaveApplicationDraft { follows: self.kept.version, draft: draft.clone() }, pause))
    }
}

/// Where the service may answer otherwise in a moment.
fn is_passing(why: &Failure) -> bool {
    why.is_uncertain() || why.status() == Some(TOO_MANY_REQUESTS)
}

/// Where another tab or device was here in between.
fn is_elsewhere(why: &Failure) -> bool {
    why.code() == Some("draft_changed")
}

/// The saving of a draft.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Saving {
    progress: UseStateHandle<Progress>,
    is_kept: bool,
    client: Client,
}

/// Saves what stands in the form, for as long as it is shown and is given as `draft`; `begun_with` is what was kept then.
#[hook]
pub(super) fn use_saving(begun_with: &KeptApplicationDraft, draft: Option<ApplicationDraft>) -> Saving {
    let client = use_client();
    let progress = use_state_eq(|| Progress { kept: begun_with.clone(), sending: false, failed: None });
    let is_kept = draft.as_ref().is_none_or(|draft| *draft == progress.kept.draft);
    use_effect_with((draft.clone(), (*progress).clone()), {
        let (progress, client) = (progress.clone(), client.clone());
        move |(draft, now): &(Option<ApplicationDraft>, Progress)| {
            let timer = draft.as_ref().and_then(|draft| now.next(draft)).map(|(body, pause)| {
                let now = now.clone();
                Timeout::new(pause, move || {
                    progress.set(Progress { sending: true, ..now.clone() });
                    spawn_local(async move {
                        let answer = client.request(Method::PUT, PATH, Some(&body), None).await;
                        progress.set(match answer {
                            Ok(kept) => Progress { kept, sending: false, failed: None },
                            Err(why) => Progress { failed: Some((why, body.draft)), ..now },
                        });
                    });
                })
            });
            move || drop(timer)
        }
    });
    use_last_saving(&client, &progress, draft);
    use_warning(!is_kept);
    Saving { progress, is_kept, client }
}

/// Sends what is not saved yet when the page is left for another one.
#[hook]
fn use_last_saving(client: &Client, progress: &Progress, draft: Option<ApplicationDraft>) {
    let unsaved = use_mut_ref(|| None);
    let elsewhere = progress.failed.as_ref().is_some_and(|(why, _)| is_elsewhere(why));
    // One that is on its way will have been saved before this one.
    let follows = progress.kept.version.saturating_add(u32::from(progress.sending));
    unsaved.replace(draft.filter(|draft| *draft != progress.kept.draft && !elsewhere).map(|draft| SaveApplicationDraft { follows, draft }));
    let client = client.clone();
    use_effect_with((), move |()| {
        move || {
            if let Some(body) = unsaved.take() {
                // Nobody is there any more to be told of a failure.
                spawn_local(async move { drop(client.request::<_, KeptApplicationDraft>(Method::PUT, PATH, Some(&body), None).await) });
            }
        }
    });
}

/// Lets the browser ask before the window is closed over what is not saved.
#[hook]
fn use_warning(unsaved: bool) {
    use_effect_with(unsaved, |unsaved| {
        let listener = unsaved.then(|| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window(), "beforeunload", options, web_sys::Event::prevent_default)
        });
        move || drop(listener)
    });
}

impl Saving {
    /// Where it stands, in words. `restart` begins the form again with what was saved elsewhere.
    pub(super) fn show(&self, restart: &Callback<KeptApplicationDraft>) -> Html {
        match &self.progress.failed {
            Some((why, _)) if is_elsewhere(why) => self.choice(why, restart),
            Some((why, _)) if is_passing(why) => notice(
                Tone::Waiting,
                "Not saved yet",
                html! { <p>{ "The service cannot be reached. What you typed stays on this page, and is saved as soon as the service is back; do not close it until then." }</p> },
            ),
            Some((why, _)) if !self.is_kept => html! { <ProblemNotice failure={why.clone()} /> },
            _ => {
                let words = match (self.is_kept, self.progress.kept.version) {
                    (true, 0) => "What you type is saved as you go. You can leave, and go on later on any device.",
                    (true, _) => "Saved. You can leave, and go on later on any device.",
                    (false, _) => "Saving …",
                };
                html! { <p class="hint saving">{ words }</p> }
            }
        }
    }

    /// What to do where another tab saved something else.
    fn choice(&self, why: &Failure, restart: &Callback<KeptApplicationDraft>) -> Html {
        let take = self.with_theirs(restart.clone());
        let keep = self.with_theirs({
            let (progress, mine) = (self.progress.clone(), Rc::new((*self.progress).clone()));
            // Saved over theirs: it follows their version now.
            Callback::from(move |kept| progress.set(Progress { kept, failed: None, ..(*mine).clone() }))
        });
        notice(
            Tone::Ended,
            "This draft was changed elsewhere",
            html! {
                <>
                    { for why.reasons().iter().map(|reason| html! { <p>{ reason.sentence.clone() }</p> }) }
                    <p class="actions">
                        <button type="button" onclick={keep}>{ "Keep what stands here" }</button>
                        <button type="button" class="secondary" onclick={take}>{ "Show what was saved there" }</button>
                    </p>
                </>
            },
        )
    }

    /// Asks what is kept now.
    fn with_theirs(&self, then: Callback<KeptApplicationDraft>) -> Callback<MouseEvent> {
        let client = self.client.clone();
        Callback::from(move |_: MouseEvent| {
            let (client, then) = (client.clone(), then.clone());
            spawn_local(async move {
                // Where it cannot be asked, the choice stays and can be made again.
                if let Ok(kept) = client.get(PATH).await {
                    then.emit(kept);
                }
            });
        })
    }
}
