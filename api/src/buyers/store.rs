//! The rows of buyers.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::{BuyerId, PersonId};
use shared::orders::Buyer;

use super::members;
use crate::db::schema::{buyers, facts};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::text::folded;

/// A buyer as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) id: BuyerId,
    pub(crate) name: String,
    pub(crate) address: String,
}

/// One buyer.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn find(conn: &mut DbConnection, id: BuyerId) -> Result<Option<Kept>, StoreError> {
    let row: Option<(String, String)> = buyers::table.find(id.to_string()).select((buyers::name, buyers::address)).first(conn).optional()?;
    Ok(row.map(|(name, address)| Kept { id, name, address }))
}

/// The buyer for which a person orders.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn of_member(conn: &mut DbConnection, person: PersonId) -> Result<Option<Kept>, StoreError> {
    match members::buyer_of(conn, person)? {
        Some(buyer) => find(conn, buyer),
        None => Ok(None),
    }
}

/// One buyer that must be there.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Store`].
pub(crate) fn must_be_there(conn: &mut DbConnection, id: BuyerId) -> Result<Kept, Error> {
    find(conn, id)?.ok_or(Error::NotFound("buyer"))
}

/// A page of buyers by name whose folded name holds this text: folded name and id of each.
pub(super) fn page(conn: &mut DbConnection, holds: &str, after: Option<(String, String)>, rows: i64) -> Result<Vec<(String, String)>, StoreError> {
    let pattern = format!("%{}%", holds.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let mut query = buyers::table.filter(buyers::name_folded.like(pattern).escape('\\')).select((buyers::name_folded, buyers::id)).into_boxed();
    if let Some((name, id)) = after {
        query = query.filter(buyers::name_folded.gt(name.clone()).or(buyers::name_folded.eq(name).and(buyers::id.gt(id))));
    }
    Ok(query.order((buyers::name_folded.asc(), buyers::id.asc())).limit(rows).load(conn)?)
}

pub(super) fn insert(tx: &mut DbConnection, kept: &Kept, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        buyers::id.eq(kept.id.to_string()),
        buyers::name.eq(&kept.name),
        buyers::name_folded.eq(folded(&kept.name)),
        buyers::address.eq(&kept.address),
        buyers::created_at.eq(text::time(now)),
    );
    diesel::insert_into(buyers::table).values(row).execute(tx)?;
    Ok(())
}

pub(super) fn change(tx: &mut DbConnection, kept: &Kept) -> Result<(), StoreError> {
    let row = (buyers::name.eq(&kept.name), buyers::name_folded.eq(folded(&kept.name)), buyers::address.eq(&kept.address));
    diesel::update(buyers::table.find(kept.id.to_string())).set(row).execute(tx)?;
    Ok(())
}

/// A buyer as staff see it.
pub(super) fn shown(conn: &mut DbConnection, kept: Kept) -> Result<Buyer, StoreError> {
    let registered = facts::table.filter(facts::subject.eq(kept.id.to_string())).filter(facts::kind.eq("buyer_registered"));
    let registered_on: String = registered.select(facts::on_date).first(conn)?;
    Ok(Buyer {
        registered_on: text::read("facts.on_date", &registered_on)?,
        members: members::of(conn, kept.id)?,
        id: kept.id,
        name: kept.name,
        address: kept.address,
    })
}
