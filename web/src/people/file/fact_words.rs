//! Facts and operations in words, with links to what they are about.

use shared::accounts::Role;
use shared::dossier::Outcome;
use shared::facts::FactBody;
use yew::prelude::*;
use yew_router::prelude::*;

use super::role_title;
use crate::components::{DateText, Money};
use crate::invoices::method_title;
use crate::route::Route;
use shared::text::hours;

/// An operation as a heading: `accept_application` is `Accept application`.
pub(super) fn operation_words(operation: &str) -> String {
    let words = operation.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct DescribedProps {
    /// What happened.
    pub body: FactBody,
}

/// Shows a fact in words.
#[component]
pub(super) fn Described(props: &DescribedProps) -> Html {
    let link = |to: Route, words: &'static str| html! { <Link<Route> {to}>{ words }</Link<Route>> };
    match &props.body {
        FactBody::RoleAppointed { role } => html! { { role_words("appointed", *role) } },
        FactBody::RoleDismissed { role } => html! { { role_words("dismissed", *role) } },
        FactBody::ApplicationSubmitted { application, .. }
        | FactBody::InformationRequested { application }
        | FactBody::InformationGiven { application }
        | FactBody::ApplicationWithdrawn { application }
        | FactBody::MembershipUnconfirmed { application, .. }
        | FactBody::ApplicationAccepted { application }
        | FactBody::ApplicationRefused { application }
        | FactBody::HoursConfirmed { application, .. }
        | FactBody::HoursDisputed { application, .. } => html! {
            <>{ plain(&props.body) }{ " (" }{ link(Route::StaffApplication { id: *application }, "open it") }{ ")" }</>
        },
        FactBody::InvoiceIssued { invoice, lines, .. } => html! {
            <>
                { "Invoice issued for " }<Money cents={lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.amount_cents))} />{ " (" }
                { link(Route::StaffInvoice { id: *invoice }, "open it") }{ ")" }
            </>
        },
        FactBody::PaymentReceived { invoice, amount_cents, method, reference, .. } => html! {
            <>
                <Money cents={*amount_cents} />{ format!(" received, {}", method_title(*method).to_lowercase()) }
                { reference.as_ref().map(|reference| format!(" {reference}")).unwrap_or_default() }{ " (" }
                { link(Route::StaffInvoice { id: *invoice }, "open the invoice") }{ ")" }
            </>
        },
        FactBody::CompletionReported { course, set, .. } => html! {
            <>{ "Completed a course for " }{ set.title() }{ " (" }{ link(Route::Course { id: *course }, "open the course") }{ ")" }</>
        },
        FactBody::ExtensionGranted { until } => html! { <>{ "Candidacy extended until " }<DateText date={*until} /></> },
        FactBody::CertificateIssued { number, .. } => html! {
            <>{ "Certificate issued: " }<Link<Route> to={Route::Verification { number: number.clone() }}>{ number }</Link<Route>></>
        },
        FactBody::FactCorrected { replacement: Some(replacement), .. } => html! {
            <>{ "Correction: “" }{ plain(&replacement.body) }{ "” takes effect on " }<DateText date={replacement.on} /></>
        },
        other => html! { { plain(other) } },
    }
}

fn role_words(what: &str, role: Role) -> String {
    format!("Role {what}: {}", role_title(role).to_lowercase())
}

/// A fact in plain words.
fn plain(body: &FactBody) -> String {
    let decided = |outcome: &Outcome, what: &str| match outcome {
        Outcome::Achieved => format!("{what} verified"),
        Outcome::NotAchieved => format!("{what} refused"),
    };
    match body {
        FactBody::ApplicationSubmitted { .. } => "Application submitted".to_owned(),
        FactBody::InformationRequested { .. } => "Applicant asked for more".to_owned(),
        FactBody::InformationGiven { .. } => "Applicant answered".to_owned(),
        FactBody::ApplicationWithdrawn { .. } => "Application withdrawn".to_owned(),
        FactBody::MembershipUnconfirmed { .. } => "ALA membership not confirmed".to_owned(),
        FactBody::ApplicationAccepted { .. } => "Application accepted".to_owned(),
        FactBody::ApplicationRefused { .. } => "Application refused".to_owned(),
        FactBody::HoursConfirmed { job, .. } => format!("Hours of job {} confirmed by a supervisor", job.saturating_add(1)),
        FactBody::HoursDisputed { job, .. } => format!("Hours of job {} disputed by a supervisor", job.saturating_add(1)),
        FactBody::ReadmissionAllowed => "New application allowed".to_owned(),
        FactBody::CompletionReported { set, .. } => format!("Completed a course for {}", set.title()),
        FactBody::CompletionDecided { outcome, .. } => decided(outcome, "Completion"),
        FactBody::PortfolioSubmitted { set, .. } => format!("Portfolio submitted for {}", set.title()),
        FactBody::PortfolioDecided { outcome, .. } => decided(outcome, "Portfolio"),
        FactBody::GraduationReported { .. } => "Graduated from a recognised programme".to_owned(),
        FactBody::GraduationDecided { outcome, .. } => decided(outcome, "Graduation"),
        FactBody::ActivityCompleted { minutes, technology, .. } => {
            let kind = if *technology { ", in technology" } else { "" };
            format!("Continuing education, {}{kind}", hours(u64::from(*minutes)))
        }
        FactBody::CertificationRevoked => "Revoked".to_owned(),
        FactBody::FactCorrected { .. } => "Correction: an earlier fact is struck".to_owned(),
        other => operation_words(other.kind()),
    }
}

#[cfg(test)]
mod tests {
    use super::operation_words;

    #[test]
    fn operations_read_as_headings() {
        for (operation, words) in [("accept_application", "Accept application"), ("", ""), ("sign_in", "Sign in")] {
            assert_eq!(operation_words(operation), words);
        }
    }
}
