//! The ten sets of a person: the shelf, and what is still missing.

use shared::standings::Status;
use yew::prelude::*;

use super::StandingProps;
use crate::components::{Shelf, Why};

/// Shows them.
#[component]
pub fn Sets(props: &StandingProps) -> Html {
    let standing = &props.standing;
    let counted = |count: u32, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let missing = if standing.certified_on.is_some() {
        "The requirement is complete.".to_owned()
    } else if standing.status == Status::NotApplied {
        "Three are required; of the other seven you choose three.".to_owned()
    } else {
        format!("{} and {} are still missing.", counted(standing.required_left, "required set"), counted(standing.electives_left, "elective"))
    };
    html! {
        <section aria-labelledby="sets">
            <div class="with-why"><h2 id="sets">{ "The ten sets" }</h2><Why question={9} /></div>
            <p>{ missing }</p>
            <Shelf sets={Some(standing.sets.clone())} />
            <ul class="legend" aria-hidden="true">
                <li class="achieved">{ "Achieved" }</li><li class="pending">{ "Pending" }</li><li class="open">{ "Open" }</li>
                <li class="required">{ "Required: with a band" }</li>
            </ul>
        </section>
    }
}
