//! A button that copies a text, for what is too long to type.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

/// The button; `said` takes what became of it.
pub(super) fn copy_button(text: AttrValue, said: Callback<&'static str>) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| {
        said.emit(if copy(&text).is_some() { "Copied." } else { "It could not be copied: select it and copy it by hand." });
    });
    html! { <button type="button" class="secondary" {onclick}>{ "Copy the secret" }</button> }
}

/// Puts the text on the clipboard, where the browser has one.
fn copy(text: &str) -> Option<()> {
    let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined());
    let navigator = member(&gloo::utils::window(), "navigator")?;
    let clipboard = member(&navigator, "clipboard")?;
    let write: Function = member(&clipboard, "writeText")?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok().map(|_| ())
}
