//! The books of the house, for staff.

use std::collections::{BTreeMap, HashMap, HashSet};

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::books::{Balances, BookFinding, Books, Found, Ledger, OwedSince};
use shared::calendar::Date;
use shared::ids::{InvoiceId, PaymentId};

use super::answer::{answers, refunds_under_way};
use super::house::check;
use super::revenue::Revenue;
use super::{orders, store};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::invoices::{CardRefunds, Gateway};

/// So many payments that are not allocated in full are shown.
const UNALLOCATED_MAX: usize = 100;
/// So many refunds.
const REFUNDS_MAX: i64 = 200;

/// The books: whether everything adds up, what pays nothing, what is on its way back, what is owed, and what came.
#[utoipa::path(tag = "books", security(("session" = [])), responses((status = 200, body = Books)))]
#[get("/books")]
pub(super) async fn get_books(
    _staff: Require<permissions::ReadBooks>,
    moment: Moment,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<Json<Books>, Error> {
    let cards = gateway.card_refunds();
    db.read(move |conn| Ok(Json(books(conn, moment.today, cards)?))).await
}

/// What is gathered while the books are gone through.
#[derive(Debug, Default)]
struct Gathered {
    unallocated: Vec<PaymentId>,
    unallocated_total: u64,
    owed: BTreeMap<String, (u64, u64)>,
    revenue: Revenue,
}

fn books(conn: &mut DbConnection, today: Date, cards: CardRefunds) -> Result<Books, Error> {
    let open = store::open_invoices(conn)?;
    let mut gathered = Gathered::default();
    let checked = check(conn, today, |_, ledger, balances| gathered.take(ledger, balances, &open))?;
    let (report, totals) = (&checked.report, checked.report.totals);
    let finding = |found: &Found| BookFinding { code: found.wrong.code().to_owned(), sentence: found.wrong.to_string(), person_id: found.person };
    let accounts = store::find_all(conn, &gathered.unallocated, today)?;
    let mut unallocated = answers(conn, &accounts, cards)?;
    let places: HashMap<PaymentId, usize> = gathered.unallocated.iter().copied().zip(0..).collect();
    unallocated.sort_by_key(|payment| places.get(&payment.id).copied());
    let under_way = orders::after(conn, None, REFUNDS_MAX)?;
    Ok(Books {
        as_of: today,
        findings: report.found.iter().map(finding).collect(),
        findings_total: report.findings,
        charged_cents: totals.charged_cents,
        credited_cents: totals.credited_cents,
        received_cents: totals.received_cents,
        allocated_cents: totals.allocated_cents,
        returned_cents: totals.returned_cents,
        unallocated_cents: totals.unallocated_cents,
        unallocated,
        unallocated_total: gathered.unallocated_total,
        refunds: refunds_under_way(conn, &under_way)?,
        owed: gathered.owed.into_iter().map(|(month, (invoices, owed_cents))| OwedSince { month, invoices, owed_cents }).collect(),
        revenue: gathered.revenue.by_month(),
    })
}

impl Gathered {
    fn take(&mut self, ledger: &Ledger, balances: &Balances, open: &HashSet<InvoiceId>) {
        for payment in balances.payments.iter().filter(|payment| 0 < payment.unallocated_cents) {
            self.unallocated_total = self.unallocated_total.saturating_add(1);
            if self.unallocated.len() < UNALLOCATED_MAX {
                self.unallocated.push(payment.payment);
            }
        }
        for (charged, balance) in ledger.invoices().iter().zip(&balances.invoices) {
            if 0 < balance.owed_cents && open.contains(&charged.invoice) {
                let (invoices, owed_cents) = self.owed.entry(charged.on.year_month()).or_default();
                (*invoices, *owed_cents) = (invoices.saturating_add(1), owed_cents.saturating_add(balance.owed_cents));
            }
        }
        self.revenue.take(ledger, balances);
    }
}
