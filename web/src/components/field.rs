//! A labelled field with its hint and its error. Its name is the member of the request that it fills, so that the
//! service's errors find it; its id says of which form besides.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::{Words, use_field_id, use_kept};
use crate::form::Entry;

/// What is entered in a [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A line of text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A password.
    Password,
    /// A date.
    Date,
    /// A whole number.
    Number,
    /// An amount in dollars, or another number with a point.
    Decimal,
    /// What to search for.
    Search,
}

impl Kind {
    const fn input_type(self) -> &'static str {
        match self {
            // Spinning wheels and lost leading characters make `number` worse than text with the right keyboard.
            Self::Text | Self::Number | Self::Decimal => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Date => "date",
            Self::Search => "search",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("numeric"),
            Self::Decimal => Some("decimal"),
            Self::Text | Self::Email | Self::Password | Self::Date | Self::Search => None,
        }
    }
}

/// A field.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FieldProps {
    /// The member of the request that it fills; its name, and with the form's scope its id.
    pub member: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// What is entered.
    pub entry: Entry,
    /// What kind of thing that is.
    #[prop_or_default]
    pub kind: Kind,
    /// A sentence that helps.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What the browser may fill in, for example `email`.
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
}

/// Shows a field of one line.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let FieldProps { member, label, entry, kind, hint, error, autocomplete } = props;
    let id = use_field_id(member);
    use_kept(&id, entry.on_input.clone());
    let oninput = entry.on_input.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            { notes(&id, hint.as_ref(), error.as_ref()) }
            <input id={id.clone()} name={member} type={kind.input_type()} inputmode={kind.input_mode()} value={&entry.value} {oninput}
                autocomplete={autocomplete.clone()} aria-invalid={error.as_ref().map(|_| "true")} aria-describedby={described_by(&id, hint.as_ref(), error.as_ref())} />
        </div>
    }
}

/// Shows a field of several lines.
#[component]
pub fn TextArea(props: &FieldProps) -> Html {
    let FieldProps { member, label, entry, hint, error, .. } = props;
    let id = use_field_id(member);
    use_kept(&id, entry.on_input.clone());
    let oninput = entry.on_input.reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            { notes(&id, hint.as_ref(), error.as_ref()) }
            <textarea id={id.clone()} name={member} rows="4" value={&entry.value} {oninput}
                aria-invalid={error.as_ref().map(|_| "true")} aria-describedby={described_by(&id, hint.as_ref(), error.as_ref())} />
        </div>
    }
}

/// One of the choices of a [`Select`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name on the wire.
    pub value: AttrValue,
    /// Its words.
    pub words: AttrValue,
}

impl Choice {
    /// A choice of this name with these words.
    pub fn new(value: impl Into<AttrValue>, words: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), words: words.into() }
    }
}

/// A field with choices.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SelectProps {
    /// The member of the request that it fills; its name, and with the form's scope its id.
    pub member: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// What is chosen, by its name on the wire.
    pub entry: Entry,
    /// The choices.
    pub choices: Vec<Choice>,
    /// The words of the empty choice; without them there is none.
    #[prop_or_default]
    pub empty: Option<AttrValue>,
    /// A sentence that helps.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// Shows a field with choices.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let SelectProps { member, label, entry, choices, empty, hint, error } = props;
    let id = use_field_id(member);
    use_kept(&id, entry.on_input.clone());
    let onchange = entry.on_input.reform(|event: Event| {
        event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).map(|select| select.value()).unwrap_or_default()
    });
    let empty = empty.iter().map(|words| Choice::new("", words.clone()));
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            { notes(&id, hint.as_ref(), error.as_ref()) }
            <select id={id.clone()} name={member} {onchange} aria-invalid={error.as_ref().map(|_| "true")} aria-describedby={described_by(&id, hint.as_ref(), error.as_ref())}>
                { for empty.chain(choices.iter().cloned()).map(|choice| html! {
                    <option key={choice.value.to_string()} value={&choice.value} selected={choice.value == entry.value}>{ choice.words }</option>
                }) }
            </select>
        </div>
    }
}

fn notes(id: &AttrValue, hint: Option<&AttrValue>, error: Option<&AttrValue>) -> Html {
    html! {
        <>
            if let Some(hint) = hint {
                <p class="hint" id={format!("{id}-hint")}>{ hint }</p>
            }
            if let Some(error) = error {
                <p class="error" id={format!("{id}-error")}><Words text={error} /></p>
            }
        </>
    }
}

fn described_by(id: &AttrValue, hint: Option<&AttrValue>, error: Option<&AttrValue>) -> Option<AttrValue> {
    let ids = [hint.map(|_| format!("{id}-hint")), error.map(|_| format!("{id}-error"))];
    let ids: Vec<_> = ids.into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" ").into())
}
