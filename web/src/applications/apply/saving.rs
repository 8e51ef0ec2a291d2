//! Keeping the draft at the service: shortly after the last key, again where the service is not reached, and on after the
//! form was left. What is to be sent, and what an answer means, is said by `keeping`; here are the clock and the network.
//! What did not get there yet lies in this tab's storage too, so that loading the page again loses nothing.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use reqwest::Method;
use shared::applications::{ApplicationDraft, KeptApplicationDraft};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::keeping::Keeping;
use crate::client::Client;
use crate::session::{keep_as, kept};

/// Where the service keeps it.
pub(super) const PATH: &str = "/me/application-draft";
/// Under which name this tab keeps what the service does not have.
const UNSAVED: &str = "application-draft";
/// How long after the last key; with the way to the service it stays below two seconds.
const PAUSE_MS: u32 = 800;
/// How long after an attempt that came to nothing.
const RETRY_MS: u32 = 3_000;

thread_local! {
    /// One draft for a person, and so one for the app: it outlives the form.
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

struct Desk {
    /// The account whose draft it is.
    owner: String,
    client: Client,
    keeping: Keeping,
    timer: Option<Timeout>,
    /// Asks before the window is closed over what is not saved.
    warning: Option<EventListener>,
    /// Told when something has changed, while the form is shown.
    told: Option<Callback<()>>,
    /// Done once nothing is on its way any more; and nothing is sent from then on.
    last: Option<Last>,
}

enum Last {
    Waits(Callback<()>),
    Done,
}

/// The draft as it stands here, where this app has something of it that the service may not have.
pub(super) fn at_hand(owner: &str) -> Option<KeptApplicationDraft> {
    with(|desk| (desk.owner == owner && !desk.keeping.is_kept()).then(|| desk.keeping.as_kept())).flatten()
}

/// Begins to keep the draft of this account with what the service has; what a form begins with.
pub(super) fn begin(owner: &str, client: &Client, from_service: &KeptApplicationDraft) -> KeptApplicationDraft {
    if let Some(draft) = at_hand(owner) {
        return draft;
    }
    let unsaved = kept(UNSAVED).and_then(|text| serde_json::from_str(&text).ok());
    let keeping = Keeping::begin(from_service.clone(), unsaved);
    let draft = keeping.as_kept();
    DESK.set(Some(Desk { owner: owner.to_owned(), client: client.clone(), keeping, timer: None, warning: None, told: None, last: None }));
    after(0);
    draft
}

/// What the service keeps does not matter any more: it was submitted or discarded, or another begins.
pub(super) fn end() {
    DESK.set(None);
    keep_as(UNSAVED, None);
}

/// Tells of changes from now on; or no more.
pub(super) fn tell(told: Option<Callback<()>>) {
    with(|desk| desk.told = told);
}

/// Takes what stands in the form now.
pub(super) fn typed(draft: ApplicationDraft) {
    let changed = with(|desk| {
        let before = desk.keeping.clone();
        // The step alone is nothing to keep.
        let draft = if draft.is_empty() && desk.keeping.version() == 0 { ApplicationDraft::default() } else { draft };
        desk.keeping.typed(draft);
        before != desk.keeping
    });
    if changed == Some(true) {
        update();
        // An attempt that failed is repeated in its time, however much is typed.
        if with(|desk| desk.keeping.trouble().is_none()) == Some(true) {
            after(PAUSE_MS);
        }
    }
}

/// Saves at once what was typed last.
pub(super) fn flush() {
    if with(|desk| desk.keeping.trouble().is_none()) == Some(true) {
        after(0);
    }
}

/// Somebody prefers what stands here to what was kept elsewhere.
pub(super) fn prefer(theirs: KeptApplicationDraft) {
    with(|desk| desk.keeping.prefer(theirs));
    update();
    after(0);
}

/// Sends nothing more, and does this once nothing is on its way: a saving must not come after what ends the draft.
pub(super) fn stop_then(done: Callback<()>) {
    let now = with(|desk| {
        desk.timer = None;
        let is_sending = desk.keeping.is_sending();
        let (last, now) = if is_sending { (Last::Waits(done), None) } else { (Last::Done, Some(done)) };
        desk.last = Some(last);
        now
    });
    if let Some(done) = now.flatten() {
        done.emit(());
    }
}

/// Goes on after all: what was to end the draft did not.
pub(super) fn resume() {
    with(|desk| desk.last = None);
    after(0);
}

/// Where it stands.
pub(super) fn now() -> Option<Keeping> {
    with(|desk| desk.keeping.clone())
}

fn with<T>(work: impl FnOnce(&mut Desk) -> T) -> Option<T> {
    DESK.with_borrow_mut(|desk| desk.as_mut().map(work))
}

/// Sends what there is to send after so long; what was to be sent before then is sent then.
fn after(pause_ms: u32) {
    let timer = Timeout::new(pause_ms, send);
    with(|desk| desk.timer = Some(timer));
}

fn send() {
    let next = with(|desk| {
        desk.timer = None;
        if desk.last.is_some() { None } else { desk.keeping.next().map(|next| (next, desk.client.clone(), desk.owner.clone())) }
    });
    let Some((body, client, owner)) = next.flatten() else { return };
    update();
    spawn_local(async move {
        let answer = client.request(Method::PUT, PATH, Some(&body), None).await;
        // Where another account's began meanwhile, the answer is nobody's.
        let more = with(|desk| {
            if desk.owner != owner || !desk.keeping.is_sending() {
                return None;
            }
            desk.keeping.answered(answer);
            let last = match desk.last.take() {
                Some(Last::Waits(done)) => {
                    desk.last = Some(Last::Done);
                    Some(done)
                }
                other => {
                    desk.last = other;
                    None
                }
            };
            let pause = if desk.keeping.trouble().is_some() { RETRY_MS } else { 0 };
            Some((last, (desk.keeping.has_more() && desk.timer.is_none()).then_some(pause)))
        });
        update();
        let Some((last, pause)) = more.flatten() else { return };
        if let Some(pause) = pause {
            after(pause);
        }
        if let Some(done) = last {
            done.emit(());
        }
    });
}

/// Keeps in this tab what the service does not have, asks before the window is closed over it, and tells the form.
fn update() {
    let told = with(|desk| {
        let unsaved = desk.keeping.unsaved();
        keep_as(UNSAVED, unsaved.as_ref().and_then(|unsaved| serde_json::to_string(unsaved).ok()).as_deref());
        match (unsaved.is_some(), &desk.warning) {
            (true, None) => {
                let options = EventListenerOptions::enable_prevent_default();
                desk.warning = Some(EventListener::new_with_options(&window(), "beforeunload", options, web_sys::Event::prevent_default));
            }
            (false, Some(_)) => desk.warning = None,
            _ => {}
        }
        desk.told.clone()
    });
    if let Some(told) = told.flatten() {
        told.emit(());
    }
}
