//! The planner: what somebody has done, what is left, by when and at what cost. The rules run in the browser over the
//! day and the numbers that came with the page; nothing is asked and nothing is sent after that.

mod entries;
mod form;
mod money;
mod result;
mod share;

use entries::{Change, Entries};
use shared::calendar::Date;
use shared::plans::{LinkError, Plan, outlook};
use shared::policies::Policies;
use yew::prelude::*;

use crate::components::{Page, use_hash};
use crate::programme::{use_policies, use_programme};

/// Shows the page.
#[component]
pub fn Planner() -> Html {
    let (programme, policies) = (use_programme(), use_policies());
    html! {
        <Page title="Planner" lead="What you have done, what is left, by when, and at what cost. What you enter stays in this browser.">
            { programme.show(8, |programme| policies.show(8, |policies| html! { <Planning today={programme.today} policies={policies.clone()} /> })) }
        </Page>
    }
}

/// What the plan is judged by.
#[derive(Debug, Clone, PartialEq, Properties)]
struct PlanningProps {
    today: Date,
    policies: Policies,
}

/// The entries, and where they lead.
#[component]
fn Planning(props: &PlanningProps) -> Html {
    let PlanningProps { today, policies } = props;
    let hash = use_hash();
    let linked = plan_of(&hash);
    let entries = use_reducer_eq(|| share::kept(&hash).or_else(|| linked.clone().ok()).map(|plan| Entries::of(&plan)).unwrap_or_default());
    let (plan, errors) = entries.read(*today);
    // Another link in the same window: the page stays, and the plan changes.
    let first = use_mut_ref(|| true);
    use_effect_with(hash.clone(), {
        let (entries, plan) = (entries.dispatcher(), plan.clone());
        move |hash: &String| {
            // The page begins with the first one, or with what became of it here.
            let is_another = !first.replace(false) && !hash.is_empty();
            if let Some(linked) = plan_of(hash).ok().filter(|linked| is_another && *linked != plan) {
                entries.dispatch(Change::Take(linked));
            }
        }
    });
    share::use_kept(&hash, &plan);
    let found = outlook(&plan, policies, *today);
    html! {
        <>
            if let Err(error) = &linked {
                <p class="notice problem" role="alert">{ format!("The plan was not taken over: {error}.") }</p>
            }
            { result::brief(&found) }
            <div class="planner">
                { form::show(&entries, &errors, *today) }
                <div class="planner-result">
                    { result::show(&plan, &found, policies, *today) }
                    <share::Share plan={plan.to_string()} />
                </div>
            </div>
        </>
    }
}

/// The plan behind the `#` of an address; an empty one where there is nothing.
fn plan_of(hash: &str) -> Result<Plan, LinkError> {
    if hash.is_empty() { Ok(Plan::default()) } else { hash.parse() }
}
