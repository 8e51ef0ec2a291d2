//! The document that goes with a letter: the invoice with one that asks for money, and what the invoice has become, most often
//! the receipt, with one that says that money came. A row of the outbox knows which by its id alone; the document is made when
//! the letter leaves, of what the database says by then.
//!
//! It goes to whom it concerns and to nobody else: to the address of an account whose invoice or whose buyer's order it is by
//! then. What is struck, owed no more or erased has no document any more, and its letter goes without.

use std::time::Duration;

use serde_json::Value;
use shared::calendar::Date;
use shared::ids::{InvoiceId, OrderId};
use shared::invoices::{Invoice, InvoiceState};
use shared::notices::NoticeKind;
use shared::orders::OrderState;

use crate::accounts;
use crate::buyers::buyer_of;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::invoices::{self, CardsTaken};
use crate::orders::{OrderSheet, settling};
use crate::pdf::PdfFile;

/// The longest file that goes with a letter, in bytes: encoded for mail it is a third longer, and many a mailbox takes 10 MB.
pub(crate) const ENCLOSED_BYTES_MAX: usize = 5_000_000;
/// How long reading and making one may take. With the time for sending it ends before the worker's lease does.
const READING: Duration = Duration::from_secs(10);
const MAKING: Duration = Duration::from_secs(20);

/// What a letter says of the document that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enclosed {
    /// It is the invoice.
    Invoice,
    /// It is the receipt.
    Receipt,
    /// There is one, and it is too large to go along.
    TooLarge,
}

impl Enclosed {
    /// A sentence for the letter, the same in both of its forms.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Invoice => "The invoice is attached as a PDF file.",
            Self::Receipt => "The receipt is attached as a PDF file.",
            Self::TooLarge => "The PDF file is too large to be attached; download it from the page to which the link leads.",
        }
    }
}

/// A document that goes with a letter, as far as it can.
#[derive(Debug, Clone)]
pub(crate) struct Enclosure {
    /// What the letter says of it.
    pub(crate) enclosed: Enclosed,
    /// The file; none where it is too large.
    pub(crate) file: Option<PdfFile>,
}

impl Enclosure {
    fn of(enclosed: Enclosed, file: PdfFile) -> Self {
        if file.bytes.len() <= ENCLOSED_BYTES_MAX { Self { enclosed, file: Some(file) } } else { Self::too_large() }
    }

    const fn too_large() -> Self {
        Self { enclosed: Enclosed::TooLarge, file: None }
    }
}

/// What a letter does with money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occasion {
    /// It asks for some. Where nothing is owed any more, no invoice goes along.
    Asks,
    /// It says that some came.
    Came,
}

/// What a letter is about, where a document may go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct About {
    what: What,
    occasion: Occasion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Invoice(InvoiceId),
    Order(OrderId),
}

impl About {
    /// What a notice of this kind with these variables is about; none where no document goes with it, or it does not say of what.
    pub(crate) fn of(kind: NoticeKind, variables: &Value) -> Option<Self> {
        let occasion = occasion(kind)?;
        let id = |member: &str| variables.get(member)?.as_str();
        let invoice = id("invoice").and_then(|id| id.parse().ok()).map(What::Invoice);
        let what = invoice.or_else(|| id("order").and_then(|id| id.parse().ok()).map(What::Order))?;
        Some(Self { what, occasion })
    }
}

const fn occasion(kind: NoticeKind) -> Option<Occasion> {
    match kind {
        NoticeKind::ApplicationReceived
        | NoticeKind::ApplicationAccepted
        | NoticeKind::MembershipUnconfirmed
        | NoticeKind::InvoiceReminder
        | NoticeKind::PaymentReversed
        | NoticeKind::PaymentTakenBack
        | NoticeKind::AllocationReleased
        | NoticeKind::OrderIssued
        | NoticeKind::OrderReminder
        | NoticeKind::OrderPaymentReversed
        | NoticeKind::OrderPaymentReturned => Some(Occasion::Asks),
        NoticeKind::PaymentReceived | NoticeKind::PaymentAllocated | NoticeKind::OrderPaid => Some(Occasion::Came),
        // What a credit note says, its letter says: there is none as a document.
        NoticeKind::InvoiceCredited
        | NoticeKind::OrderCredited
        | NoticeKind::AddressConfirmation
        | NoticeKind::AlreadyRegistered
        | NoticeKind::PasswordReset
        | NoticeKind::PasswordChanged
        | NoticeKind::NameChanged
        | NoticeKind::EmailChangeAsked
        | NoticeKind::EmailChangeConfirmation
        | NoticeKind::EmailChanged
        | NoticeKind::SecondStepOn
        | NoticeKind::CodesTried
        | NoticeKind::SecondStepOff
        | NoticeKind::AccountDeleted
        | NoticeKind::Certified
        | NoticeKind::ApplicationRefused
        | NoticeKind::InformationRequested
        | NoticeKind::HoursAsked
        | NoticeKind::RefundFailed
        | NoticeKind::PaymentReturned
        | NoticeKind::OrderInvitation
        | NoticeKind::ContactMessage
        | NoticeKind::StaffNotice
        | NoticeKind::Earlier
        | NoticeKind::Other => None,
    }
}

