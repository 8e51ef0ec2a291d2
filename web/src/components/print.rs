//! A button that prints the page; what belongs on paper is said by the styles for print.

use gloo::utils::window;
use yew::prelude::*;

/// Shows it.
pub fn print_button(words: &'static str) -> Html {
    let onclick = Callback::from(|_: MouseEvent| {
        // A browser that cannot print says so itself.
        let _ = window().print();
    });
    html! { <button type="button" class="secondary no-print" {onclick}>{ words }</button> }
}
