//! The foot of every page: whom to ask, and a word where the data are for demonstration only.

use yew::prelude::*;

use crate::components::{DateText, NavLink};
use crate::programme::use_programme;
use crate::route::Route;

/// What is for everybody and not in the top bar.
const LINKS: [(Route, &str); 5] = [
    (Route::CompetencySets, "Competency sets"),
    (Route::Faq, "Questions and answers"),
    (Route::Contact, "Contact"),
    (Route::Privacy, "Privacy"),
    (Route::Terms, "Terms of use"),
];

/// Shows the foot.
#[component]
pub fn Foot() -> Html {
    let programme = use_programme();
    html! {
        <footer class="foot">
            <div class="foot-inner">
                if let Some(programme) = programme.ready() {
                    <p>{ "Questions: " }<a href={format!("mailto:{}", programme.contact_email)}>{ &programme.contact_email }</a></p>
                    <p>{ "Today in the programme: " }<DateText date={programme.today} />
                        if programme.demonstration {
                            { ". These data are for demonstration; " }<a href="/demo/mail">{ "see what would be mailed" }</a>{ "." }
                        }
                    </p>
                }
                <ul class="foot-links">
                    { for LINKS.into_iter().map(|(to, words)| html! { <li><NavLink {to}>{ words }</NavLink></li> }) }
                </ul>
                <p><a href="/docs/partners">{ "API for partners" }</a></p>
            </div>
        </footer>
    }
}
