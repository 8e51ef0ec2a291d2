//! Every payment, a page at a time: what staff take as a file. The books' page shows those of which something is left.

use std::collections::HashMap;

use shared::books::{BookedPayment, PaymentPart};
use shared::calendar::Date;
use shared::ids::PaymentId;

use super::answer::answers;
use super::store;
use crate::db::DbConnection;
use crate::error::Error;
use crate::invoices::CardRefunds;
use crate::pages::{Page, Paging};

/// A page of the payments in the order in which they were recorded; those that were struck, and those that are not wanted,
/// are left out of it.
pub(crate) fn page(
    conn: &mut DbConnection,
    part: Option<PaymentPart>,
    paging: &Paging,
    today: Date,
    cards: CardRefunds,
) -> Result<Page<BookedPayment>, Error> {
    let rows = store::received_after(conn, paging.after().unwrap_or_default(), paging.rows())?;
    let Page { items, next } = paging.page(rows, |(fact, _)| fact.to_string());
    let payments: Vec<PaymentId> = items.into_iter().map(|(_, payment)| payment).collect();
    let accounts = store::find_all(conn, &payments, today)?;
    let mut booked: HashMap<PaymentId, BookedPayment> = answers(conn, &accounts, cards)?.into_iter().map(|payment| (payment.id, payment)).collect();
    let is_wanted = |payment: &BookedPayment| match part {
        None => true,
        Some(PaymentPart::Unallocated) => 0 < payment.unallocated_cents,
    };
    let items = payments.iter().filter_map(|payment| booked.remove(payment)).filter(is_wanted);
    Ok(Page { items: items.collect(), next })
}
