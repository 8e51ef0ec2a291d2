//! The rows of orders.

use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::calendar::Date;
use shared::evidence::EvidenceKind;
use shared::ids::{BuyerId, OrderId};
use shared::orders::OrderState;
use uuid::Uuid;

use crate::db::schema::facts;
use crate::db::schema::orders::dsl;
use crate::db::{DbConnection, StoreError, text};

/// An order as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(super) id: OrderId,
    pub(super) buyer: BuyerId,
    pub(super) reference: String,
    pub(super) apply_by: Option<Date>,
    pub(super) version: u32,
    pub(super) state: OrderState,
    pub(super) created_on: Date,
    pub(super) document: Option<Document>,
}

/// The buyer's own order, as a file.
#[derive(Clone)]
pub(super) struct Document {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) kind: EvidenceKind,
    pub(super) bytes: u64,
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Names of files say who someone is.
        f.write_str("Document { .. }")
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = crate::db::schema::orders)]
struct Row {
    id: String,
    buyer_id: String,
    reference: String,
    apply_by: Option<String>,
    version: i32,
    state: String,
    created_on: String,
    document_id: Option<String>,
    document_name: Option<String>,
    document_kind: Option<String>,
    document_bytes: Option<i64>,
}

impl Row {
    fn kept(self) -> Result<Kept, StoreError> {
        let state = OrderState::ALL.into_iter().find(|state| state.name() == self.state);
        Ok(Kept {
            document: self.document()?,
            id: text::read("orders.id", &self.id)?,
            buyer: text::read("orders.buyer_id", &self.buyer_id)?,
            apply_by: text::read_option("orders.apply_by", self.apply_by.as_deref())?,
            version: u32::try_from(self.version).map_err(|error| StoreError::unreadable("orders.version", error))?,
            state: state.ok_or_else(|| StoreError::unreadable("orders.state", "an unknown state"))?,
            created_on: text::read("orders.created_on", &self.created_on)?,
            reference: self.reference,
        })
    }

    fn document(&self) -> Result<Option<Document>, StoreError> {
        let (Some(id), Some(name), Some(kind), Some(bytes)) = (&self.document_id, &self.document_name, &self.document_kind, self.document_bytes)
        else {
            return Ok(None);
        };
        let kind = EvidenceKind::ALL.into_iter().find(|known| known.name() == kind.as_str());
        Ok(Some(Document {
            id: text::read("orders.document_id", id)?,
            name: name.clone(),
            kind: kind.ok_or_else(|| StoreError::unreadable("orders.document_kind", "an unknown kind"))?,
            bytes: u64::try_from(bytes).map_err(|error| StoreError::unreadable("orders.document_bytes", error))?,
        }))
    }
}

/// One order.
pub(super) fn find(conn: &mut DbConnection, id: OrderId) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = dsl::orders.find(id.to_string()).select(Row::as_select()).first(conn).optional()?;
    row.map(Row::kept).transpose()
}

/// Which orders are asked for; none narrows nothing down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) state: Option<OrderState>,
    pub(crate) buyer: Option<BuyerId>,
    /// The buyer for which whoever asks may order, where they see no other.
    pub(crate) own: Option<BuyerId>,
}

/// At most `rows` orders whose id is less than `before`, the latest first.
pub(super) fn page(conn: &mut DbConnection, wanted: Wanted, before: Option<&str>, rows: i64) -> Result<Vec<Kept>, StoreError> {
    let mut query = dsl::orders.select(Row::as_select()).into_boxed();
    if let Some(state) = wanted.state {
        query = query.filter(dsl::state.eq(state.name()));
    }
    for buyer in [wanted.buyer, wanted.own].into_iter().flatten() {
        query = query.filter(dsl::buyer_id.eq(buyer.to_string()));
    }
    if let Some(before) = before {
        query = query.filter(dsl::id.lt(before.to_owned()));
    }
    let rows: Vec<Row> = query.order(dsl::id.desc()).limit(rows).load(conn)?;
    rows.into_iter().map(Row::kept).collect()
}

/// On which days the open orders were issued, and how many on each.
pub(crate) fn unpaid_waiting(conn: &mut DbConnection) -> Result<Vec<(Date, u64)>, StoreError> {
    let issued = facts::table.inner_join(dsl::orders.on(dsl::id.nullable().eq(facts::subject))).filter(facts::kind.eq("order_issued"));
    let open = issued.filter(dsl::state.eq(OrderState::Open.name()));
    let rows: Vec<(String, i64)> = open.group_by(facts::on_date).select((facts::on_date, count_star())).load(conn)?;
    rows.into_iter().map(|(on, count)| Ok((text::read("facts.on_date", &on)?, u64::try_from(count).unwrap_or(0)))).collect()
}

