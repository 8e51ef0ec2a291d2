//! A completion as a catalog card: which course, which set, what has become of it, whether it gives credit and why.

use shared::completions::{Completion, CompletionState, Credit};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{CatalogCard, ReasonList, StatusBadge, Tone, set_code};
use crate::route::Route;

/// The words of a state.
pub const fn state_title(state: CompletionState) -> &'static str {
    match state {
        CompletionState::Reported => "Awaits verification",
        CompletionState::Verified => "Verified",
        CompletionState::Refused => "Refused",
    }
}

const fn tone(state: CompletionState) -> Tone {
    match state {
        CompletionState::Reported => Tone::Waiting,
        CompletionState::Verified => Tone::Good,
        CompletionState::Refused => Tone::Ended,
    }
}

/// A completion.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CompletionCardProps {
    /// The completion.
    pub completion: Completion,
}

/// Shows it.
#[component]
pub fn CompletionCard(props: &CompletionCardProps) -> Html {
    let completion = &props.completion;
    let title = html! { <Link<Route> to={Route::Course { id: completion.course_id }}>{ &completion.course_title }</Link<Route>> };
    let facts = format!("{}, completed on {}", completion.provider, completion.completed_on.long());
    let decided = completion.decided_on.map(|day| format!(" on {}", day.long())).unwrap_or_default();
    html! {
        <CatalogCard code={vec![AttrValue::from(set_code(completion.set)), completion.completed_on.year().to_string().into()]} {title} {facts}>
            <p>{ "For " }<strong>{ completion.set.title() }</strong></p>
            <p><StatusBadge words={state_title(completion.state)} tone={tone(completion.state)} />{ decided }</p>
            if let Some(reason) = &completion.decision_reason {
                <blockquote class="reason"><p>{ reason }</p><footer>{ "The reason that staff gave" }</footer></blockquote>
            }
            { credit(completion) }
        </CatalogCard>
    }
}

/// Shows whether it gives credit, and why.
fn credit(completion: &Completion) -> Html {
    let words = match (completion.credit, completion.state) {
        // It would count, were it not for another that has: credit is not promised and denied at once.
        (Credit::Counts, CompletionState::Reported | CompletionState::Verified) if completion.changes_nothing() => "Changes nothing",
        (Credit::Counts, CompletionState::Reported) => "Gives credit once it is verified",
        (Credit::Counts, CompletionState::Verified) => "Gives credit",
        (_, CompletionState::Refused) => return Html::default(),
        (Credit::NotApproved | Credit::BeforeLookBack | Credit::AfterApprovalEnded | Credit::AfterWithdrawal, _) => "Gives no credit",
    };
    html! {
        <>
            <p><strong>{ words }</strong></p>
            <ReasonList reasons={completion.reasons.clone()} />
        </>
    }
}
