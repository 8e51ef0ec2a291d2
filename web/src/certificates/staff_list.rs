//! All certificates, for staff: by number, by the day of issue, those that were revoked. What is asked for stands in
//! the address; a number is public, and its beginning tells nobody anything.

use serde::{Deserialize, Serialize};
use shared::calendar::Date;
use shared::certificates::{CertificateEntry, CertificatePage, CertificatePart};
use shared::exports::ExportList;
use yew::prelude::*;
use yew_router::prelude::*;

use super::state_title;
use crate::components::{Choice, DateText, Field, Form, Kind, Page, Pager, Select, StatusBadge, Tone};
use crate::exports::ExportButton;
use crate::form::{Errors, day, use_errors, use_following_entry};
use crate::remote::use_get;
use crate::route::Route;

/// What the address says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Query {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    number: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    from: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    until: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    part: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    after: String,
}

impl Query {
    fn path(&self) -> String {
        let members =
            [("number", &self.number), ("issued_from", &self.from), ("issued_until", &self.until), ("part", &self.part), ("after", &self.after)];
        let given = members.into_iter().filter(|(_, value)| !value.is_empty());
        given.fold("/certificates?limit=50".to_owned(), |path, (name, value)| {
            format!("{path}&{name}={}", String::from(js_sys::encode_uri_component(value)))
        })
    }

    fn export(&self) -> ExportList {
        let part = (self.part == "revoked").then_some(CertificatePart::Revoked);
        ExportList::Certificates {
            issued_from: self.from.parse().ok(),
            issued_until: self.until.parse().ok(),
            part,
            number: Some(self.number.clone()).filter(|number| !number.is_empty()),
        }
    }
}

/// Shows the page.
#[component]
pub fn StaffList() -> Html {
    let query = use_location().and_then(|location| location.query::<Query>().ok()).unwrap_or_default();
    let certificates = use_get::<CertificatePage>(query.path());
    let navigator = use_navigator();
    let to = Callback::from(move |query: Query| {
        if let Some(navigator) = &navigator
            && navigator.push_with_query(&Route::StaffCertificates, query).is_err()
        {
            navigator.push(&Route::StaffCertificates);
        }
    });
    let asked = query.clone();
    let go = to.reform(move |after| Query { after, ..asked.clone() });
    html! {
        <Page title="Certificates">
            <p><Link<Route> to={Route::StaffCertificatesCheck}>{ "Hold all certificates against the rules" }</Link<Route>></p>
            <Search query={query.clone()} {to} />
            { certificates.show(6, |page| html! {
                <>
                    { entries(&page.items) }
                    <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                </>
            }) }
            <ExportButton list={query.export()} />
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct SearchProps {
    query: Query,
    to: Callback<Query>,
}

/// What is asked for.
#[component]
fn Search(props: &SearchProps) -> Html {
    let (number, part) = (use_following_entry(&props.query.number), use_following_entry(&props.query.part));
    let (from, until) = (use_following_entry(&props.query.from), use_following_entry(&props.query.until));
    let (errors, set_errors) = use_errors(None);
    let on_submit = {
        let (number, part, from, until, to) = (number.clone(), part.clone(), from.clone(), until.clone(), props.to.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let is_number = number.value.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | ' '));
            found.check("number", if is_number { Ok(()) } else { Err("holds what no number does: enter its letters and digits".to_owned()) });
            found.check("from", optional(&from.value).map(|_| ()));
            found.check("until", optional(&until.value).map(|_| ()));
            if found.is_empty() {
                let text = |entry: &crate::form::Entry| entry.trimmed().to_owned();
                to.emit(Query { number: text(&number), from: text(&from), until: text(&until), part: text(&part), after: String::new() });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form errors={errors.clone()} submit="Show" {on_submit}>
            <Field member="number" label="Number, or how it begins" kind={Kind::Search} entry={number} error={errors.on("number")} />
            <Field member="from" label="Issued from" kind={Kind::Date} entry={from} error={errors.on("from")} />
            <Field member="until" label="Issued until" kind={Kind::Date} entry={until} error={errors.on("until")} />
            <Select member="part" label="Which" empty="All" choices={vec![Choice::new("revoked", "Revoked")]} entry={part} />
        </Form>
    }
}

fn optional(text: &str) -> Result<Option<Date>, String> {
    if text.trim().is_empty() { Ok(None) } else { day(text, "").map(Some) }
}

fn entries(items: &[CertificateEntry]) -> Html {
    if items.is_empty() {
        return html! { <p class="empty" role="status">{ "No certificate is like this." }</p> };
    }
    html! {
        <div class="table-wrap"><table class="list">
            <thead><tr>
                <th scope="col">{ "Number" }</th><th scope="col">{ "Holder" }</th><th scope="col">{ "Certified on" }</th><th scope="col">{ "Until" }</th>
                <th scope="col">{ "State" }</th>
            </tr></thead>
            <tbody>{ for items.iter().map(row) }</tbody>
        </table></div>
    }
}

fn row(entry: &CertificateEntry) -> Html {
    let certificate = &entry.certificate;
    html! {
        <tr key={certificate.id.to_string()}>
            <th scope="row"><Link<Route> classes="number" to={Route::Verification { number: certificate.number.clone() }}>{ &certificate.number }</Link<Route>></th>
            <td data-label="Holder"><Link<Route> to={Route::StaffPerson { id: entry.person_id }}>{ &certificate.name }</Link<Route>></td>
            <td data-label="Certified on"><DateText date={certificate.certified_on} /></td>
            <td data-label="Until"><DateText date={certificate.expires_on} /></td>
            <td data-label="State"><StatusBadge words={state_title(certificate.state)} tone={Tone::from(certificate.state)} /></td>
        </tr>
    }
}
