//! A certificate's own page: what prints on one sheet, with the number, the picture of its address, and where it stands
//! today or on a day that is named.

use shared::calendar::Date;
use shared::certificates::{CertificateState, Verification};
use shared::policies::Policies;
use shared::standings::{SetStanding, SetState};
use yew::prelude::*;
use yew_router::prelude::*;
use yew_router::query::Raw;

use super::verification::{VerificationNotice, said};
use crate::components::{DateText, Field, Form, Kind, Page, Shelf, StatusBadge, Tone, print_button};
use crate::form::{Errors, use_errors, use_following_entry};
use crate::programme::use_programme;
use crate::remote::use_get;
use crate::route::Route;

/// Which certificate.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CertificatePageProps {
    /// Its number, as the address has it.
    pub number: AttrValue,
}

/// Shows the page.
#[component]
pub fn CertificatePage(props: &CertificatePageProps) -> Html {
    let location = use_location();
    let query = location.and_then(|location| web_sys::UrlSearchParams::new_with_str(location.query_str()).ok());
    let on = AttrValue::from(query.and_then(|query| query.get("on")).unwrap_or_default());
    html! {
        <Page title="Certificate">
            <Answer number={props.number.clone()} on={on.clone()} />
            <OtherDay number={props.number.clone()} on={on.clone()} />
            <p class="no-print actions">{ print_button("Print the certificate") }<Link<Route> to={Route::Verify}>{ "Verify another certificate" }</Link<Route>></p>
        </Page>
    }
}

/// A number and a day; today where the day is empty.
#[derive(Debug, Clone, PartialEq, Properties)]
struct AnswerProps {
    number: AttrValue,
    on: AttrValue,
}

/// The service's answer, as a sheet where there is a certificate.
#[component]
fn Answer(props: &AnswerProps) -> Html {
    let programme = use_programme();
    let number = String::from(js_sys::encode_uri_component(&props.number));
    let day = if props.on.is_empty() { String::new() } else { format!("?as_of={}", String::from(js_sys::encode_uri_component(&props.on))) };
    let verification = use_get::<Verification>(format!("/verify/{number}{day}"));
    verification.show(8, |found| match found.state {
        CertificateState::Unknown | CertificateState::NotYet => html! { <VerificationNotice verification={found.clone()} /> },
        _ => sheet(found, programme.ready().map(|programme| programme.public_url.as_str())),
    })
}

fn sheet(found: &Verification, public_url: Option<&str>) -> Html {
    let (words, sentence) = said(found.state);
    let is_good = matches!(found.state, CertificateState::Valid | CertificateState::InGrace);
    html! {
        <section class={classes!("sheet", (!is_good).then_some("ended"))} aria-label="Certificate">
            <p class="sheet-programme">{ "Library Support Staff Certification" }</p>
            if let Some(name) = &found.name {
                <h2>{ name }</h2>
            } else {
                <h2>{ "The holder of this certificate" }</h2>
                <p>{ "The name was erased at the holder's request; the certificate stands as it did." }</p>
            }
            <p>{ "was certified" }
                if let Some(date) = found.certified_on { { " on " }<DateText {date} /> }
                { if found.sets.is_empty() { " as a graduate of a recognised programme." } else { " in these competency sets:" } }
            </p>
            if !found.sets.is_empty() {
                <Shelf sets={Some(shelf(found))} />
                <ul class="sheet-sets">{ for found.sets.iter().map(|set| html! { <li key={set.code()}>{ set.title() }</li> }) }</ul>
            }
            <div class="sheet-foot">
                <dl class="facts">
                    <div><dt>{ "Number" }</dt><dd class="figures number">{ &found.number }</dd></div>
                    <div><dt>{ "As of " }<DateText date={found.as_of} /></dt><dd><StatusBadge {words} tone={Tone::from(found.state)} />{ " " }{ sentence }</dd></div>
                    { dates(found) }
                </dl>
                <img class="sheet-code" src={format!("/api/v1/verify/{}/qr", found.number)} alt="QR code of this page's address" width="200" height="200" />
            </div>
            if let Some(public_url) = public_url {
                <p class="sheet-address">{ format!("Where it stands today: {public_url}/certificates/{}", found.number) }</p>
            }
        </section>
    }
}

fn dates(found: &Verification) -> Html {
    let line = |words: &'static str, date: Option<Date>| date.map(|date| html! { <div><dt>{ words }</dt><dd><DateText {date} /></dd></div> });
    let grace = found.grace_ends_on.filter(|_| found.state == CertificateState::InGrace);
    html! {
        <>
            { line(if found.state == CertificateState::Valid { "Valid through" } else { "Term ended on" }, found.expires_on.filter(|_| found.revoked_on.is_none())) }
            { line("Can be renewed through", grace) }
            { line("Revoked on", found.revoked_on) }
        </>
    }
}

/// The sets of the certificate on the shelf.
fn shelf(found: &Verification) -> Vec<SetStanding> {
    let policies = Policies::built_in();
    let policy = policies.in_force_on(found.certified_on.unwrap_or(found.as_of));
    let standing = |set| {
        let state = if found.sets.contains(&set) { SetState::Achieved } else { SetState::Open };
        SetStanding { set, required: policy.requires(set), state, by: None, decided_on: None }
    };
    shared::competencies::CompetencySet::ALL.map(standing).to_vec()
}

/// Asks about another day.
#[component]
fn OtherDay(props: &AnswerProps) -> Html {
    let day = use_following_entry(&props.on);
    let navigator = use_navigator();
    let programme = use_programme();
    let today = programme.ready().map(|programme| programme.today);
    let (errors, set_errors) = use_errors(None);
    let on_submit = {
        let (day, number) = (day.clone(), props.number.to_string());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let parsed = if day.value.is_empty() { Ok(None) } else { day.value.parse::<Date>().map(Some).map_err(|error| error.to_string()) };
            let parsed = parsed.and_then(|day| match (day, today) {
                (Some(day), Some(today)) if today < day => Err(format!("`{day}` lies in the future: name today or a day before")),
                _ => Ok(day),
            });
            found.check("on", parsed.clone().map(drop));
            set_errors.emit(found);
            let (Ok(day), Some(navigator)) = (parsed, &navigator) else { return };
            let route = Route::Certificate { number: number.clone() };
            let query = day.map(|day| format!("on={day}")).unwrap_or_default();
            if query.is_empty() || navigator.push_with_query(&route, Raw(query)).is_err() {
                navigator.push(&route);
            }
        })
    };
    html! {
        <section class="one-line no-print" aria-labelledby="other-day">
            <h2 id="other-day">{ "On another day" }</h2>
            <Form errors={errors.clone()} submit="Show that day" {on_submit}>
                <Field member="on" label="Day (empty: today)" kind={Kind::Date} entry={day} error={errors.on("on")} />
            </Form>
        </section>
    }
}
