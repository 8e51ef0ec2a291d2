//! The shape of something that is loading: grey lines where its text will be.

use yew::prelude::*;

/// How much is loading.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct ShapeProps {
    /// How many lines.
    #[prop_or(4)]
    pub lines: usize,
}

/// Shows that something is loading.
#[component]
pub fn Shape(props: &ShapeProps) -> Html {
    html! {
        <div class="shape" role="status">
            <span class="visually-hidden">{ "Loading" }</span>
            { for (0..props.lines).map(|line| html! { <span key={line} class="shape-line" aria-hidden="true"></span> }) }
        </div>
    }
}
