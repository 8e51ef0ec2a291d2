//! A form's frame: its errors summed up, what the service refused, its fields, its button.

use yew::prelude::*;

use crate::client::Failure;
use crate::components::{ErrorSummary, ProblemNotice};
use crate::form::Errors;

/// A form.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FormProps {
    /// What is wrong with its fields.
    #[prop_or_default]
    pub errors: Errors,
    /// Why the last attempt came to nothing.
    #[prop_or_default]
    pub failure: Option<Failure>,
    /// Whether an answer is awaited.
    #[prop_or_default]
    pub busy: bool,
    /// The words on its button.
    pub submit: AttrValue,
    /// Called when it is sent.
    pub on_submit: Callback<()>,
    /// Its fields.
    #[prop_or_default]
    pub children: Html,
}

/// Shows a form. The browser's own messages stay out: ours are the same on both sides.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let onsubmit = props.on_submit.reform(|event: SubmitEvent| event.prevent_default());
    let refused = props.failure.clone().filter(|failure| failure.errors().is_empty() || props.errors.is_empty());
    html! {
        <form class="form" novalidate={true} {onsubmit}>
            <ErrorSummary errors={props.errors.clone()} />
            if let Some(failure) = refused {
                <ProblemNotice {failure} />
            }
            { props.children.clone() }
            <button type="submit" aria-busy={props.busy.then_some("true")}>{ &props.submit }</button>
        </form>
    }
}
