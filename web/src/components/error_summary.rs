//! The errors of a form summed up at its top, each a link to its field. Takes the focus when it appears.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::components::Words;
use crate::form::Errors;

/// The errors.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ErrorSummaryProps {
    /// The errors, by member; a field's id is its member.
    pub errors: Errors,
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
                    let member = error.member.clone();
                    let onclick = Callback::from(move |event: MouseEvent| to_field(&event, &member));
                    html! { <li key={error.member.clone()}><a href={format!("#{}", error.member)} {onclick}><strong>{ label_of(&error.member) }</strong>{ " " }<Words text={error.detail.clone()} /></a></li> }
                }) }
            </ul>
        </section>
    }
}

fn to_field(event: &MouseEvent, member: &str) {
    // The hash would become part of the route's address.
    event.prevent_default();
    if let Some(field) = document().get_element_by_id(member).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A field that cannot take the focus is still named in the summary.
        let _ = field.focus();
    }
}

/// The words of the member's field. They stand on the page already: errors come after a form is shown.
fn label_of(member: &str) -> String {
    let label = document().query_selector(&format!("label[for='{member}']")).ok().flatten();
    label.and_then(|label| label.text_content()).unwrap_or_else(|| member.to_owned())
}
