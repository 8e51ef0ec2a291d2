//! A button that copies a text, for what is too long to type.

use gloo::utils::window;
use wasm_bindgen_futures::JsFuture;
use yew::platform::spawn_local;
use yew::prelude::*;

const BY_HAND: &str = "The browser did not copy it: mark it and copy it by hand.";

/// The button; `said` takes what became of it.
pub fn copy_button(words: &'static str, text: AttrValue, said: Callback<&'static str>) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| {
        let clipboard = window().navigator().clipboard();
        // Without https there is none.
        if clipboard.is_undefined() {
            said.emit(BY_HAND);
            return;
        }
        let (said, copying) = (said.clone(), clipboard.write_text(&text));
        spawn_local(async move { said.emit(if JsFuture::from(copying).await.is_ok() { "Copied." } else { BY_HAND }) });
    });
    html! { <button type="button" class="secondary" {onclick}>{ words }</button> }
}
