//! What to do where another window or somebody else saved this order meanwhile.

use shared::ids::OrderId;
use shared::orders::Order;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::Failure;
use crate::components::{ProblemNotice, Tone, notice};
use crate::session::use_client;

const CONFLICT: u16 = 409;

/// Whether somebody else saved it since this page has seen it.
pub(super) fn is_elsewhere(why: &Failure) -> bool {
    why.status() == Some(CONFLICT) && why.code().is_some_and(|code| code.ends_with("_changed"))
}

/// Why it was not saved.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ElsewhereProps {
    /// Which order.
    pub id: OrderId,
    /// What the service said.
    pub why: Failure,
    /// What stands here is meant: takes the order as it is now, to save on top of it. Without it there is nothing here to keep.
    #[prop_or_default]
    pub keep: Option<Callback<Order>>,
    /// What was saved there is wanted.
    pub take: Callback<()>,
}

/// Shows the choice.
#[component]
pub(super) fn Elsewhere(props: &ElsewhereProps) -> Html {
    let client = use_client();
    let failure = use_state_eq(|| None::<Failure>);
    let take = props.take.reform(|_: MouseEvent| ());
    let keep = props.keep.clone().map(|keep| {
        let (client, failure, id) = (client.clone(), failure.setter(), props.id);
        Callback::from(move |_: MouseEvent| {
            let (client, failure, keep) = (client.clone(), failure.clone(), keep.clone());
            spawn_local(async move {
                match client.get(&format!("/orders/{id}")).await {
                    Ok(order) => keep.emit(order),
                    Err(why) => failure.set(Some(why)),
                }
            });
        })
    });
    let body = html! {
        <>
            { for props.why.reasons().iter().map(|reason| html! { <p>{ reason.sentence.clone() }</p> }) }
            <p class="actions">
                if let Some(keep) = keep {
                    <button type="button" onclick={keep}>{ "Keep what stands here" }</button>
                }
                <button type="button" class="secondary" onclick={take}>{ "Show what was saved there" }</button>
            </p>
        </>
    };
    html! {
        <>
            { notice(Tone::Ended, "This order was changed elsewhere", body) }
            if let Some(failure) = (*failure).clone() {
                <ProblemNotice {failure} />
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use shared::problem::Problem;

    use super::*;

    #[test]
    fn only_another_version_is_a_choice() {
        for (status, code, expected) in [(409, "order_changed", true), (409, "order_issued", false), (422, "order_changed", false)] {
            let (kind, title, detail) = (String::new(), String::new(), String::new());
            let problem = Problem { kind, title, status, detail, code: code.to_owned(), errors: vec![], reasons: vec![] };
            assert_eq!(is_elsewhere(&Failure::Problem(Box::new(problem))), expected, "{code}");
        }
        assert!(!is_elsewhere(&Failure::Unreached));
    }
}
