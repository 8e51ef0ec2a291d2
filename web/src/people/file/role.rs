//! The form that appoints a person to a role, or dismisses them from it.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::Role;
use shared::people::{ChangeRole, REASON_CHARS_MAX};
use shared::text::{Lines, check};
use yew::prelude::*;

use super::role_title;
use crate::components::{Choice, Form, Select, TextArea};
use crate::form::{Errors, use_entry, use_errors, use_submission};

/// The roles to choose from, and where the choice is sent.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct RoleFormProps {
    /// Where it is sent.
    pub path: AttrValue,
    /// The words on the button.
    pub submit: AttrValue,
    /// Who reads the reason, and how it is taken back.
    pub hint: AttrValue,
    /// The roles to choose from.
    pub roles: Vec<Role>,
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn RoleForm(props: &RoleFormProps) -> Html {
    let first = props.roles.first().map_or("", |role| role.name());
    let (chosen, reason) = (use_entry(first), use_entry(""));
    let sending = use_submission::<ChangeRole, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (chosen, reason, sending, path, roles) = (chosen.clone(), reason.clone(), sending.clone(), props.path.clone(), props.roles.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let role = roles.iter().copied().find(|role| role.name() == chosen.value.as_str());
            found.check("role", role.map(|_| ()).ok_or_else(|| "is not chosen: choose one".to_owned()));
            found.extend(check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many));
            if let (Some(role), true) = (role, found.is_empty()) {
                sending.emit(path.to_string(), ChangeRole { role, reason: reason.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    if props.roles.is_empty() {
        return html! { <p class="empty">{ "There is no role to choose." }</p> };
    }
    let choices: Vec<Choice> = props.roles.iter().map(|role| Choice::new(role.name(), role_title(*role))).collect();
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit={props.submit.clone()} {on_submit}>
            <Select member="role" label="Role" {choices} entry={chosen} error={errors.on("role")} />
            <TextArea member="reason" label="Reason" hint={props.hint.clone()} entry={reason} error={errors.on("reason")} />
        </Form>
    }
}
