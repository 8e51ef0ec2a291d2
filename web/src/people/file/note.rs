//! The form that writes a note into the file.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::people::{AddNote, REASON_CHARS_MAX};
use shared::text::{Lines, check};
use yew::prelude::*;

use super::DecisionFormProps;
use crate::components::{Form, TextArea};
use crate::form::{Errors, use_entry, use_errors, use_submission};

/// Shows the form.
#[component]
pub(super) fn NoteForm(props: &DecisionFormProps) -> Html {
    let text = use_entry("");
    let sending = use_submission::<AddNote, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (text, sending, path) = (text.clone(), sending.clone(), format!("{}/notes", props.path));
        Callback::from(move |()| {
            let found: Errors = check("text", &text.value, REASON_CHARS_MAX, Lines::Many).into_iter().collect();
            if found.is_empty() {
                sending.emit(path.clone(), AddNote { text: text.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Write the note" {on_submit}>
            <TextArea member="text" label="Note" hint="For staff. The person may ask to read it. This cannot be undone; another note can set it right." entry={text} error={errors.on("text")} />
        </Form>
    }
}
