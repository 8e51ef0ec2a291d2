//! Why a status is what it is: the reasons of the rules.

use shared::standings::Standing;
use yew::prelude::*;

use crate::components::ReasonList;

/// Shows them.
pub fn why_so(standing: &Standing) -> Html {
    html! {
        <section aria-labelledby="why-so">
            <h2 id="why-so">{ "Why it is so" }</h2>
            <ReasonList reasons={standing.reasons.clone()} />
        </section>
    }
}
