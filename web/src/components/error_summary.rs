//! The errors of a form summed up at its top, each a link to its field. Takes the focus when it appears.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::form::Scope;
use crate::components::Words;
use crate::form::Errors;

/// The errors.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ErrorSummaryProps {
    /// The errors, by member.
    pub errors: Errors,
    /// The form's scope, with which a field's id begins.
    #[prop_or_default]
    pub scope: Scope,
}

/// Shows the errors.
#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let summary = use_node_ref();
    use_effect_with(props.errors.clone(), {
        let summary = summary.clone();
        move |errors| {
            if let Some(element) = summary.cast::<HtmlElement>().filter(|_| !errors.is_empty()) {
                // Where it cannot take the focus, the alert is read all the same.
                let _ = element.focus();
            }
        }
    });
    if props.errors.is_empty() {
        return Html::default();
    }
    html! {
        <section class="notice problem" role="alert" tabindex="-1" ref={summary}>
            <h2>{ "Please check what you entered" }</h2>
            <ul>
                { for props.errors.iter().map(|error| {
                    let id = props.scope.id(&error.member);
                    let (href, label) = (format!("#{id}"), label_of(&id, &error.member));
                    let onclick = Callback::from(move |event: MouseEvent| to_field(&event, &id));
                    html! { <li key={error.member.clone()}><a {href} {onclick}><strong>{ label }</strong>{ " " }<Words text={error.detail.clone()} /></a></li> }
                }) }
            </ul>
        </section>
    }
}

fn to_field(event: &MouseEvent, id: &str) {
    // The hash would become part of the route's address.
    event.prevent_default();
    if let Some(field) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A field that cannot take the focus is still named in the summary.
        let _ = field.focus();
    }
}

/// The words of the member's field, with those of the group that it is one of several of. They stand on the page already:
/// errors come after a form is shown.
fn label_of(id: &str, member: &str) -> String {
    let document = document();
    let label = document.query_selector(&format!("label[for='{id}']")).ok().flatten();
    let words = label.and_then(|label| label.text_content()).unwrap_or_else(|| member.to_owned());
    let field = document.get_element_by_id(id).filter(|_| member.contains('['));
    let group = field.and_then(|field| field.closest("fieldset").ok().flatten()).and_then(|group| group.query_selector("legend").ok().flatten());
    match group.and_then(|legend| legend.text_content()) {
        Some(group) => format!("{group}, {}", words.to_lowercase()),
        None => words,
    }
}
