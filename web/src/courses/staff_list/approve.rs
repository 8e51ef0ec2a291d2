//! The form that approves a course for a set.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::courses::{ApproveCourse, Course, approval_period};
use shared::policies::Policies;
use yew::prelude::*;

use crate::components::{Choice, Field, Form, Kind, Select, Why};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};
use crate::programme::use_programme;

/// The course.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ApproveFormProps {
    /// The course.
    pub course: Course,
    /// Called once it is approved.
    pub approved: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn ApproveForm(props: &ApproveFormProps) -> Html {
    let (set, from, until) = (use_entry(""), use_entry(""), use_entry(""));
    let said = use_state_eq(|| "");
    let done = {
        let (set, said, approved) = (set.clone(), said.setter(), props.approved.clone());
        Callback::from(move |_: IgnoredAny| {
            set.set("");
            said.set("Approved. It counts from the approval's first day.");
            approved.emit(());
        })
    };
    let sending = use_submission::<ApproveCourse, IgnoredAny>(Method::POST, done);
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let today = use_programme().ready().map(|programme| programme.today);
    let path = format!("/courses/{}/approvals", props.course.id);
    let on_submit = {
        let (set, from, until, sending) = (set.clone(), from.clone(), until.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let chosen = CompetencySet::from_code(&set.value);
            let (first, last) = (optional_day(&from.value), optional_day(&until.value));
            found.check("set", chosen.map(|_| ()).ok_or_else(|| "is not chosen: one approval covers one set".to_owned()));
            found.check("from", first.clone().map(|_| ()));
            found.check("until", last.clone().map(|_| ()));
            if let (Some(set), Ok(from), Ok(until), Some(today)) = (chosen, first, last, today) {
                let body = ApproveCourse { set, from, until };
                found.extend(approval_period(&body, &Policies::built_in(), today).err().unwrap_or_default());
                if found.is_empty() {
                    sending.emit(path.clone(), body);
                }
            }
            set_errors.emit(found);
        })
    };
    let choices: Vec<Choice> = CompetencySet::ALL.into_iter().map(|set| Choice::new(set.code(), set.title())).collect();
    html! {
        <section aria-labelledby="approve">
            <div class="with-why"><h2 id="approve">{ "Approve it for a set" }</h2><Why question={14} /></div>
            <p role="status">{ *said }</p>
            <Form scope="approve" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Approve" {on_submit}>
                <Select member="set" label="Set" empty="Choose a set" {choices} entry={set} error={errors.on("set")} />
                <Field member="from" label="First day" kind={Kind::Date} entry={from} hint="Today if you leave it empty." error={errors.on("from")} />
                <Field member="until" label="Last day" kind={Kind::Date} entry={until} hint="Four years after the first day if you leave it empty."
                    error={errors.on("until")} />
            </Form>
        </section>
    }
}

/// A day that may be left empty.
fn optional_day(text: &str) -> Result<Option<Date>, String> {
    if text.trim().is_empty() { Ok(None) } else { day(text, "").map(Some) }
}
