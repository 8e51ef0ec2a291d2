//! Why a status is what it is: the reasons of the rules.

use yew::prelude::*;

use super::StandingProps;
use crate::components::ReasonList;

/// Shows them.
#[component]
pub fn WhySo(props: &StandingProps) -> Html {
    html! {
        <section aria-labelledby="why-so">
            <h2 id="why-so">{ "Why it is so" }</h2>
            <ReasonList reasons={props.standing.reasons.clone()} />
        </section>
    }
}
