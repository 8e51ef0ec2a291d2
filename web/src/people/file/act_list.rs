//! Everything that was done, latest first: each act with who did it, why, and the facts it recorded. A fact can be
//! corrected here; the fact itself stays, marked.

use shared::facts::Replacement;
use shared::ids::FactId;
use shared::people::{ActEntry, FactEntry, correction_refusal};
use yew::prelude::*;

use super::correct::CorrectForm;
use super::fact_words::{Described, operation_words};
use crate::components::{DateText, Instant, StatusBadge, Tone, focus_on};

/// The acts.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ActListProps {
    /// The acts, latest first.
    pub acts: Vec<ActEntry>,
    /// The fact whose form is open.
    pub correcting: Option<FactId>,
    /// Opens the form of a fact, or closes it; none where nothing can be corrected.
    pub correct: Option<Callback<Option<FactId>>>,
    /// Called once a fact is corrected.
    pub changed: Callback<()>,
}

/// Shows the acts.
#[component]
pub(super) fn ActList(props: &ActListProps) -> Html {
    let correcting = props.correcting;
    let toggle = props.correct.as_ref().map(|correct| correct.reform(move |id| (correcting != Some(id)).then_some(id)));
    let corrected = {
        let (correct, changed) = (props.correct.clone(), props.changed.clone());
        Callback::from(move |()| {
            if let Some(correct) = &correct {
                correct.emit(None);
            }
            focus_on("#history");
            changed.emit(());
        })
    };
    let entry = |fact: &FactEntry| {
        let open = correcting == Some(fact.id);
        html! { <FactItem key={fact.id.to_string()} fact={fact.clone()} {open} toggle={toggle.clone()} corrected={corrected.clone()} /> }
    };
    html! {
        <section aria-labelledby="history">
            <h2 id="history" tabindex="-1">{ "History" }</h2>
            <ol class="acts">
                { for props.acts.iter().map(|act| html! {
                    <li key={act.id.to_string()}>
                        <h3>{ operation_words(&act.operation) }</h3>
                        <p class="by">
                            <Instant at={act.recorded_at.to_string()} />
                            { ", by " }{ act.by.as_deref().unwrap_or("the programme itself") }
                        </p>
                        if let Some(reason) = &act.reason {
                            <blockquote class="reason"><p>{ reason }</p></blockquote>
                        }
                        <ul class="act-facts">{ for act.facts.iter().map(entry) }</ul>
                    </li>
                }) }
            </ol>
        </section>
    }
}

/// Whether something else may be put in the place of a fact of this kind.
fn is_correctable(fact: &FactEntry) -> bool {
    let replacement = Replacement { on: fact.on, body: Box::new(fact.body.clone()) };
    correction_refusal(&fact.body, Some(&replacement)).is_none()
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct FactItemProps {
    fact: FactEntry,
    open: bool,
    toggle: Option<Callback<FactId>>,
    corrected: Callback<()>,
}

#[component]
fn FactItem(props: &FactItemProps) -> Html {
    let FactItemProps { fact, open, toggle, corrected } = props;
    let id = fact.id;
    let toggle = toggle.clone().filter(|_| is_correctable(fact));
    html! {
        <li>
            <p class={classes!(fact.corrected.then_some("struck"))}>
                <DateText date={fact.on} />{ ": " }<Described body={fact.body.clone()} />
                if fact.corrected {
                    { " " }<StatusBadge words="Corrected" tone={Tone::Ended} />
                }
                if let Some(toggle) = toggle {
                    <button type="button" class="quiet no-print" aria-expanded={open.to_string()} onclick={toggle.reform(move |_: MouseEvent| id)}>
                        { "Correct" }<span class="visually-hidden">{ format!(" the fact of {}", fact.on.long()) }</span>
                    </button>
                }
            </p>
            if *open {
                <CorrectForm fact={fact.clone()} done={corrected.clone()} />
            }
        </li>
    }
}
