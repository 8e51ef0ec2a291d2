//! A notice in words: its template filled in, once as text and once as HTML. The templates stand in `api/notices/`, one
//! for each kind, and each is written once: what the HTML says, the text says too.
//!
//! A template begins with a line for the subject and one that says why somebody gets it. In what follows, a blank line
//! ends a paragraph, `link(path)` and `button(path, words)` are addresses of the app, and `quoted(text)` is what somebody
//! typed. A variable is escaped wherever it stands in HTML, and never read as a template.

use std::sync::LazyLock;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, context};
use shared::notices::NoticeKind;

use super::enclosure::Enclosed;
use crate::html::escaped;

/// A notice as it leaves.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject, in one line.
    pub subject: String,
    /// For those who read text.
    pub text: String,
    /// For those who read HTML.
    pub html: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter { .. }")
    }
}

/// Why a notice cannot be written: a defect of its template, or a row that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the notice cannot be written: {0}")]
pub struct LetterError(String);

impl From<Error> for LetterError {
    fn from(error: Error) -> Self {
        // Without its source: a value of the notice could stand there.
        Self(error.kind().to_string())
    }
}

/// What configuration adds to every notice.
#[derive(Debug, Clone, Copy)]
pub struct House<'a> {
    /// Where the app stands, without a slash at its end.
    pub public_url: &'a str,
    /// Whom people write to.
    pub contact_email: &'a str,
}

macro_rules! templates {
    ($($kind:ident: $name:literal,)+) => {
        /// The template of each kind, by its name.
        const TEMPLATES: &[(NoticeKind, &str)] = &[$((NoticeKind::$kind, include_str!(concat!("../../notices/", $name, ".jinja"))),)+];
    };
}

templates! {
    AddressConfirmation: "address_confirmation",
    AlreadyRegistered: "already_registered",
    PasswordReset: "password_reset",
    PasswordChanged: "password_changed",
    NameChanged: "name_changed",
    EmailChangeAsked: "email_change_asked",
    EmailChangeConfirmation: "email_change_confirmation",
    EmailChanged: "email_changed",
    SecondStepOn: "second_step_on",
    CodesTried: "codes_tried",
    SecondStepOff: "second_step_off",
    AccountDeleted: "account_deleted",
    Certified: "certified",
    ApplicationReceived: "application_received",
    ApplicationAccepted: "application_accepted",
    ApplicationRefused: "application_refused",
    InformationRequested: "information_requested",
    MembershipUnconfirmed: "membership_unconfirmed",
    HoursAsked: "hours_asked",
    PaymentReversed: "payment_reversed",
    PaymentAllocated: "payment_allocated",
    AllocationReleased: "allocation_released",
    InvoiceCredited: "invoice_credited",
    RefundFailed: "refund_failed",
    PaymentReturned: "payment_returned",
    PaymentReceived: "payment_received",
    PaymentTakenBack: "payment_taken_back",
    InvoiceReminder: "invoice_reminder",
    OrderIssued: "order_issued",
    OrderReminder: "order_reminder",
    OrderInvitation: "order_invitation",
    OrderPaid: "order_paid",
    OrderCredited: "order_credited",
    OrderPaymentReversed: "order_payment_reversed",
    OrderPaymentReturned: "order_payment_returned",
    ContactMessage: "contact_message",
    StaffNotice: "staff_notice",
    Earlier: "earlier",
}

/// The name under which the sheet around every notice stands beside the templates.
const LAYOUT: &str = "layout";

/// The templates, made ready once for each form.
static TEXT: LazyLock<Result<Environment<'static>, LetterError>> =
    LazyLock::new(|| environment(AutoEscape::None, include_str!("../../notices/layout.txt")));
static HTML: LazyLock<Result<Environment<'static>, LetterError>> =
    LazyLock::new(|| environment(AutoEscape::Html, include_str!("../../notices/layout.html")));

/// The parts of a template.
const PARTS: [&str; 3] = ["subject", "because", "body"];

