//! Work that takes more than a second.

use yew::prelude::*;

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
    let (value, max, figures) = match done {
        Done::Of(value, max) => (Some(value.to_string()), Some(max.to_string()), format!("{value} of {max}")),
        Done::Unknown => (None, None, String::new()),
    };
    html! {
        <div class="progress" role="status">
            <p>{ words.to_owned() }{ " " }<span class="figures">{ figures }</span></p>
            <progress aria-label={words.to_owned()} {value} {max} />
        </div>
    }
}
