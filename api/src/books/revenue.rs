//! What came and pays invoices, by month and kind.

use std::collections::{BTreeMap, HashMap};

use shared::books::{Balances, Ledger, RevenueOfMonth};
use shared::calendar::Date;
use shared::ids::AllocationId;
use shared::invoices::Charge;

use super::house::check;
use crate::db::DbConnection;
use crate::error::Error;

/// What is gathered of it while the books are gone through.
#[derive(Debug, Default)]
pub(super) struct Revenue {
    sums: BTreeMap<(String, Charge), u64>,
    /// What is put to an invoice of other books: of which payment, in which month it came.
    elsewhere: HashMap<AllocationId, (String, u64)>,
    arrived: HashMap<AllocationId, Charge>,
}

/// What came and pays invoices as of this day, oldest month first.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub(crate) fn revenue(conn: &mut DbConnection, today: Date) -> Result<Vec<RevenueOfMonth>, Error> {
    let mut revenue = Revenue::default();
    check(conn, today, |_, ledger, balances| revenue.take(ledger, balances))?;
    Ok(revenue.by_month())
}

impl Revenue {
    /// Takes the books of one person, or those of nobody.
    pub(super) fn take(&mut self, ledger: &Ledger, balances: &Balances) {
        for paid in &balances.allocations {
            let received = ledger.payment(paid.payment).map(|received| received.on.year_month());
            let kind = paid.invoice.and_then(|invoice| ledger.invoice(invoice)).and_then(|charged| charged.kind);
            match (received, kind) {
                (Some(month), Some(kind)) => self.came(month, kind, paid.amount_cents),
                (Some(month), None) => drop(self.elsewhere.insert(paid.allocation, (month, paid.amount_cents))),
                (None, Some(kind)) => drop(self.arrived.insert(paid.allocation, kind)),
                (None, None) => {}
            }
        }
    }

    fn came(&mut self, month: String, kind: Charge, cents: u64) {
        let sum = self.sums.entry((month, kind)).or_default();
        *sum = sum.saturating_add(cents);
    }

    /// The sums, once all books were taken: with what one person paid of another's invoice.
    pub(super) fn by_month(mut self) -> Vec<RevenueOfMonth> {
        for (allocation, (month, cents)) in std::mem::take(&mut self.elsewhere) {
            if let Some(kind) = self.arrived.get(&allocation).copied() {
                self.came(month, kind, cents);
            }
        }
        self.sums.into_iter().map(|((month, kind), amount_cents)| RevenueOfMonth { month, kind, amount_cents }).collect()
    }
}
