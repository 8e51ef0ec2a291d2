//! The form that gives a partner a new secret, and the secret, which is shown once.

use reqwest::Method;
use shared::ids::PartnerId;
use shared::partners::{IssueSecret, IssuedSecret, OLD_SECRET_HOURS_MAX};
use yew::prelude::*;

use crate::components::{Choice, Form, Select, copy_button};
use crate::form::{use_entry, use_submission};

/// The partner.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct SecretFormProps {
    /// The partner.
    pub id: PartnerId,
    /// Called once the new secret was kept: it is not shown again.
    pub kept: Callback<()>,
}

/// Shows the form, and in its place the secret.
#[component]
pub(super) fn SecretForm(props: &SecretFormProps) -> Html {
    let hours = use_entry("24");
    let said = use_state_eq(|| "");
    let secret = use_state(|| None::<IssuedSecret>);
    let done = {
        let secret = secret.setter();
        Callback::from(move |answer: IssuedSecret| secret.set(Some(answer)))
    };
    let sending = use_submission::<IssueSecret, IssuedSecret>(Method::POST, done);
    let on_submit = {
        let (hours, sending, path) = (hours.clone(), sending.clone(), format!("/partners/{}/secret", props.id));
        Callback::from(move |()| {
            let old_ends_after_hours = hours.value.parse().unwrap_or_default();
            sending.emit(path.clone(), IssueSecret { old_ends_after_hours });
        })
    };
    if let Some(issued) = &*secret {
        let setter = said.setter();
        return shown(issued, *said, Callback::from(move |words| setter.set(words)), &props.kept);
    }
    let choices = vec![
        Choice::new("0", "Ends at once: it may be in wrong hands"),
        Choice::new("24", "Works for a day more"),
        Choice::new(OLD_SECRET_HOURS_MAX.to_string(), "Works for a week more"),
    ];
    html! {
        <Form failure={sending.failure.clone()} busy={sending.busy} submit="Make a new secret" {on_submit}>
            <Select member="old_ends_after_hours" label="The secret before"
                hint="This cannot be undone: a secret that has ended does not come back. Another can be made at any time." {choices} entry={hours} />
        </Form>
    }
}

fn shown(issued: &IssuedSecret, said: &'static str, on_said: Callback<&'static str>, kept: &Callback<()>) -> Html {
    html! {
        <div class="notice" role="status">
            <p><strong>{ "This is shown once." }</strong>{ " Give both to the partner by a way that only the partner reads." }</p>
            <dl class="facts">
                <div><dt>{ "client_id" }</dt><dd><code>{ issued.client_id.to_string() }</code></dd></div>
                <div><dt>{ "client_secret" }</dt><dd><code>{ &issued.client_secret }</code></dd></div>
            </dl>
            <p class="actions">
                { copy_button("Copy the secret", issued.client_secret.clone().into(), on_said) }
                <button type="button" onclick={kept.reform(|_: MouseEvent| ())}>{ "I have kept it" }</button>
                <span role="status">{ said }</span>
            </p>
        </div>
    }
}
