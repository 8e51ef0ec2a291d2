//! An invoice as a PDF file: what it charges, what was received, what is owed, and how to pay it. Once it is paid, it is
//! the receipt.

use shared::invoices::{Invoice, InvoiceState, Payment, PaymentMethod};
use shared::text::dollars;

use crate::config::Config;
use crate::error::Error;
use crate::pdf::{Document, PdfError, PdfFile, Weight};

/// The size of the text, in points.
const TEXT: f32 = 11.0;

/// The file of an invoice.
///
/// # Errors
/// [`Error::Defect`] where it cannot be made.
pub(crate) fn sheet(invoice: &Invoice, config: &Config) -> Result<PdfFile, Error> {
    let written = written(invoice, config);
    let bytes = written.map_err(|error: PdfError| Error::Defect(format!("the file of invoice {} cannot be made: {error}", invoice.id)))?;
    Ok(PdfFile { name: format!("{}-{}.pdf", title(invoice).to_lowercase(), number(invoice)), bytes })
}

/// What the invoice is called: its number, or its id where it was issued before there were numbers.
fn number(invoice: &Invoice) -> String {
    invoice.number.map_or_else(|| invoice.id.to_string(), |number| number.to_string())
}

/// What the document is, as its title and its name say.
fn title(invoice: &Invoice) -> &'static str {
    if invoice.state == InvoiceState::Paid { "Receipt" } else { "Invoice" }
}

fn written(invoice: &Invoice, config: &Config) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new(format!("{} {}", title(invoice), number(invoice)))?;
    document.paragraph("Library Support Staff Certification", Weight::SemiBold, TEXT);
    if let Some(postal) = &config.contact_postal_address {
        document.paragraph(postal, Weight::Regular, TEXT);
    }
    document.paragraph(&config.contact_email, Weight::Regular, TEXT);
    document.space(28.0);
    document.heading(title(invoice), 24.0);
    document.space(10.0);
    for (what, which) in [
        ("For", invoice.person_name.clone()),
        ("Issued", invoice.issued_on.long().to_string()),
        ("Number", number(invoice)),
        ("State", state_words(invoice)),
    ] {
        document.row(what, &which, Weight::Regular, TEXT);
    }
    document.rule();
    sums(&mut document, invoice);
    if invoice.state == InvoiceState::Open {
        how_to_pay(&mut document, invoice, config);
    }
    document.finish()
}

/// The lines, what was received, and what is left.
fn sums(document: &mut Document, invoice: &Invoice) {
    for line in &invoice.lines {
        document.row(line.charge.title(), &dollars(line.amount_cents), Weight::Regular, TEXT);
    }
    document.rule();
    document.row("Total", &dollars(invoice.total_cents), Weight::SemiBold, TEXT);
    if invoice.credited_cents > 0 {
        document.row("Credited", &less(invoice.credited_cents), Weight::Regular, TEXT);
    }
    for payment in &invoice.payments {
        document.row(&received(payment), &less(payment.amount_cents), Weight::Regular, TEXT);
        if payment.reversed {
            document.row("Taken back by the bank", &dollars(payment.amount_cents), Weight::Regular, TEXT);
        } else if payment.refunded_cents > 0 {
            document.row("Gone back", &dollars(payment.refunded_cents), Weight::Regular, TEXT);
        }
    }
    moved(document, invoice);
    document.rule();
    document.row("Owed", &dollars(invoice.owed_cents), Weight::SemiBold, TEXT);
    if invoice.over_cents > 0 {
        let over = format!("{} more came than was owed and waits with us: write to us where it is to go.", dollars(invoice.over_cents));
        document.paragraph(&over, Weight::Regular, TEXT);
    }
}

/// What was put here of other payments, or of these to other invoices.
fn moved(document: &mut Document, invoice: &Invoice) {
    let came = invoice.payments.iter().filter(|payment| !payment.reversed);
    let held = came.fold(0_u32, |sum, payment| sum.saturating_add(payment.amount_cents.saturating_sub(payment.refunded_cents)));
    if held < invoice.paid_cents {
        document.row(&invoice.moved_from(), &less(invoice.paid_cents.saturating_sub(held)), Weight::Regular, TEXT);
    } else if invoice.paid_cents < held {
        document.row("Of this, put elsewhere", &dollars(held.saturating_sub(invoice.paid_cents)), Weight::Regular, TEXT);
    }
}

/// An amount that lowers what is owed.
pub(crate) fn less(cents: impl Into<u64>) -> String {
    format!("\u{2212}{}", dollars(cents))
}

/// How and when a payment came.
pub(crate) fn received(payment: &Payment) -> String {
    let by = match payment.method {
        PaymentMethod::Card => "by card",
        PaymentMethod::Check => "by check",
        PaymentMethod::Transfer => "by transfer",
    };
    let reference = payment.reference.as_ref().map(|reference| format!(", {reference}")).unwrap_or_default();
    let receipt = payment.number.map(|number| format!(", receipt {number}")).unwrap_or_default();
    format!("Received {by} on {}{reference}{receipt}", payment.received_on.long())
}

fn state_words(invoice: &Invoice) -> String {
    match invoice.state {
        InvoiceState::Open => "Open".to_owned(),
        InvoiceState::Paid => "Paid in full".to_owned(),
        InvoiceState::Void => "Nothing is owed any more".to_owned(),
        InvoiceState::RefundDue => "Money goes back".to_owned(),
    }
}

fn how_to_pay(document: &mut Document, invoice: &Invoice, config: &Config) {
    check_or_transfer(document, invoice.owed_cents, config);
    let address = format!("{}/invoices/{}", config.public_address(), invoice.id);
    let online = if invoice.card_offered { format!("By card: {address}") } else { format!("This invoice as it stands today: {address}") };
    document.paragraph(&online, Weight::Regular, TEXT);
}

/// How so many US cents are paid by check or transfer, under a heading; room for what follows.
pub(crate) fn check_or_transfer(document: &mut Document, owed_cents: impl Into<u64>, config: &Config) {
    document.space(20.0);
    document.heading("How to pay", 15.0);
    let owed = dollars(owed_cents);
    let payee = config.checks_payable_to.as_ref().map(|payee| format!(" to {payee}")).unwrap_or_default();
    let place = match &config.contact_postal_address {
        Some(_) => "send it to the address above".to_owned(),
        None => format!("ask {} where to send it", config.contact_email),
    };
    document.paragraph(
        &format!("By check: make it out{payee} for {owed}, write the number of this invoice on it, and {place}."),
        Weight::Regular,
        TEXT,
    );
    if let Some(account) = &config.transfer_details {
        document.space(6.0);
        document.paragraph(&format!("By transfer of {owed} with the number of this invoice to:\n{account}"), Weight::Regular, TEXT);
    }
    document.space(6.0);
}
