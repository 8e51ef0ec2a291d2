//! What a stranger learns of a certificate: where it stands on a day, whose it is, and its sets and dates.

use shared::certificates::{CertificateState, Verification};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{DateText, StatusBadge, Tone};
use crate::route::Route;

/// The answer.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct VerificationNoticeProps {
    /// The answer.
    pub verification: Verification,
}

/// Shows the answer.
#[component]
pub(super) fn VerificationNotice(props: &VerificationNoticeProps) -> Html {
    let found = &props.verification;
    let (words, sentence) = said(found.state);
    html! {
        <section class="certificate" aria-label="Result">
            <p class="certificate-state"><StatusBadge {words} tone={Tone::from(found.state)} />{ " as of " }<DateText date={found.as_of} /></p>
            if let Some(name) = &found.name {
                <h2>{ name }</h2>
            }
            <p>{ sentence }</p>
            <dl class="facts">
                <div><dt>{ "Number" }</dt><dd class="figures">{ &found.number }</dd></div>
                if let Some(date) = found.certified_on {
                    <div><dt>{ "Certified on" }</dt><dd><DateText {date} /></dd></div>
                }
                if let Some(date) = found.expires_on {
                    <div><dt>{ if found.state == CertificateState::Valid { "Valid through" } else { "Term ended on" } }</dt><dd><DateText {date} /></dd></div>
                }
                if let (CertificateState::InGrace, Some(date)) = (found.state, found.grace_ends_on) {
                    <div><dt>{ "Can be renewed through" }</dt><dd><DateText {date} /></dd></div>
                }
                if let Some(date) = found.revoked_on {
                    <div><dt>{ "Revoked on" }</dt><dd><DateText {date} /></dd></div>
                }
                if !found.sets.is_empty() {
                    <div><dt>{ "Competency sets" }</dt><dd><ul>{ for found.sets.iter().map(|set| html! { <li key={set.code()}>{ set.title() }</li> }) }</ul></dd></div>
                }
            </dl>
            if !matches!(found.state, CertificateState::Unknown | CertificateState::NotYet) {
                <p class="no-print"><Link<Route> to={Route::Certificate { number: found.number.clone() }}>{ "Open the certificate, to print it or to ask about another day" }</Link<Route>></p>
            }
        </section>
    }
}

/// A state in a few words, and in a sentence.
pub(super) const fn said(state: CertificateState) -> (&'static str, &'static str) {
    match state {
        CertificateState::Valid => ("Valid", "This certificate is good."),
        CertificateState::InGrace => ("In the grace period", "The term of this certificate has ended; it can still be renewed."),
        CertificateState::Expired => ("Expired", "The term of this certificate ended, and it was not renewed."),
        CertificateState::Revoked => ("Revoked", "This certificate was revoked and is not good."),
        CertificateState::NotYet => ("Not yet issued", "This certificate was issued later than the day you ask about."),
        CertificateState::Unknown => {
            ("Unknown", "The programme has issued no certificate with this number. Compare it with the certificate, character by character.")
        }
    }
}
