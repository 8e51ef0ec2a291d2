//! The form that corrects a fact: strikes it, puts it on another day, or, of an application, puts other jobs and conditions in
//! its place. What it changes is shown before it is
//! recorded. The old fact stays on record.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::calendar::Date;
use shared::facts::{FactBody, Replacement};
use shared::people::{CorrectFact, CorrectionPreview, FactEntry, PreviewCorrection, REASON_CHARS_MAX, correction_refusal};
use shared::problem::MemberError;
use shared::text::{Lines, check};
use yew::prelude::*;

use super::correct_application::{ApplicationEntries, use_application_entries};
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
    let how_it_is = How::of(&how.value);
    let application = use_application_entries(&fact.body);
    // What was looked at: another entry has to be looked at anew.
    let looked = use_state(|| None::<(Entered, CorrectionPreview)>);
    let entered: Entered = replacement(&fact, how_it_is, &on.value, &application);
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
        let (entered, sending, id) = (entered.clone(), sending.clone(), fact.id);
        Callback::from(move |()| {
            set_errors.emit(entered.as_ref().err().into_iter().flatten().cloned().collect());
            if let Ok(replacement) = entered.clone() {
                sending.emit(format!("/facts/{id}/correct/preview"), PreviewCorrection { replacement });
            }
        })
    };
    let mut choices = vec![Choice::new("day", if fact.corrected { "It happened, on the right day" } else { "It happened on another day" })];
    if matches!(fact.body, FactBody::ApplicationSubmitted { .. }) {
        choices.push(Choice::new("content", "The jobs or the conditions were others"));
    }
    if correction_refusal(&fact.body, None).is_none() {
        choices.push(Choice::new("strike", "It did not happen: strike it"));
    }
    let preview = looked.as_ref().filter(|(of, _)| *of == entered).map(|(_, preview)| preview.clone());
    html! {
        <>
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Show what it changes" {on_submit}>
                <Select member="how" label="What was wrong" {choices} entry={how} />
                if how_it_is == How::Content {
                    { application.fields(&errors) }
                }
                if how_it_is == How::Day {
                    <Field member="replacement.on" label="The right day" kind={Kind::Date} entry={on.clone()} error={errors.on("replacement.on")} />
                }
            </Form>
            if let (Some(preview), Ok(replacement)) = (preview, entered) {
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

/// What was wrong with the fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Day,
    Content,
    Strike,
}

impl How {
    /// The one that was chosen.
    fn of(chosen: &str) -> Self {
        match chosen {
            "strike" => Self::Strike,
            "content" => Self::Content,
            _ => Self::Day,
        }
    }
}

/// What is to stand in the fact's place, none to strike it; or what is wrong with what was entered.
type Entered = Result<Option<Replacement>, Vec<MemberError>>;

fn replacement(fact: &FactEntry, how: How, on: &str, application: &ApplicationEntries) -> Entered {
    let replacement = match how {
        How::Strike => return Ok(None),
        How::Day => Replacement {
            on: right_day(on, fact).map_err(|detail| vec![MemberError::new("replacement.on", detail)])?,
            body: Box::new(fact.body.clone()),
        },
        How::Content => Replacement { on: fact.on, body: Box::new(application.body(&fact.body, fact.on)?) },
    };
    Ok(Some(replacement))
}

/// The day that was entered, if it changes something: a fact that was corrected may have been right before.
fn right_day(text: &str, fact: &FactEntry) -> Result<Date, String> {
    match day(text, "is empty: enter a day")? {
        same if same == fact.on && !fact.corrected => Err("is the day that stands already: enter another".to_owned()),
        other => Ok(other),
    }
}
