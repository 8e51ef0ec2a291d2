//! A notice: what went well, what waits, what went wrong; and what stands where there is nothing.

use yew::prelude::*;

use crate::components::Tone;

/// A notice under its title. One that says what went wrong interrupts those who listen; the others wait.
pub fn notice(tone: Tone, title: &str, body: Html) -> Html {
    let (class, role) = match tone {
        Tone::Good => ("notice good", "status"),
        Tone::Waiting | Tone::Plain => ("notice", "status"),
        Tone::Ended => ("notice problem", "alert"),
    };
    html! {
        <section {class} {role}>
            <h2>{ title.to_owned() }</h2>
            { body }
        </section>
    }
}

/// What would be here, and how to get it.
pub fn empty(words: &str) -> Html {
    html! { <p class="empty" role="status">{ words.to_owned() }</p> }
}

/// Said in the dialog before what cannot be taken back.
pub fn cannot_be_undone() -> Html {
    html! { <p><strong>{ "This cannot be undone." }</strong></p> }
}

/// Said beside what is recorded with one press.
pub fn at_once() -> Html {
    html! { <p class="hint">{ "It is recorded at once, and the person is told. A mistake is taken back by a correction in the person's file." }</p> }
}
