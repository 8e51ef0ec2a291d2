//! Word to the other tabs that somebody signed in or out here. It carries nothing: each tab asks the cookie again.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::BroadcastChannel;
use yew::Callback;

/// The channel's name, the same in all tabs of this origin.
const CHANNEL: &str = "session";

/// The way to the other tabs and from them. A tab does not hear itself, because it has only this one end.
#[derive(Debug)]
pub(super) struct OtherTabs {
    /// Null in a browser without such channels: its other tabs find out at their next request.
    channel: Option<BroadcastChannel>,
    on_message: RefCell<Option<Closure<dyn FnMut()>>>,
}

impl OtherTabs {
    /// Opens the way.
    pub(super) fn new() -> Self {
        Self { channel: BroadcastChannel::new(CHANNEL).ok(), on_message: RefCell::default() }
    }

    /// Tells the other tabs.
    pub(super) fn tell(&self) {
        if let Some(channel) = &self.channel {
            // It fails only once the channel is closed, and then there is nobody to tell.
            let _ = channel.post_message(&JsValue::NULL);
        }
    }

    /// Calls `changed` from now on whenever another tab tells.
    pub(super) fn listen(&self, changed: Callback<()>) {
        if let Some(channel) = &self.channel {
            let on_message = Closure::<dyn FnMut()>::new(move || changed.emit(()));
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            self.on_message.replace(Some(on_message));
        }
    }
}

impl Drop for OtherTabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}

impl PartialEq for OtherTabs {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
