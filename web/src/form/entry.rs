//! One entry of a form: its text and how it changes. Each has its own state, so that a password manager which fills
//! two at once loses neither.

use yew::prelude::*;

/// A text that is being entered.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What was entered so far.
    pub value: AttrValue,
    /// Takes what is entered.
    pub on_input: Callback<String>,
}

impl Entry {
    /// Without spaces at either end.
    pub fn trimmed(&self) -> &str {
        self.value.trim()
    }

    /// Puts another text in its place.
    pub fn set(&self, text: impl Into<String>) {
        self.on_input.emit(text.into());
    }
}

/// An entry that begins with `initial`.
#[hook]
pub fn use_entry(initial: &str) -> Entry {
    let state = use_state_eq(|| AttrValue::from(initial.to_owned()));
    let setter = state.setter();
    let on_input = use_callback((), move |text: String, ()| setter.set(text.into()));
    Entry { value: (*state).clone(), on_input }
}

/// An entry that takes over what the address says whenever that changes: after going back, or by another link.
#[hook]
pub fn use_following_entry(said: &str) -> Entry {
    let entry = use_entry(said);
    use_effect_with(said.to_owned(), {
        let on_input = entry.on_input.clone();
        move |said| on_input.emit(said.clone())
    });
    entry
}

/// A box that is ticked or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// Whether it is ticked.
    pub ticked: bool,
    /// Takes whether it is.
    pub on_change: Callback<bool>,
}

/// A box that begins empty.
#[hook]
pub fn use_flag() -> Flag {
    use_flag_of(false)
}

/// A box that begins as it was kept.
#[hook]
pub fn use_flag_of(ticked: bool) -> Flag {
    let state = use_state_eq(|| ticked);
    let setter = state.setter();
    let on_change = use_callback((), move |ticked, ()| setter.set(ticked));
    Flag { ticked: *state, on_change }
}
