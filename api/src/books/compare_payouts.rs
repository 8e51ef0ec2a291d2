//! The gateway's report of a time, held against the books. Nothing is recorded.

use std::collections::BTreeMap;

use actix_web::web::{Data, Json, Payload};
use actix_web::{HttpRequest, post};
use shared::amount::amount_cents;
use shared::books::{Moved, Movement, PAYOUT_REPORT_BYTES_MAX, PayoutComparison, PayoutDays, compare_payouts as compare, days_of};
use shared::calendar::Date;
use shared::facts::{Fact, FactBody, standing_facts};
use shared::ids::{PaymentId, RefundId};
use shared::invoices::PaymentMethod;
use shared::problem::MemberError;

use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection, StoreError};
use crate::error::Error;
use crate::record::{card_movements, payment_fact};
use crate::request::read_table;
use crate::text::RowCount;

/// The most rows of a report.
const REPORT_ROWS_MAX: usize = 50_000;
/// So many faults of a report are told.
const FAULTS_MAX: usize = 100;

/// Holds the gateway's report of what moved against the books, day by day, and lists what differs.
///
/// The report is Stripe's itemized "balance change from activity" as CSV, in the programme's time zone. Its columns `created`
/// (or `created_utc`), `reporting_category`, `currency` and `gross` are read, and `payment_intent_id` where it has one; others are
/// not looked at.
#[utoipa::path(tag = "books", security(("session" = [])), request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = PayoutComparison)))]
#[post("/books/payouts")]
pub(super) async fn compare_payouts(
    _staff: Require<permissions::ReadBooks>,
    request: HttpRequest,
    payload: Payload,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<PayoutComparison>, Error> {
    let report = PayoutReport::read(&read_table(&request, payload, PAYOUT_REPORT_BYTES_MAX).await?)?;
    db.read(move |conn| Ok(Json(report.beside_books(conn, moment.today)?))).await
}

/// A report, as it was exported.
#[derive(Debug)]
pub struct PayoutReport {
    movements: Vec<Movement>,
    days: PayoutDays,
    other_rows: u32,
}

impl PayoutReport {
    /// What stands in it.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what is wrong with it, or where it tells of nothing that is compared.
    pub fn read(report: &[u8]) -> Result<Self, Error> {
        let (movements, other_rows) = read(report)?;
        let nothing = || Error::invalid("body", "tells of no charge and no refund: export the itemized balance change from activity");
        Ok(Self { days: days_of(&movements).ok_or_else(nothing)?, movements, other_rows })
    }

    /// It beside what the books have of its days.
    ///
    /// # Errors
    /// [`StoreError`] where the database fails.
    pub fn beside_books(&self, conn: &mut DbConnection, today: Date) -> Result<PayoutComparison, StoreError> {
        let books = movements(conn, self.days, today)?;
        Ok(compare(&self.movements, &books, self.days, self.other_rows))
    }
}

/// The places of the columns that are read.
#[derive(Debug)]
struct Columns {
    created: usize,
    category: usize,
    currency: usize,
    gross: usize,
    payment_intent: Option<usize>,
}

/// What moved, and how many rows tell of something else.
fn read(body: &[u8]) -> Result<(Vec<Movement>, u32), Error> {
    let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let text = std::str::from_utf8(text).map_err(|_| Error::invalid("body", "is not UTF-8: send the file as it was exported"))?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| Error::invalid("header", error.to_string()))?.clone();
    let columns = columns(&header)?;
    let (mut movements, mut other_rows, mut faults) = (Vec::new(), 0_u32, Vec::new());
    let mut count = RowCount::of(text.as_bytes());
    for (number, record) in reader.records().enumerate() {
        if number >= REPORT_ROWS_MAX {
            return Err(Error::invalid("body", format!("has more than {REPORT_ROWS_MAX} rows: export fewer days at once")));
        }
        let record = record.map_err(|error| Error::invalid("body", error.to_string()))?;
        match movement(count.row_of(record.position()), &record, &columns) {
            Ok(Some(movement)) => movements.push(movement),
            Ok(None) => other_rows = other_rows.saturating_add(1),
            Err(fault) => faults.push(fault),
        }
        if faults.len() >= FAULTS_MAX {
            break;
        }
    }
    if faults.is_empty() { Ok((movements, other_rows)) } else { Err(Error::Invalid(faults)) }
}

