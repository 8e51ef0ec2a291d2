//! The foot of every page: whom to ask, and a word where the data are for demonstration only.

use yew::prelude::*;

use crate::components::DateText;
use crate::programme::use_programme;

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
                <p><a href="/docs/">{ "API for partners" }</a></p>
            </div>
        </footer>
    }
}
