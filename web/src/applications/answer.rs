//! The form in which an applicant answers what staff ask: words, and files where they help.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::applications::{GiveInformation, INFORMATION_CHARS_MAX};
use shared::ids::ApplicationId;
use shared::problem::MemberError;
use shared::text::{Lines, check};
use yew::prelude::*;

use crate::components::{Form, TextArea};
use crate::evidence::{EvidenceFiles, use_evidence};
use crate::form::{Errors, use_entry, use_errors, use_submission};

/// Which application.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct AnswerFormProps {
    /// Its id.
    pub id: ApplicationId,
    /// Called once it is answered.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn AnswerForm(props: &AnswerFormProps) -> Html {
    let (answer, evidence) = (use_entry(""), use_evidence());
    let sending = use_submission::<GiveInformation, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (answer, evidence, sending, path) =
            (answer.clone(), evidence.clone(), sending.clone(), format!("/applications/{}/give-information", props.id));
        Callback::from(move |()| {
            let mut found: Errors = check("answer", &answer.value, INFORMATION_CHARS_MAX, Lines::Many).into_iter().collect();
            let files = evidence.ids();
            if files.is_none() {
                found.extend([MemberError::new("evidence", "is still on its way: wait until every file has arrived")]);
            }
            set_errors.emit(found.clone());
            if let Some(evidence) = files.filter(|_| found.is_empty()) {
                sending.emit(path.clone(), GiveInformation { answer: answer.trimmed().to_owned(), evidence });
            }
        })
    };
    html! {
        <section aria-labelledby="answer-it">
            <h2 id="answer-it">{ "Your answer" }</h2>
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Send the answer" {on_submit}>
                <TextArea member="answer" label="Answer" hint="Staff read it and then decide." entry={answer} error={errors.on("answer")} />
                <EvidenceFiles {evidence} />
            </Form>
        </section>
    }
}
