//! The partners, by name: their state, their secrets, and the form that registers another.

use reqwest::Method;
use shared::courses::{PROVIDER_CHARS_MAX, ProviderKind};
use shared::exports::ExportList;
use shared::ids::PartnerId;
use shared::partners::{Partner, PartnerPage, PartnerState, RegisterPartner};
use shared::text::{Lines, check};
use yew::prelude::*;
use yew_router::prelude::*;

use super::secret::SecretForm;
use crate::components::{Choice, DateText, Field, Form, Page, Pager, Select, StatusBadge, Tone, use_go, use_list_query};
use crate::exports::ExportButton;
use crate::form::{Errors, use_entry, use_errors, use_submission};
use crate::people::ReasonForm;
use crate::remote::use_get;
use crate::route::Route;

/// Shows the page.
#[component]
pub fn StaffList() -> Html {
    let query = use_list_query("");
    let go = use_go(Route::StaffPartners, &query);
    let partners = use_get::<PartnerPage>(format!("/partners{}", query.search()));
    // One form at a time: fields are found by their names.
    let open = use_state_eq(|| None::<(PartnerId, Open)>);
    html! {
        <Page title="Partners" lead="Providers of courses that report completions and propose courses by themselves.">
            <p><Link<Route> to={Route::StaffProposals}>{ "Courses that partners propose" }</Link<Route>></p>
            { partners.show(4, |page| html! {
                <>
                    if page.items.is_empty() {
                        <p class="empty" role="status">{ "No provider is a partner yet." }</p>
                    }
                    <ul class="cards">
                        { for page.items.iter().map(|partner| html! {
                            <li key={partner.id.to_string()}>{ entry(partner, &open, &partners.reload) }</li>
                        }) }
                    </ul>
                    <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                </>
            }) }
            <ExportButton list={ExportList::Partners {}} />
            <RegisterForm registered={partners.reload.clone()} />
        </Page>
    }
}

/// What is open in an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Secret,
    Change,
}

fn entry(partner: &Partner, open: &UseStateHandle<Option<(PartnerId, Open)>>, changed: &Callback<()>) -> Html {
    let is_open = |what: Open| **open == Some((partner.id, what));
    let toggle = |what: Open| {
        let (setter, next) = (open.setter(), (!is_open(what)).then_some((partner.id, what)));
        Callback::from(move |_: MouseEvent| setter.set(next))
    };
    let done = {
        let (setter, changed) = (open.setter(), changed.clone());
        Callback::from(move |()| {
            setter.set(None);
            changed.emit(());
        })
    };
    let change = if partner.state == PartnerState::Active { "Suspend" } else { "Resume" };
    let whose = |words: &str| html! { <span class="visually-hidden">{ format!(" {words} {}", partner.provider) }</span> };
    html! {
        <>
            { summary(partner) }
            <p>
                <button type="button" class="quiet" onclick={toggle(Open::Secret)} aria-expanded={is_open(Open::Secret).to_string()}>
                    { "New secret" }{ whose("for") }
                </button>
                { " " }
                <button type="button" class="quiet" onclick={toggle(Open::Change)} aria-expanded={is_open(Open::Change).to_string()}>
                    { change }{ whose("") }
                </button>
            </p>
            if is_open(Open::Secret) {
                <SecretForm id={partner.id} kept={done.clone()} />
            }
            if is_open(Open::Change) {
                { change_form(partner.id, partner.state, done) }
            }
        </>
    }
}

fn summary(partner: &Partner) -> Html {
    let (words, tone) = match partner.state {
        PartnerState::Active if partner.secrets.is_empty() => ("Has no secret yet", Tone::Waiting),
        PartnerState::Active => ("Active", Tone::Good),
        PartnerState::Suspended => ("Suspended", Tone::Ended),
    };
    let courses = if partner.courses == 1 { "1 course".to_owned() } else { format!("{} courses", partner.courses) };
    html! {
        <>
            <h2>{ &partner.provider }</h2>
            <p><StatusBadge {words} {tone} />{ format!(" {}, {courses}, partner since ", partner.provider_kind.title().to_lowercase()) }
                <DateText date={partner.registered_on} /></p>
            <p class="hint">{ "client_id " }<code>{ partner.id.to_string() }</code></p>
        </>
    }
}

fn change_form(id: PartnerId, state: PartnerState, done: Callback<()>) -> Html {
    match state {
        PartnerState::Active => html! {
            <ReasonForm path={format!("/partners/{id}/suspend")} submit="Suspend the partner"
                hint="It stands on record. The partner can do nothing from this moment on; what it reported stands." {done} />
        },
        PartnerState::Suspended => html! {
            <ReasonForm path={format!("/partners/{id}/resume")} submit="Let the partner go on" hint="It stands on record. The partner's secrets work again." {done} />
        },
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct RegisterFormProps {
    registered: Callback<()>,
}

/// The form that registers a provider.
#[component]
fn RegisterForm(props: &RegisterFormProps) -> Html {
    let (provider, kind) = (use_entry(""), use_entry(""));
    let said = use_state_eq(|| "");
    let done = {
        let (provider, said, registered) = (provider.clone(), said.setter(), props.registered.clone());
        Callback::from(move |_: Partner| {
            provider.set("");
            said.set("Registered. Give the partner a secret now.");
            registered.emit(());
        })
    };
    let sending = use_submission::<RegisterPartner, Partner>(Method::POST, done);
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (provider, kind, sending) = (provider.clone(), kind.clone(), sending.clone());
        Callback::from(move |()| {
            let chosen = ProviderKind::ALL.into_iter().find(|known| known.name() == kind.value.as_str());
            let mut found: Errors = check("provider", &provider.value, PROVIDER_CHARS_MAX, Lines::One).into_iter().collect();
            found.check("provider_kind", chosen.map(|_| ()).ok_or_else(|| "is not chosen: choose one".to_owned()));
            if let (Some(provider_kind), true) = (chosen, found.is_empty()) {
                sending.emit("/partners", RegisterPartner { provider: provider.trimmed().to_owned(), provider_kind });
            }
            set_errors.emit(found);
        })
    };
    let choices: Vec<Choice> = ProviderKind::ALL.into_iter().map(|kind| Choice::new(kind.name(), kind.title())).collect();
    html! {
        <section aria-labelledby="register">
            <h2 id="register">{ "Register a partner" }</h2>
            <p role="status">{ *said }</p>
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Register the partner" {on_submit}>
                <Field member="provider" label="Provider" hint="Exactly as its courses in the catalog have it: those courses are its own." entry={provider}
                    error={errors.on("provider")} />
                <Select member="provider_kind" label="Kind of provider" empty="Choose a kind" {choices} entry={kind} error={errors.on("provider_kind")} />
                <p class="hint">{ "This cannot be undone; a partner can be suspended at any time." }</p>
            </Form>
        </section>
    }
}
