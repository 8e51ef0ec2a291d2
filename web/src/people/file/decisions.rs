//! What staff can decide about a person, one thing at a time: chosen first, then done in its own form.

use shared::accounts::Role;
use shared::people::PersonFile;
use yew::prelude::*;

use super::REASON_HINT;
use super::extension::GrantExtensionForm;
use super::note::NoteForm;
use super::revoke::RevokeForm;
use super::role::RoleForm;
use crate::components::{Choice, Select, focus_on};
use crate::form::Entry;
use crate::people::ReasonForm;
use crate::session::{Session, use_session};

/// Whose file, and what to do once something is recorded.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct DecisionsProps {
    /// The file.
    pub file: PersonFile,
    /// What is chosen to be decided.
    pub chosen: Entry,
    /// Called once something is recorded.
    pub changed: Callback<()>,
}

/// Shows the choice, and the form of what is chosen.
#[component]
pub(super) fn Decisions(props: &DecisionsProps) -> Html {
    let session = use_session();
    let chosen = props.chosen.clone();
    let said = use_state_eq(|| "");
    let done = {
        let (chosen, said, changed) = (chosen.clone(), said.setter(), props.changed.clone());
        Callback::from(move |()| {
            chosen.set("");
            said.set("Recorded. It stands in the history below.");
            focus_on("#decision-said");
            changed.emit(());
        })
    };
    let choices = choices(&session);
    let path = format!("/people/{}", props.file.id);
    let form = match chosen.value.as_str() {
        "extension" => html! { <GrantExtensionForm path={path.clone()} {done} /> },
        "readmission" => html! {
            <ReasonForm path={format!("{path}/readmission")} submit="Allow a new application" hint={REASON_HINT} {done} />
        },
        "note" => html! { <NoteForm {path} name={props.file.name.clone()} {done} /> },
        "revoke" => html! { <RevokeForm {path} name={props.file.name.clone()} {done} /> },
        "appoint" => html! {
            <RoleForm key="appoint" path={format!("{path}/roles")} submit="Appoint" roles={open_roles(&props.file)} {done}
                hint="It stands in the person's file. A mistake is taken back by dismissing the person from the role." />
        },
        "dismiss" => html! {
            <RoleForm key="dismiss" path={format!("{path}/roles/dismiss")} submit="Dismiss" roles={held_roles(&props.file)} {done}
                hint="It stands in the person's file. A mistake is taken back by appointing the person to the role again." />
        },
        _ => Html::default(),
    };
    html! {
        <section aria-labelledby="decisions" class="no-print">
            <h2 id="decisions">{ "Decide something" }</h2>
            <p id="decision-said" role="status" tabindex="-1">{ *said }</p>
            <div class="form"><Select member="decision" label="What" empty="Choose" {choices} entry={chosen} /></div>
            { form }
        </section>
    }
}

/// What those who are signed in can decide.
fn choices(session: &Session) -> Vec<Choice> {
    let of_staff = [
        ("note", "Write a note"),
        ("extension", "Extend the candidacy"),
        ("readmission", "Allow a new application after a revocation"),
        ("revoke", "Revoke the certification or the candidacy"),
    ];
    let of_admins = [("appoint", "Appoint to a role"), ("dismiss", "Dismiss from a role")];
    let of_staff = of_staff.into_iter().filter(|_| session.has(Role::Staff));
    let of_admins = of_admins.into_iter().filter(|_| session.has(Role::Admin));
    of_staff.chain(of_admins).map(|(value, words)| Choice::new(value, words)).collect()
}

/// The roles that can be given and are not held.
fn open_roles(file: &PersonFile) -> Vec<Role> {
    [Role::Staff, Role::Admin].into_iter().filter(|role| !file.roles.contains(role)).collect()
}

/// The roles that can be taken.
fn held_roles(file: &PersonFile) -> Vec<Role> {
    [Role::Staff, Role::Admin].into_iter().filter(|role| file.roles.contains(role)).collect()
}
