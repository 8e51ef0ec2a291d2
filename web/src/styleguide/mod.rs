//! Every component in every state, for those who write pages and those who look at them. Only on a demonstration.

mod forms;
mod motifs;
mod states;

use yew::prelude::*;

use crate::components::Page;
use crate::programme::{NotFound, use_programme};

/// Shows the page, where the data are for demonstration.
#[component]
pub fn Styleguide() -> Html {
    use_programme().show(6, |programme| {
        if !programme.demonstration {
            return html! { <NotFound /> };
        }
        html! {
            <Page title="Styleguide" lead="Every component in every state, with data that are nobody's.">
                { motifs::colours() }
                { motifs::motifs(programme.today) }
                { motifs::texts(programme.today) }
                { states::statuses() }
                { states::notices() }
                { states::remote() }
                <forms::Forms />
                { states::lists(programme.today) }
            </Page>
        }
    })
}

/// A part of the page under its heading.
fn part(id: &'static str, title: &'static str, body: Html) -> Html {
    html! { <section aria-labelledby={id}><h2 {id}>{ title }</h2>{ body }</section> }
}
