//! What stands in the forms of a page when the session ends by itself: kept in this tab until the same account signs
//! in again and is back on the page. Passwords and files are not kept, and nothing after signing out.

use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Storage};

/// Whose entries they are.
const OWNER: &str = "kept_form_of";
/// Before the path and the id of an entry.
const ENTRY: &str = "kept_form ";
const FIELDS: &str = "main form :is(input:not([type=password], [type=file]), textarea, select)[id]";

/// Keeps what stands in the forms now.
pub(super) fn keep() {
    let (Some(storage), Ok(fields)) = (storage(), document().query_selector_all(FIELDS)) else { return };
    for field in (0..fields.length()).filter_map(|place| fields.get(place)) {
        let entry = if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            let text = if input.type_() == "checkbox" { input.checked().to_string() } else { input.value() };
            (input.id(), text)
        } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
            (area.id(), area.value())
        } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            (select.id(), select.value())
        } else {
            continue;
        };
        if !entry.1.is_empty() {
            // Without room in the storage the entry is lost, as it was before anything was kept.
            let _ = storage.set_item(&name_of(&entry.0), &entry.1);
        }
    }
}

/// What was kept of this field, once.
pub fn take_kept(id: &str) -> Option<String> {
    let (storage, name) = (storage()?, name_of(id));
    let text = storage.get_item(&name).ok()??;
    // What cannot be taken away would only be put there again.
    let _ = storage.remove_item(&name);
    Some(text)
}

/// What was kept under this name, for as long as it is not taken away.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(&format!("{ENTRY}{name}")).ok()?
}

/// Keeps this text under this name, or takes away what was kept.
pub fn keep_as(name: &str, text: Option<&str>) {
    let Some(storage) = storage() else { return };
    let name = format!("{ENTRY}{name}");
    // Without room in the storage it is not kept here, and the page goes on without.
    let _ = match text {
        Some(text) => storage.set_item(&name, text),
        None => storage.remove_item(&name),
    };
}

/// Forgets what another account left.
pub(super) fn belongs_to(account: &str) {
    let Some(storage) = storage() else { return };
    if storage.get_item(OWNER).ok().flatten().as_deref() != Some(account) {
        forget();
        let _ = storage.set_item(OWNER, account);
    }
}

/// Forgets everything, and whose it was.
pub(super) fn forget() {
    let Some(storage) = storage() else { return };
    // It fails only where there is no storage, and then nothing was kept.
    let _ = storage.remove_item(OWNER);
    let length = storage.length().unwrap_or_default();
    let names: Vec<_> = (0..length).filter_map(|place| storage.key(place).ok()?).filter(|name| name.starts_with(ENTRY)).collect();
    for name in names {
        // It fails only where there is no storage, and then nothing was kept.
        let _ = storage.remove_item(&name);
    }
}

fn name_of(id: &str) -> String {
    let path = window().location().pathname().unwrap_or_default();
    format!("{ENTRY}{path} {id}")
}

fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}
