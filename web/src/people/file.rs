//! A person's file: who it is, where the person stands on any day, what staff can do, and everything that was done.

mod act_list;
mod correct;
mod correct_application;
mod decisions;
mod drawing;
mod effects;
mod extension;
mod fact_words;
mod matters;
mod note;
mod revoke;
mod role;
mod standing;

use shared::accounts::Role;
use shared::certificates::CertificateList;
use shared::ids::{FactId, PersonId};
use shared::people::PersonFile;
use yew::prelude::*;

use crate::certificates::CertificateEntries;
use crate::components::Page;
use crate::form::{Entry, use_entry};
use crate::notices::PersonNotices;
use crate::remote::{use_get, use_remote};
use crate::session::use_session;
use act_list::ActList;
use decisions::Decisions;
use matters::Matters;
use standing::StandingOnDay;

/// Which one.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FileProps {
    /// Its id.
    pub id: shared::ids::PersonId,
}

/// Shows the page. Administrators who are not staff see who it is and change roles.
#[component]
pub fn File(props: &FileProps) -> Html {
    let session = use_session();
    let file = use_get::<PersonFile>(format!("/people/{}", props.id));
    // What was recorded shows everywhere on the page.
    let version = use_state_eq(|| 0_u32);
    let changed = {
        let (version, reload) = (version.clone(), file.reload.clone());
        Callback::from(move |()| {
            version.set(version.wrapping_add(1));
            reload.emit(());
        })
    };
    let title = file.ready().map_or_else(|| "A person's file".to_owned(), |file| file.name.clone());
    let own = session.account().is_some_and(|account| account.person_id == props.id);
    html! {
        <Page {title}>
            { file.show(4, |file| html! { <Who file={file.clone()} /> }) }
            if session.has(Role::Staff) {
                <StandingOnDay id={props.id} version={*version} />
                <Certificates id={props.id} version={*version} />
                <Matters id={props.id} version={*version} />
                <PersonNotices id={props.id} />
            }
            { file.show(6, |file| html! { <Record file={file.clone()} {own} {changed} /> }) }
        </Page>
    }
}

/// Who reads a reason, and how what it is for is taken back.
const REASON_HINT: &str = "It stands in the person's file. A mistake is taken back by a correction there.";

/// What a form of a decision needs.
#[derive(Debug, Clone, PartialEq, Properties)]
struct DecisionFormProps {
    /// The person's path.
    path: AttrValue,
    /// The person's name.
    name: AttrValue,
    /// Called once it is recorded.
    done: Callback<()>,
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct RecordProps {
    file: PersonFile,
    own: bool,
    changed: Callback<()>,
}

/// What can be decided, and what was done. One form is open at a time: two would have fields of the same names.
#[component]
fn Record(props: &RecordProps) -> Html {
    let RecordProps { file, own, changed } = props;
    let staff = use_session().has(Role::Staff);
    let (decision, correcting) = (use_entry(""), use_state_eq(|| None::<FactId>));
    let chosen = {
        let correcting = correcting.setter();
        let on_input = decision.on_input.reform(move |text| {
            correcting.set(None);
            text
        });
        Entry { on_input, ..decision.clone() }
    };
    let correct = {
        let (correcting, decision) = (correcting.setter(), decision.clone());
        Callback::from(move |fact: Option<FactId>| {
            decision.set("");
            correcting.set(fact);
        })
    };
    html! {
        <>
            if *own {
                <p class="notice">{ "This is your own file. Somebody else decides what concerns you." }</p>
            } else {
                <Decisions file={file.clone()} {chosen} changed={changed.clone()} />
            }
            <ActList acts={file.acts.clone()} correcting={*correcting} correct={(staff && !own).then_some(correct)} changed={changed.clone()} />
        </>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct CertificatesProps {
    id: PersonId,
    version: u32,
}

/// The person's certificates. Nothing before the first.
#[component]
fn Certificates(props: &CertificatesProps) -> Html {
    let certificates =
        use_remote(
            (props.id, props.version),
            |client, (id, _)| async move { client.get::<CertificateList>(&format!("/people/{id}/certificates")).await },
        );
    certificates.show(1, |list| {
        if list.items.is_empty() {
            return Html::default();
        }
        html! {
            <section aria-labelledby="certificates">
                <h2 id="certificates">{ "Certificates" }</h2>
                <CertificateEntries items={list.items.clone()} />
            </section>
        }
    })
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct WhoProps {
    file: PersonFile,
}

/// Who it is.
#[component]
fn Who(props: &WhoProps) -> Html {
    let roles = props.file.roles.iter().map(|role| role_title(*role)).collect::<Vec<_>>().join(", ");
    html! {
        <dl class="facts">
            <div><dt>{ "E-mail address" }</dt><dd>{ &props.file.email }</dd></div>
            if let Some(number) = &props.file.candidate_number {
                <div><dt>{ "Candidate number" }</dt><dd class="figures">{ number }</dd></div>
            }
            <div><dt>{ "Roles" }</dt><dd>{ roles }</dd></div>
        </dl>
    }
}

/// The words of a role.
pub(super) const fn role_title(role: Role) -> &'static str {
    match role {
        Role::Person => "Person of the programme",
        Role::Partner => "Partner institution",
        Role::Buyer => "Buyer, orders for an institution",
        Role::Staff => "Staff",
        Role::Admin => "Administrator",
    }
}
