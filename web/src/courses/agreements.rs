//! The recognition agreements, beside the courses (Q12, Q14).

use shared::agreements::AgreementPage;
use yew::prelude::*;

use crate::components::{DateText, Why};
use crate::remote::use_get;

/// Shows those in force. A failure is said; that there is none, too.
#[component]
pub(super) fn Agreements() -> Html {
    let agreements = use_get::<AgreementPage>("/agreements?limit=200".to_owned());
    html! {
        <section aria-labelledby="agreements">
            <div class="with-why"><h2 id="agreements">{ "Recognised programmes" }</h2><Why question={12} /></div>
            { agreements.show(2, |page| html! {
                if page.items.is_empty() {
                    <p>{ "No college has a recognition agreement in force today. Graduates of one that has need no further course or portfolio." }</p>
                } else {
                    <p>{ "Graduates of these colleges apply and enrol, and need no further course or portfolio." }</p>
                    <ul class="entries">{ for page.items.iter().map(|agreement| html! {
                        <li key={agreement.id.to_string()}>
                            <strong>{ &agreement.college }</strong>
                            <span>{ "since " }<DateText date={agreement.from} />
                                if let Some(until) = agreement.until { { ", until " }<DateText date={until} /> }
                            </span>
                        </li>
                    }) }</ul>
                }
            }) }
        </section>
    }
}
