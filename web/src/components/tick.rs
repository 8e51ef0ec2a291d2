//! A box to tick, with its label and its error.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{Words, use_field_id, use_kept};
use crate::form::Flag;

/// A box.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TickProps {
    /// The member of the request that it fills; its name, and with the form's scope its id.
    pub member: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// Whether it is ticked.
    pub flag: Flag,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// Shows the box.
#[component]
pub fn Tick(props: &TickProps) -> Html {
    let TickProps { member, label, flag, error } = props;
    let id = use_field_id(member);
    use_kept(&id, flag.on_change.reform(|text: String| text == "true"));
    let onchange = flag.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    let error_id = format!("{id}-error");
    html! {
        <div class="field tick">
            if let Some(error) = error {
                <p class="error" id={error_id.clone()}><Words text={error} /></p>
            }
            <label for={id.clone()}>
                <input id={id.clone()} name={member} type="checkbox" checked={flag.ticked} {onchange}
                    aria-invalid={error.as_ref().map(|_| "true")} aria-describedby={error.as_ref().map(|_| error_id.clone())} />
                { label }
            </label>
        </div>
    }
}
