//! The form that corrects a fact: strikes it, or puts it on another day. What it changes is shown before it is
//! recorded. The old fact stays on record.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::calendar::Date;
use shared::facts::Replacement;
use shared::people::{CorrectFact, CorrectionPreview, FactEntry, PreviewCorrection, REASON_CHARS_MAX, correction_refusal};
use shared::text::{Lines, check};
use yew::prelude::*;

use super::effects::effects;
use crate::components::{Choice, Field, Form, Kind, Select, TextArea, focus_on};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};

/// The fact.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct CorrectFormProps {
    /// The fact.
    pub fact: FactEntry,
    /// Called once it is corrected.
    pub done: Callback<()>,
}

/// Shows the form: first what was wrong, then what it changes and why.
#[component]
pub(super) fn CorrectForm(props: &CorrectFormProps) -> Html {
    let fact = props.fact.clone();
    let (how, on) = (use_entry("day"), use_entry(&fact.on.to_string()));
    let strikes = how.value == "strike";
    // What was looked at: another entry has to be looked at anew.
    let looked = use_state(|| None::<((AttrValue, AttrValue), CorrectionPreview)>);
    let entered = (how.value.clone(), on.value.clone());
    let seen = {
        let (looked, entered) = (looked.setter(), entered.clone());
        Callback::from(move |preview| {
            looked.set(Some((entered.clone(), preview)));
            focus_on("#effects");
        })
    };
    let sending = use_submission::<PreviewCorrection, CorrectionPreview>(Method::POST, seen);
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (on, sending, fact) = (on.clone(), sending.clone(), fact.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let replacement = replacement(&fact, strikes, &on.value);
            found.check("replacement.on", replacement.clone().map(|_| ()));
            set_errors.emit(found);
            if let Ok(replacement) = replacement {
                sending.emit(format!("/facts/{}/correct/preview", fact.id), PreviewCorrection { replacement });
            }
        })
    };
    let mut choices = vec![Choice::new("day", if fact.corrected { "It happened, on the right day" } else { "It happened on another day" })];
    if correction_refusal(&fact.body, None).is_none() {
        choices.push(Choice::new("strike", "It did not happen: strike it"));
    }
    let preview = looked.as_ref().filter(|(of, _)| *of == entered).map(|(_, preview)| preview.clone());
    html! {
        <>
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Show what it changes" {on_submit}>
                <Select member="how" label="What was wrong" {choices} entry={how} />
                if !strikes {
                    <Field member="replacement.on" label="The right day" kind={Kind::Date} entry={on.clone()} error={errors.on("replacement.on")} />
                }
            </Form>
            if let (Some(preview), Ok(replacement)) = (preview, replacement(&fact, strikes, &on.value)) {
                <div id="effects" tabindex="-1">{ effects(&preview) }</div>
                <RecordForm path={format!("/facts/{}/correct", fact.id)} {replacement} done={props.done.clone()} />
            }
        </>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct RecordFormProps {
    path: AttrValue,
    replacement: Option<Replacement>,
    done: Callback<()>,
}

/// Records what was looked at, with a reason.
#[component]
fn RecordForm(props: &RecordFormProps) -> Html {
    let reason = use_entry("");
    let sending = use_submission::<CorrectFact, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (reason, sending, props) = (reason.clone(), sending.clone(), props.clone());
        Callback::from(move |()| {
            let found: Errors = check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many).into_iter().collect();
            if found.is_empty() {
                let body = CorrectFact { replacement: props.replacement.clone(), reason: reason.trimmed().to_owned() };
                sending.emit(props.path.to_string(), body);
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Record the correction" {on_submit}>
            <TextArea member="reason" label="Reason" hint="It stands in the person's file. A mistake is taken back by correcting the same fact again." entry={reason} error={errors.on("reason")} />
        </Form>
    }
}

/// What was entered to stand in the fact's place; none to strike it.
fn replacement(fact: &FactEntry, strikes: bool, on: &str) -> Result<Option<Replacement>, String> {
    if strikes {
        return Ok(None);
    }
    Ok(Some(Replacement { on: right_day(on, fact)?, body: Box::new(fact.body.clone()) }))
}

/// The day that was entered, if it changes something: a fact that was corrected may have been right before.
fn right_day(text: &str, fact: &FactEntry) -> Result<Date, String> {
    match day(text, "is empty: enter a day")? {
        same if same == fact.on && !fact.corrected => Err("is the day that stands already: enter another".to_owned()),
        other => Ok(other),
    }
}
