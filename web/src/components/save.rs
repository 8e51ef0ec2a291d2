//! Handing the browser a file that was fetched.

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How long the browser has to begin with the file.
const HANDED_OVER_MS: u32 = 60_000;

/// Has the browser save the file under this name.
pub fn save(file: Blob, name: &str) {
    let url = ObjectUrl::from(file);
    if let Ok(link) = gloo::utils::document().create_element("a") {
        // Neither fails on an element that was made just now.
        let _ = link.set_attribute("href", &url);
        let _ = link.set_attribute("download", name);
        if let Some(link) = link.dyn_ref::<HtmlElement>() {
            link.click();
        }
    }
    // The address must outlive the click by what the browser takes to read it.
    Timeout::new(HANDED_OVER_MS, move || drop(url)).forget();
}
