//! Who set which fees, and why.

use shared::fees::{FeeChange, FeeChangePage};
use shared::text::dollars;
use yew::prelude::*;

use super::FEES;
use crate::components::{DateText, Instant, Pager, empty};
use crate::remote::RemoteHandle;

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct HistoryProps {
    /// The changes, those that were set last first.
    pub changes: RemoteHandle<FeeChangePage>,
    /// The page that is shown; empty for the first.
    pub after: AttrValue,
    /// Goes to another page.
    pub go: Callback<String>,
}

/// Shows the list.
#[component]
pub(super) fn History(props: &HistoryProps) -> Html {
    html! {
        <section aria-labelledby="fee-changes">
            <h2 id="fee-changes">{ "Who set them" }</h2>
            { props.changes.show(3, |page| html! {
                <>
                    if page.items.is_empty() {
                        { empty("Nobody has set other fees than those of the beginning.") }
                    } else {
                        <p>{ "Those that were set last come first. What is set later for the same day takes the place of what was set for it before." }</p>
                        <ol class="acts">{ for page.items.iter().map(entry) }</ol>
                    }
                    <Pager after={props.after.clone()} next={page.next.clone().map(AttrValue::from)} go={props.go.clone()} />
                </>
            }) }
        </section>
    }
}

fn entry(change: &FeeChange) -> Html {
    let mut fees = change.fees;
    html! {
        <li key={change.id.to_string()}>
            <h3>{ "From " }<DateText date={change.effective_from} />{ " on" }</h3>
            <p class="by">
                { "Set on " }<Instant at={change.recorded_at.to_string()} />
                { ", by " }{ change.by.as_deref().unwrap_or("the programme itself") }
            </p>
            if let Some(reason) = &change.reason {
                <blockquote class="reason"><p>{ reason }</p></blockquote>
            }
            <ul class="act-facts">
                { for FEES.map(|fee| html! { <li>{ format!("{}: {}", fee.words, dollars(*(fee.of)(&mut fees))) }</li> }) }
            </ul>
        </li>
    }
}
