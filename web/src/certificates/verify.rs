//! Whether a certificate is real, for anybody who asks: its number, a day, and the answer.

use shared::calendar::Date;
use shared::certificates::{CertificateNumber, Verification};
use yew::prelude::*;
use yew_router::prelude::*;
use yew_router::query::Raw;

use super::verification::VerificationNotice;
use crate::components::{Field, Form, Kind, Page};
use crate::form::{Errors, use_entry, use_errors};
use crate::remote::use_get;
use crate::route::Route;

/// Which certificate.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct VerifyProps {
    /// Its number, if the address names one.
    #[prop_or_default]
    pub number: Option<AttrValue>,
}

/// Shows the form and, for a number in the address, the answer.
#[component]
pub fn Verify(props: &VerifyProps) -> Html {
    let as_of = use_as_of();
    html! {
        <Page title="Verify a certificate" lead="Enter the number that stands on the certificate.">
            if let Some(number) = props.number.clone() {
                <Answer number={number.clone()} as_of={as_of.clone()} />
            }
            <Question key={format!("{:?} {as_of:?}", props.number)} number={props.number.clone()} as_of={as_of.clone()} />
        </Page>
    }
}

/// The day in the address, if it names one.
#[hook]
fn use_as_of() -> Option<AttrValue> {
    let location = use_location()?;
    let query = web_sys::UrlSearchParams::new_with_str(location.query_str()).ok()?;
    query.get("as_of").filter(|day| day.parse::<Date>().is_ok()).map(AttrValue::from)
}

/// A number and a day.
#[derive(Debug, Clone, PartialEq, Properties)]
struct AnswerProps {
    number: AttrValue,
    as_of: Option<AttrValue>,
}

/// The service's answer.
#[component]
fn Answer(props: &AnswerProps) -> Html {
    let number = String::from(js_sys::encode_uri_component(&props.number));
    let query = props.as_of.as_ref().map(|day| format!("?as_of={day}")).unwrap_or_default();
    let verification = use_get::<Verification>(format!("/verify/{number}{query}"));
    html! { <div role="status">{ verification.show(5, |verification| html! { <VerificationNotice verification={verification.clone()} /> }) }</div> }
}

/// What was asked before.
#[derive(Debug, Clone, PartialEq, Properties)]
struct QuestionProps {
    number: Option<AttrValue>,
    as_of: Option<AttrValue>,
}

/// The form.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let number = use_entry(props.number.as_deref().unwrap_or_default());
    let day = use_entry(props.as_of.as_deref().unwrap_or_default());
    let navigator = use_navigator();
    let (errors, set_errors) = use_errors(None);
    let on_submit = {
        let (number, day) = (number.clone(), day.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let parsed = number.trimmed().parse::<CertificateNumber>();
            found.check("number", parsed.as_ref().map(|_| ()).map_err(|error| format!("is not right: {error}")));
            let fine = found.is_empty();
            set_errors.emit(found);
            if let (true, Ok(parsed), Some(navigator)) = (fine, parsed, &navigator) {
                let route = Route::Verification { number: parsed.to_string() };
                let query = if day.value.is_empty() { String::new() } else { format!("as_of={}", day.value) };
                if query.is_empty() || navigator.push_with_query(&route, Raw(query)).is_err() {
                    navigator.push(&route);
                }
            }
        })
    };
    let again = props.number.is_some();
    html! {
        <Form errors={errors.clone()} submit={if again { "Verify another" } else { "Verify" }} {on_submit}>
            <Field member="number" label="Certificate number" hint="Letters and digits; hyphens, spaces and case do not matter." entry={number} error={errors.on("number")} autocomplete="off" />
            <Field member="as_of" label="As of (empty: today)" kind={Kind::Date} entry={day} error={errors.on("as_of")} />
        </Form>
    }
}
