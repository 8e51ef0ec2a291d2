//! Privacy and terms, as the service publishes them.

use shared::documents::{DocumentBlock, DocumentName, DocumentSection, PublishedDocument};
use yew::prelude::*;

use crate::components::{DateText, Page};
use crate::remote::use_get;

/// Which document.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DocumentPageProps {
    /// Its name.
    pub name: DocumentName,
}

/// Shows the page.
#[component]
pub fn DocumentPage(props: &DocumentPageProps) -> Html {
    let document = use_get::<PublishedDocument>(format!("/documents/{}", props.name.name()));
    html! {
        <Page title={props.name.title()}>
            { document.show(12, |document| html! {
                <>
                    <p class="by">{ "Version " }{ &document.version }{ ", in force since " }<DateText date={document.effective_from} /></p>
                    { for document.sections.iter().map(section) }
                </>
            }) }
        </Page>
    }
}

fn section(section: &DocumentSection) -> Html {
    html! {
        <section key={section.heading.clone()}>
            <h2>{ &section.heading }</h2>
            { for section.blocks.iter().map(|block| match block {
                DocumentBlock::Paragraph(text) => html! { <p>{ text }</p> },
                DocumentBlock::Items(items) => html! { <ul>{ for items.iter().map(|item| html! { <li>{ item }</li> }) }</ul> },
            }) }
        </section>
    }
}
