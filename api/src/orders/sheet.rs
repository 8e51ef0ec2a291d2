//! An order as a PDF file: the invoice to the buyer, over as many pages as its people need, and how to pay it. Once it is paid,
//! it is the receipt.

use shared::calendar::Date;
use shared::ids::{BuyerId, OrderId};
use shared::orders::{LineState, Order, OrderState};
use shared::text::{dollars, grouped};

use super::answer;
use super::lines::{self, Line};
use super::store::{self, Kept};
use crate::config::Config;
use crate::db::DbConnection;
use crate::error::Error;
use crate::invoices::{check_or_transfer, less, received};
use crate::pdf::{Document, PdfError, PdfFile, Weight};

/// The size of the text, in points.
const TEXT: f32 = 11.0;
/// The size of the lines, of which there may be thousands.
const LINE_TEXT: f32 = 9.5;

/// What stands on the file of an order that was issued, as it was read on a day.
#[derive(Debug, Clone)]
pub(crate) struct OrderSheet {
    order: Order,
    lines: Vec<Line>,
}

impl OrderSheet {
    /// That of an order; none where there is no such one, or it was not issued.
    ///
    /// # Errors
    /// [`Error::Store`] where the database fails.
    pub(crate) fn find(conn: &mut DbConnection, id: OrderId, today: Date) -> Result<Option<Self>, Error> {
        store::find(conn, id)?.map_or(Ok(None), |kept| Self::of(conn, &kept, today))
    }

    /// That of an order that was read; none where it was not issued.
    ///
    /// # Errors
    /// [`Error::Store`] where the database fails.
    pub(super) fn of(conn: &mut DbConnection, kept: &Kept, today: Date) -> Result<Option<Self>, Error> {
        if kept.state == OrderState::Draft {
            return Ok(None);
        }
        Ok(Some(Self { order: answer::answer(conn, kept, today)?, lines: lines::all(conn, kept.id)? }))
    }

    /// Who is asked for the money.
    pub(crate) const fn buyer(&self) -> BuyerId {
        self.order.buyer_id
    }

    /// Where the order stands.
    pub(crate) const fn state(&self) -> OrderState {
        self.order.state
    }

    /// The file. Thousands of lines take a while.
    ///
    /// # Errors
    /// [`Error::Defect`] where it cannot be made.
    pub(crate) fn file(&self, config: &Config) -> Result<PdfFile, Error> {
        sheet(&self.order, &self.lines, config)
    }
}

/// The file of an order that was issued.
///
/// # Errors
/// [`Error::Defect`] where it cannot be made.
fn sheet(order: &Order, lines: &[Line], config: &Config) -> Result<PdfFile, Error> {
    let written = written(order, lines, config);
    let bytes = written.map_err(|error: PdfError| Error::Defect(format!("the file of order {} cannot be made: {error}", order.id)))?;
    Ok(PdfFile { name: format!("{}-{}.pdf", title(order.state).to_lowercase(), number(order)), bytes })
}

/// What the document is, as its title and its name say.
fn title(state: OrderState) -> &'static str {
    if state == OrderState::Paid { "Receipt" } else { "Invoice" }
}

/// The number of the invoice.
fn number(order: &Order) -> String {
    order.number.map_or_else(|| order.id.to_string(), |number| number.to_string())
}

fn written(order: &Order, lines: &[Line], config: &Config) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new(format!("{} {}", title(order.state), number(order)))?;
    document.paragraph("Library Support Staff Certification", Weight::SemiBold, TEXT);
    if let Some(postal) = &config.contact_postal_address {
        document.paragraph(postal, Weight::Regular, TEXT);
    }
    document.paragraph(&config.contact_email, Weight::Regular, TEXT);
    document.space(24.0);
    document.paragraph(&order.buyer_name, Weight::SemiBold, TEXT);
    document.paragraph(&order.buyer_address, Weight::Regular, TEXT);
    document.space(24.0);
    document.heading(title(order.state), 24.0);
    document.space(10.0);
    head(&mut document, order);
    document.rule();
    sums(&mut document, order);
    if order.state == OrderState::Open {
        how_to_pay(&mut document, order, config);
    }
    document.space(20.0);
    document.heading("Paid for", 15.0);
    for line in lines {
        document.row(&format!("{}. {}", line.position, line_words(line)), &dollars(line.amount_cents), Weight::Regular, LINE_TEXT);
    }
    document.finish()
}

fn head(document: &mut Document, order: &Order) {
    let mut rows = vec![("Number", number(order))];
    if !order.reference.is_empty() {
        rows.push(("Your number", order.reference.clone()));
    }
    rows.extend(order.document.clone().map(|name| ("Your document", name)));
    rows.extend(order.issued_on.map(|on| ("Issued", on.long().to_string())));
    rows.extend(order.apply_by.map(|until| ("Last day for applying", until.long().to_string())));
    rows.push(("State", state_words(order.state).to_owned()));
    rows.push(("People", grouped(order.lines.into())));
    for (what, which) in rows {
        document.row(what, &which, Weight::Regular, TEXT);
    }
}

/// What was asked for, what came, and what is left.
fn sums(document: &mut Document, order: &Order) {
    document.row("Total", &dollars(order.total_cents), Weight::SemiBold, TEXT);
    for credit in &order.credits {
        let number = credit.number.map(|number| format!(", credit note {number}")).unwrap_or_default();
        document.row(&format!("Credited on {}{number}", credit.credited_on.long()), &less(credit.amount_cents), Weight::Regular, TEXT);
    }
    for payment in &order.payments {
        document.row(&received(payment), &less(payment.amount_cents), Weight::Regular, TEXT);
        if payment.reversed {
            document.row("Taken back by the bank", &dollars(payment.amount_cents), Weight::Regular, TEXT);
        } else if payment.refunded_cents > 0 {
            document.row("Gone back", &dollars(payment.refunded_cents), Weight::Regular, TEXT);
        }
    }
    document.rule();
    document.row("Owed", &dollars(order.owed_cents), Weight::SemiBold, TEXT);
}

/// Who is on a line, and whether it is still asked for.
fn line_words(line: &Line) -> String {
    let credited = if line.state == LineState::Credited { " (credited)" } else { "" };
    format!("{}{credited}", line.name)
}

const fn state_words(state: OrderState) -> &'static str {
    match state {
        OrderState::Draft => "Not issued",
        OrderState::Open => "Open",
        OrderState::Paid => "Paid in full",
        OrderState::Void => "Nothing is owed any more",
    }
}

fn how_to_pay(document: &mut Document, order: &Order, config: &Config) {
    check_or_transfer(document, order.owed_cents, config);
    let address = format!("{}/orders/{}", config.public_address(), order.id);
    document.paragraph(&format!("Once it is paid in full, those on it count as paid. As it stands today: {address}"), Weight::Regular, TEXT);
}
