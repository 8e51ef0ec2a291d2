//! Work that takes more than a second.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long work is not worth a word: what is shown and gone again in less only flashes.
const QUICK_MS: u32 = 1_000;

/// How far it is; without an end that is known, only that it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// So many of so many.
    Of(u32, u32),
    /// Nobody knows.
    Unknown,
}

/// Shows the work by its words, for example `Reading the file`.
pub fn progress(words: &str, done: Done) -> Html {
    html! { <div class="progress" role="status">{ bar(words, done) }</div> }
}

/// What to show of work without a known end: nothing while it is quick, then its words. Their place is there from the
/// beginning, so that they are read aloud when they come.
#[hook]
pub fn use_progress(busy: bool, words: &'static str) -> Html {
    let slow = use_state_eq(|| false);
    let setter = slow.setter();
    use_effect_with(busy, move |&busy| {
        setter.set(false);
        let timer = busy.then(|| Timeout::new(QUICK_MS, move || setter.set(true)));
        move || drop(timer)
    });
    html! {
        <div class="progress" role="status">
            if busy && *slow {
                { bar(words, Done::Unknown) }
            }
        </div>
    }
}

fn bar(words: &str, done: Done) -> Html {
    let (value, max, figures) = match done {
        Done::Of(value, max) => (Some(value.to_string()), Some(max.to_string()), format!("{value} of {max}")),
        Done::Unknown => (None, None, String::new()),
    };
    html! {
        <>
            <p>{ words.to_owned() }{ " " }<span class="figures">{ figures }</span></p>
            <progress aria-label={words.to_owned()} {value} {max} />
        </>
    }
}