fn columns(header: &csv::StringRecord) -> Result<Columns, Error> {
    let place = |name: &str| header.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
    let needed = |names: &[&str]| {
        let sentence = || format!("lacks the column `{}`: export the itemized balance change from activity with it", names.first().unwrap_or(&""));
        names.iter().find_map(|name| place(name)).ok_or_else(|| Error::invalid("header", sentence()))
    };
    Ok(Columns {
        created: needed(&["created", "created_utc"])?,
        category: needed(&["reporting_category"])?,
        currency: needed(&["currency"])?,
        gross: needed(&["gross"])?,
        payment_intent: place("payment_intent_id"),
    })
}

/// A row; none of one that tells of something else than the money of invoices.
fn movement(row: u64, record: &csv::StringRecord, columns: &Columns) -> Result<Option<Movement>, MemberError> {
    let cell = |place: usize| record.get(place).unwrap_or_default().trim();
    let fault = |column: &str, detail: String| MemberError::new(format!("rows[{row}].{column}"), detail);
    let Some(moved) = Moved::of_category(cell(columns.category)) else { return Ok(None) };
    if !cell(columns.currency).eq_ignore_ascii_case("usd") {
        return Err(fault("currency", format!("is `{}`: all that is charged here is in US dollars", cell(columns.currency))));
    }
    let day = cell(columns.created).get(..10).and_then(|day| day.parse::<Date>().ok());
    let on = day.ok_or_else(|| fault("created", format!("is `{}`: it begins with a day as 2026-11-02", cell(columns.created))))?;
    let gross = cell(columns.gross);
    let amount = amount_cents(gross.strip_prefix('-').unwrap_or(gross)).map_err(|detail| fault("gross", detail))?;
    let named = columns.payment_intent.map(cell).filter(|intent| !intent.is_empty());
    Ok(Some(Movement { on, moved, payment_intent: named.map(str::to_owned), payment: None, amount_cents: amount.into() }))
}

/// What the books have of cards on these days.
fn movements(conn: &mut DbConnection, days: PayoutDays, today: Date) -> Result<Vec<Movement>, StoreError> {
    let known = card_movements(conn, days.from, days.until)?;
    let standing = standing_facts(&known, today);
    let mut cards = Cards::default();
    let mut movements = Vec::new();
    let refunds: BTreeMap<RefundId, (PaymentId, u32)> = standing
        .iter()
        .filter_map(|fact| match fact.body {
            FactBody::PaymentRefunded { refund, payment, amount_cents, .. } => Some((refund, (payment, amount_cents))),
            _ => None,
        })
        .collect();
    for fact in standing.iter().filter(|fact| days.hold(fact.on)) {
        let (moved, payment, amount_cents) = match &fact.body {
            FactBody::PaymentReceived { payment, amount_cents, method: PaymentMethod::Card, reference, .. } => {
                // As it is known, which may be a correction.
                cards.0.insert(*payment, Some((reference.clone(), *amount_cents)));
                (Moved::Charged, *payment, Some(*amount_cents))
            }
            // A refund by check has its number.
            FactBody::PaymentRefunded { payment, amount_cents, reference: None, .. } => (Moved::Returned, *payment, Some(*amount_cents)),
            FactBody::PaymentReversed { payment } => (Moved::Returned, *payment, None),
            FactBody::RefundFailed { refund } => match refunds.get(refund) {
                Some((payment, amount_cents)) => (Moved::CameBack, *payment, Some(*amount_cents)),
                None => continue,
            },
            _ => continue,
        };
        let Some((intent, whole)) = cards.of(conn, payment)? else { continue };
        let amount_cents = amount_cents.unwrap_or(whole).into();
        movements.push(Movement { on: fact.on, moved, payment_intent: intent, payment: Some(payment), amount_cents });
    }
    Ok(movements)
}

/// The payments by card that were looked up, with what the gateway calls each and its amount; none of other ways to pay.
#[derive(Debug, Default)]
struct Cards(BTreeMap<PaymentId, Option<(Option<String>, u32)>>);

impl Cards {
    fn of(&mut self, conn: &mut DbConnection, payment: PaymentId) -> Result<Option<(Option<String>, u32)>, StoreError> {
        if let Some(known) = self.0.get(&payment) {
            return Ok(known.clone());
        }
        let found = payment_fact(conn, payment)?.and_then(|fact: Fact| match fact.body {
            FactBody::PaymentReceived { amount_cents, method: PaymentMethod::Card, reference, .. } => Some((reference, amount_cents)),
            _ => None,
        });
        self.0.insert(payment, found.clone());
        Ok(found)
    }
}