fn environment(escape: AutoEscape, layout: &'static str) -> Result<Environment<'static>, LetterError> {
    let mut environment = Environment::new();
    if escape == AutoEscape::Html {
        with_links(&mut environment);
    } else {
        environment.add_function("link", |state: &State<'_, '_>, path: &str| address(state, path));
        environment.add_function("button", |state: &State<'_, '_>, path: &str, _words: &str| address(state, path));
        environment.add_function("quoted", |text: String| text);
    }
    environment.set_auto_escape_callback(move |_| escape.clone());
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    for (kind, source) in TEMPLATES {
        for (part, source) in PARTS.into_iter().zip(parts(source).ok_or_else(|| LetterError(format!("the template of {kind:?} has not its parts")))?)
        {
            environment.add_template_owned(name(*kind, part), source)?;
        }
    }
    environment.add_template(LAYOUT, layout)?;
    Ok(environment)
}

/// Subject, because and body of a template.
fn parts(source: &'static str) -> Option<[&'static str; 3]> {
    let (subject, rest) = source.strip_prefix("subject: ")?.split_once('\n')?;
    let (because, body) = rest.strip_prefix("because: ")?.split_once('\n')?;
    Some([subject, because, body.trim()])
}

fn name(kind: NoticeKind, part: &str) -> String {
    format!("{}/{part}", kind.name())
}

/// The functions of templates, as HTML.
fn with_links(environment: &mut Environment<'static>) {
    environment.add_function("link", |state: &State<'_, '_>, path: &str| {
        let address = escaped(&address(state, path)?);
        Ok::<_, Error>(Value::from_safe_string(format!("<a href=\"{address}\" style=\"color: #1f5b4a;\">{address}</a>")))
    });
    environment.add_function("button", |state: &State<'_, '_>, path: &str, words: &str| {
        let (address, words) = (escaped(&address(state, path)?), escaped(words));
        Ok::<_, Error>(Value::from_safe_string(format!("<a class=\"button\" href=\"{address}\">{words}</a>")))
    });
    environment.add_function("quoted", |text: &str| Value::from_safe_string(quotation(text)));
}

/// An address of the app. What does not begin with a slash would lead to another host.
fn address(state: &State<'_, '_>, path: &str) -> Result<String, Error> {
    let house = state.lookup("public_url").ok_or_else(|| Error::from(ErrorKind::UndefinedError))?;
    Ok(format!("{house}/{}", path.trim_start_matches('/')))
}

/// What somebody typed, with its lines, as one block without a blank line in its source.
fn quotation(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| escaped(line.trim_end())).collect();
    format!("<blockquote style=\"margin: 0 0 17px; padding: 0 0 0 14px; border-left: 3px solid #d9d2c3;\">{}</blockquote>", lines.join("<br>\n"))
}

/// The paragraphs of a body that is escaped already.
fn paragraphs(body: &str) -> String {
    let blocks = body.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks.map(|block| if block.starts_with("<blockquote") { block.to_owned() } else { format!("<p>{block}</p>") }).collect::<Vec<_>>().join("\n")
}

/// The subject of a notice of this kind, in one line: what was typed into it begins no header.
///
/// # Errors
/// [`LetterError`] where the template does not fit the variables.
pub fn subject(kind: NoticeKind, variables: &serde_json::Value) -> Result<String, LetterError> {
    let subject = ready(&TEXT)?.get_template(&name(kind, "subject"))?.render(Value::from(Serde(variables)))?;
    Ok(subject.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A notice of this kind with these variables, from this house, which also says what is enclosed.
///
/// # Errors
/// [`LetterError`] where the template does not fit the variables.
pub fn letter(kind: NoticeKind, variables: &serde_json::Value, house: House<'_>, enclosed: Option<Enclosed>) -> Result<Letter, LetterError> {
    let subject = subject(kind, variables)?;
    let whole = |body: &str| enclosed.map_or_else(|| body.to_owned(), |enclosed| format!("{body}\n\n{}", enclosed.words()));
    let text = written(ready(&TEXT)?, kind, variables, house, &subject, whole)?;
    let html = written(ready(&HTML)?, kind, variables, house, &subject, |body| paragraphs(&whole(body)))?;
    Ok(Letter { subject, text, html })
}

/// One form of a notice: the parts of its template, the body `shaped`, in the sheet of this form.
fn written(
    environment: &Environment<'static>,
    kind: NoticeKind,
    variables: &serde_json::Value,
    house: House<'_>,
    subject: &str,
    shaped: impl Fn(&str) -> String,
) -> Result<String, LetterError> {
    let House { public_url, contact_email } = house;
    // What stands first holds: no variable takes the place of the house's address.
    let filled = context! { public_url, contact_email, ..Serde(variables) };
    let part = |part: &str| environment.get_template(&name(kind, part))?.render(filled.clone());
    let because = Value::from_safe_string(part("because")?);
    let body = Value::from_safe_string(shaped(part("body")?.trim()));
    Ok(environment.get_template(LAYOUT)?.render(context! { subject, because, body, public_url, contact_email })?)
}

fn ready(environment: &'static LazyLock<Result<Environment<'static>, LetterError>>) -> Result<&'static Environment<'static>, LetterError> {
    LazyLock::force(environment).as_ref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests;
