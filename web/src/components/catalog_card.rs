//! The catalog card: a call-number-like code at the left, a title, one line of facts; the hole at the foot in print.

use yew::prelude::*;

/// A card.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CatalogCardProps {
    /// The code at the left, in a few short lines, for example `TECH` and `IL`.
    pub code: Vec<AttrValue>,
    /// The title, usually a link.
    pub title: Html,
    /// One line of facts.
    pub facts: AttrValue,
    /// What else stands on it.
    #[prop_or_default]
    pub children: Html,
}

/// Shows a card.
#[component]
pub fn CatalogCard(props: &CatalogCardProps) -> Html {
    html! {
        <article class="card">
            <p class="card-code" aria-hidden="true">{ for props.code.iter().map(|line| html! { <span>{ line }</span> }) }</p>
            <div class="card-body">
                <h3>{ props.title.clone() }</h3>
                <p class="card-facts">{ &props.facts }</p>
                { props.children.clone() }
            </div>
        </article>
    }
}
