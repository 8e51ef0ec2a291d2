//! The ten sets of a person: the shelf, and what is still missing.

use shared::standings::{Standing, Status, missing};
use yew::prelude::*;

use crate::components::{Shelf, Why};

/// Shows them.
pub fn sets(standing: &Standing) -> Html {
    let left = if standing.certified_on.is_some() {
        "The requirement is complete.".to_owned()
    } else if standing.status == Status::NotApplied {
        "Three are required; of the other seven you choose three.".to_owned()
    } else {
        missing(standing.required_left, standing.electives_left)
    };
    html! {
        <section aria-labelledby="sets">
            <div class="with-why"><h2 id="sets">{ "The ten sets" }</h2><Why question={9} /></div>
            <p>{ left }</p>
            <Shelf sets={Some(standing.sets.clone())} />
            <ul class="legend" aria-hidden="true">
                <li class="achieved">{ "Achieved" }</li><li class="pending">{ "Pending" }</li><li class="open">{ "Open" }</li>
                <li class="required">{ "Required: with a band" }</li>
            </ul>
        </section>
    }
}