/// How many orders of a buyer wait to be issued.
pub(super) fn drafts(conn: &mut DbConnection, buyer: BuyerId) -> Result<usize, StoreError> {
    let theirs = dsl::orders.filter(dsl::buyer_id.eq(buyer.to_string())).filter(dsl::state.eq(OrderState::Draft.name()));
    let count: i64 = theirs.count().get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Adds an order that can be changed.
pub(super) fn insert(tx: &mut DbConnection, kept: &Kept, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        dsl::id.eq(kept.id.to_string()),
        dsl::buyer_id.eq(kept.buyer.to_string()),
        dsl::reference.eq(&kept.reference),
        dsl::apply_by.eq(kept.apply_by.map(text::day)),
        dsl::version.eq(stored(kept.version)),
        dsl::state.eq(kept.state.name()),
        dsl::created_on.eq(text::day(kept.created_on)),
        dsl::changed_at.eq(text::time(now)),
    );
    diesel::insert_into(dsl::orders).values(row).execute(tx)?;
    Ok(())
}

/// Keeps what was changed of an order, under the version that follows; gives it.
pub(super) fn change(tx: &mut DbConnection, kept: &Kept, now: DateTime<Utc>) -> Result<Kept, StoreError> {
    let next = Kept { version: kept.version.saturating_add(1), ..kept.clone() };
    let row = (
        dsl::reference.eq(&next.reference),
        dsl::apply_by.eq(next.apply_by.map(text::day)),
        dsl::version.eq(stored(next.version)),
        dsl::changed_at.eq(text::time(now)),
    );
    diesel::update(dsl::orders.find(next.id.to_string())).set(row).execute(tx)?;
    Ok(next)
}

/// Keeps that an order was issued.
pub(super) fn issue(tx: &mut DbConnection, id: OrderId, apply_by: Date, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        dsl::state.eq(OrderState::Open.name()),
        dsl::apply_by.eq(text::day(apply_by)),
        dsl::issued_at.eq(text::time(now)),
        dsl::changed_at.eq(text::time(now)),
    );
    diesel::update(dsl::orders.find(id.to_string())).set(row).execute(tx)?;
    Ok(())
}

/// Discards an order without lines.
pub(super) fn discard(tx: &mut DbConnection, id: OrderId) -> Result<(), StoreError> {
    diesel::delete(dsl::orders.find(id.to_string())).execute(tx)?;
    Ok(())
}

/// Keeps the buyer's own order; the bytes are there.
pub(super) fn set_document(tx: &mut DbConnection, id: OrderId, document: &Document, now: DateTime<Utc>) -> Result<(), StoreError> {
    let bytes = i64::try_from(document.bytes).map_err(|error| StoreError::unreadable("orders.document_bytes", error))?;
    let row = (
        dsl::document_id.eq(document.id.to_string()),
        dsl::document_name.eq(&document.name),
        dsl::document_kind.eq(document.kind.name()),
        dsl::document_bytes.eq(bytes),
        dsl::changed_at.eq(text::time(now)),
    );
    diesel::update(dsl::orders.find(id.to_string())).set(row).execute(tx)?;
    Ok(())
}

/// Every order that has a document, the document's id, and its length.
pub(super) fn documents(conn: &mut DbConnection) -> Result<Vec<(OrderId, Uuid, u64)>, StoreError> {
    let with = dsl::orders.filter(dsl::document_id.is_not_null()).order(dsl::id);
    let rows: Vec<(String, Option<String>, Option<i64>)> = with.select((dsl::id, dsl::document_id, dsl::document_bytes)).load(conn)?;
    let read = |(order, document, bytes): (String, Option<String>, Option<i64>)| {
        let bytes = u64::try_from(bytes.unwrap_or_default()).map_err(|error| StoreError::unreadable("orders.document_bytes", error))?;
        Ok((text::read("orders.id", &order)?, text::read("orders.document_id", &document.unwrap_or_default())?, bytes))
    };
    rows.into_iter().map(read).collect()
}

/// Has the orders that were issued before this forget their documents.
pub(super) fn forget_documents(tx: &mut DbConnection, issued_before: DateTime<Utc>) -> Result<(), StoreError> {
    let old = dsl::orders.filter(dsl::issued_at.lt(text::time(issued_before))).filter(dsl::document_id.is_not_null());
    let none = (
        dsl::document_id.eq(None::<String>),
        dsl::document_name.eq(None::<String>),
        dsl::document_kind.eq(None::<String>),
        dsl::document_bytes.eq(None::<i64>),
    );
    diesel::update(old).set(none).execute(tx)?;
    Ok(())
}

fn stored(version: u32) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}