/// What is needed to make documents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Maker<'a> {
    /// Where invoices and orders are.
    pub(crate) db: &'a Db,
    /// What is said of paying.
    pub(crate) config: &'a Config,
    /// Whether an invoice says that cards are taken.
    pub(crate) cards: CardsTaken,
    /// The day as of which a document is made.
    pub(crate) today: Date,
}

impl Maker<'_> {
    /// The document that goes with a letter to this address; none where there is none, or it is not theirs.
    ///
    /// # Errors
    /// [`Error::Store`] where the database fails; [`Error::Defect`] where the file cannot be made; [`Error::Interrupted`] where
    /// either takes too long to read or breaks off.
    pub(crate) async fn enclosure(self, about: About, to: &str) -> Result<Option<Enclosure>, Error> {
        let (to, cards, today) = (to.to_owned(), self.cards, self.today);
        let read = tokio::time::timeout(READING, self.db.read(move |conn| source(conn, about, &to, cards, today)));
        let Some(source) = read.await.map_err(|_| Error::Interrupted)?? else { return Ok(None) };
        let config = self.config.clone();
        // Thousands of lines take a while, in which no transaction is open and others are served.
        let made = tokio::task::spawn_blocking(move || Ok(Enclosure::of(source.enclosed(), source.file(&config)?)));
        match tokio::time::timeout(MAKING, made).await {
            Ok(made) => made.map_err(|_| Error::Interrupted)?.map(Some),
            // Whatever takes so long is too large to be mailed.
            Err(_) => Ok(Some(Enclosure::too_large())),
        }
    }
}

/// What a document says, as it was read.
enum Source {
    Invoice(Box<Invoice>),
    Order(Box<OrderSheet>),
}

impl Source {
    fn enclosed(&self) -> Enclosed {
        let is_paid = match self {
            Self::Invoice(invoice) => invoice.state == InvoiceState::Paid,
            Self::Order(sheet) => sheet.state() == OrderState::Paid,
        };
        if is_paid { Enclosed::Receipt } else { Enclosed::Invoice }
    }

    fn file(&self, config: &Config) -> Result<PdfFile, Error> {
        match self {
            Self::Invoice(invoice) => invoices::sheet(invoice, config),
            Self::Order(sheet) => sheet.file(config),
        }
    }
}

fn source(conn: &mut DbConnection, about: About, to: &str, cards: CardsTaken, today: Date) -> Result<Option<Source>, Error> {
    let Some(person) = accounts::person_at(conn, to)? else { return Ok(None) };
    match about.what {
        What::Invoice(id) => {
            let Some(case) = invoices::find(conn, id, today)?.filter(|case| case.person == person) else { return Ok(None) };
            let goes = match (case.state(), about.occasion) {
                // Where an institution is to pay, it is the one who is asked.
                (InvoiceState::Open, Occasion::Asks) => !settling::is_paid_by_order(conn, person)?,
                (InvoiceState::Open | InvoiceState::Paid, Occasion::Came) => true,
                (InvoiceState::Paid, Occasion::Asks) | (InvoiceState::Void | InvoiceState::RefundDue, _) => false,
            };
            Ok(goes.then(|| Source::Invoice(Box::new(invoices::answer(&case, cards)))))
        }
        What::Order(id) => {
            let Some(sheet) = OrderSheet::find(conn, id, today)? else { return Ok(None) };
            let goes = match (sheet.state(), about.occasion) {
                (OrderState::Open, _) | (OrderState::Paid, Occasion::Came) => buyer_of(conn, person)? == Some(sheet.buyer()),
                (OrderState::Draft | OrderState::Void, _) | (OrderState::Paid, Occasion::Asks) => false,
            };
            Ok(goes.then(|| Source::Order(Box::new(sheet))))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_longer_than_a_mail_takes_stays_on_its_page() {
        let file = |bytes: usize| PdfFile { name: "invoice-2026-00001.pdf".to_owned(), bytes: vec![0; bytes] };
        let fits = Enclosure::of(Enclosed::Invoice, file(ENCLOSED_BYTES_MAX));
        assert!(fits.enclosed == Enclosed::Invoice && fits.file.is_some_and(|file| file.bytes.len() == ENCLOSED_BYTES_MAX));
        let too_large = Enclosure::of(Enclosed::Invoice, file(ENCLOSED_BYTES_MAX + 1));
        assert!(too_large.enclosed == Enclosed::TooLarge && too_large.file.is_none());
    }

    #[test]
    fn a_row_that_does_not_say_of_what_has_no_document() {
        let id = "01993e5c-6f00-7cc2-8000-0242ac120002";
        assert!(About::of(NoticeKind::PaymentReceived, &json!({"invoice": id})).is_some());
        assert!(About::of(NoticeKind::OrderPaid, &json!({"order": id})).is_some());
        for (kind, variables) in [
            (NoticeKind::PaymentReceived, json!({"name": "Demo Reader"})),
            (NoticeKind::PaymentReceived, json!({"invoice": "2026-00001"})),
            (NoticeKind::PaymentReceived, json!({"invoice": 1})),
            (NoticeKind::PaymentReceived, json!(null)),
            (NoticeKind::Certified, json!({"invoice": id})),
            (NoticeKind::OrderCredited, json!({"order": id})),
            (NoticeKind::Earlier, json!({"subject": "x", "body": id})),
        ] {
            assert_eq!(About::of(kind, &variables), None, "{kind:?} {variables}");
        }
    }
}
