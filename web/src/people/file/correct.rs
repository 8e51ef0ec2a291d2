//! The form that corrects a fact: strikes it, or puts it on another day. The old fact stays on record.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::calendar::Date;
use shared::facts::Replacement;
use shared::people::{CorrectFact, FactEntry, REASON_CHARS_MAX, correction_refusal};
use shared::text::{Lines, check};
use yew::prelude::*;

use crate::components::{Choice, Field, Form, Kind, Select, TextArea};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};

/// The fact.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct CorrectFormProps {
    /// The fact.
    pub fact: FactEntry,
    /// Called once it is corrected.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn CorrectForm(props: &CorrectFormProps) -> Html {
    let fact = props.fact.clone();
    let (how, on, reason) = (use_entry("day"), use_entry(&fact.on.to_string()), use_entry(""));
    let sending = use_submission::<CorrectFact, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let strikes = how.value == "strike";
    let on_submit = {
        let (on, reason, sending) = (on.clone(), reason.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let new_day = if strikes { Ok(None) } else { other_day(&on.value, fact.on).map(Some) };
            found.check("replacement.on", new_day.clone().map(|_| ()));
            found.extend(check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many));
            if let (Ok(new_day), true) = (new_day, found.is_empty()) {
                let replacement = new_day.map(|on| Replacement { on, body: Box::new(fact.body.clone()) });
                sending.emit(format!("/facts/{}/correct", fact.id), CorrectFact { replacement, reason: reason.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    let mut choices = vec![Choice::new("day", "It happened on another day")];
    if correction_refusal(&props.fact.body, None).is_none() {
        choices.push(Choice::new("strike", "It did not happen: strike it"));
    }
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Record the correction" {on_submit}>
            <Select member="how" label="What was wrong" {choices} entry={how} />
            if !strikes {
                <Field member="replacement.on" label="The right day" kind={Kind::Date} entry={on} error={errors.on("replacement.on")} />
            }
            <TextArea member="reason" label="Reason" hint="It stands in the person's file." entry={reason} error={errors.on("reason")} />
        </Form>
    }
}

/// The day that was entered, if it is another than the fact's.
fn other_day(text: &str, before: Date) -> Result<Date, String> {
    match day(text, "is empty: enter a day")? {
        same if same == before => Err("is the day that stands already: enter another".to_owned()),
        other => Ok(other),
    }
}
