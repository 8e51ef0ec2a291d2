//! One's certificates: the number, where it stands, and the public page that proves it.

use shared::certificates::{Certificate, CertificateList, CertificateState};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{DateText, StatusBadge, Tone};
use crate::remote::use_get;
use crate::route::Route;

/// Shows them. Nothing before the first.
#[component]
pub fn MyCertificates() -> Html {
    let certificates = use_get::<CertificateList>("/me/certificates".to_owned());
    certificates.show(2, |list| {
        if list.items.is_empty() {
            return Html::default();
        }
        html! {
            <section aria-labelledby="certificates">
                <h2 id="certificates">{ if list.items.len() == 1 { "Your certificate" } else { "Your certificates" } }</h2>
                <CertificateEntries items={list.items.clone()} />
                if list.items.iter().any(|certificate| matches!(certificate.state, CertificateState::Valid | CertificateState::InGrace)) {
                    <p>{ "Give the number to anybody who asks; everyone can verify it." }</p>
                }
            </section>
        }
    })
}

/// The certificates.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CertificateEntriesProps {
    /// The certificates, oldest first.
    pub items: Vec<Certificate>,
}

/// The words of a state.
pub(super) const fn state_title(state: CertificateState) -> &'static str {
    match state {
        CertificateState::Valid => "Valid",
        CertificateState::InGrace => "In the grace period",
        CertificateState::Expired => "Expired",
        CertificateState::Revoked => "Revoked",
        CertificateState::NotYet => "Not yet issued",
        CertificateState::Unknown => "Unknown",
    }
}

/// Shows a line for each, the latest first.
#[component]
pub fn CertificateEntries(props: &CertificateEntriesProps) -> Html {
    html! {
        <ul class="entries">
            { for props.items.iter().rev().map(|certificate| html! {
                <li key={certificate.id.to_string()}>
                    <Link<Route> classes="number" to={Route::Verification { number: certificate.number.clone() }}>{ &certificate.number }</Link<Route>>
                    <StatusBadge words={state_title(certificate.state)} tone={Tone::from(certificate.state)} />
                    <span>{ "certified on " }<DateText date={certificate.certified_on} />{ ", runs until " }<DateText date={certificate.expires_on} /></span>
                </li>
            }) }
        </ul>
    }
}
