//! The frame of every page: its heading, which takes the focus when the route changes, and the document's title.

use yew::prelude::*;

/// The programme's name, after the page's in the document's title.
const PROGRAMME: &str = "Library Support Staff Certification";

/// A page.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PageProps {
    /// The heading and the document's title.
    pub title: AttrValue,
    /// One sentence below the heading.
    #[prop_or_default]
    pub lead: Option<AttrValue>,
    /// The rest.
    #[prop_or_default]
    pub children: Html,
}

/// Shows a page.
#[component]
pub fn Page(props: &PageProps) -> Html {
    use_effect_with(props.title.clone(), |title| {
        let full = if title == PROGRAMME { PROGRAMME.to_owned() } else { format!("{title} · {PROGRAMME}") };
        gloo::utils::document().set_title(&full);
    });
    html! {
        <article class="page">
            <header class="page-head">
                <h1 tabindex="-1">{ &props.title }</h1>
                if let Some(lead) = &props.lead {
                    <p class="lead">{ lead }</p>
                }
            </header>
            { props.children.clone() }
        </article>
    }
}
