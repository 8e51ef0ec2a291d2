//! A form's frame: its errors summed up, what the service refused, its fields with their ids, its button.

use yew::prelude::*;

use crate::client::Failure;
use crate::components::{ErrorSummary, ProblemNotice};
use crate::form::Errors;

/// What stands before the members in the ids of a form's fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope(AttrValue);

impl Scope {
    /// The id of a member's field.
    pub(super) fn id(&self, member: &str) -> AttrValue {
        if self.0.is_empty() { member.to_owned().into() } else { format!("{}.{member}", self.0).into() }
    }
}

/// The id of the field of this member, in the form around it.
#[hook]
pub fn use_field_id(member: &str) -> AttrValue {
    use_context::<Scope>().unwrap_or_default().id(member)
}

/// A form.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FormProps {
    /// Tells it from the others of its page: two of them may ask for the same member.
    #[prop_or_default]
    pub scope: AttrValue,
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
        <ContextProvider<Scope> context={Scope(props.scope.clone())}>
            <form class="form" novalidate={true} {onsubmit}>
                <ErrorSummary errors={props.errors.clone()} scope={Scope(props.scope.clone())} />
                if let Some(failure) = refused {
                    <ProblemNotice {failure} />
                }
                { props.children.clone() }
                <button type="submit" aria-busy={props.busy.then_some("true")}>{ &props.submit }</button>
            </form>
        </ContextProvider<Scope>>
    }
}
