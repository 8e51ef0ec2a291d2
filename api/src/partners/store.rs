//! The rows of partners and their secrets, and what their facts say of them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::courses::ProviderKind;
use shared::ids::PartnerId;
use shared::partners::{Partner, PartnerSecret, PartnerState};
use uuid::Uuid;

use crate::courses;
use crate::db::schema::{facts, partner_secrets, partners};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;
use crate::text::folded;

/// A partner as it is kept.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) id: PartnerId,
    pub(super) provider: String,
    pub(super) provider_kind: ProviderKind,
}

type Row = (String, String, String);

const KEPT: (partners::id, partners::provider, partners::provider_kind) = (partners::id, partners::provider, partners::provider_kind);

fn read_kept((id, provider, kind): Row) -> Result<Kept, StoreError> {
    let provider_kind = ProviderKind::ALL.into_iter().find(|known| known.name() == kind);
    let provider_kind = provider_kind.ok_or_else(|| StoreError::unreadable("partners.provider_kind", "unknown kind"))?;
    Ok(Kept { id: text::read("partners.id", &id)?, provider, provider_kind })
}

/// One partner.
pub(super) fn find(conn: &mut DbConnection, id: PartnerId) -> Result<Kept, Error> {
    let row: Option<Row> = partners::table.find(id.to_string()).select(KEPT).first(conn).optional().map_err(StoreError::from)?;
    row.map(read_kept).transpose()?.ok_or(Error::NotFound("partner"))
}

/// The partner that a provider is, if it is one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn partner_of(conn: &mut DbConnection, provider: &str, kind: ProviderKind) -> Result<Option<PartnerId>, StoreError> {
    let same = partners::table.filter(partners::provider.eq(provider)).filter(partners::provider_kind.eq(kind.name()));
    let id: Option<String> = same.select(partners::id).first(conn).optional()?;
    text::read_option("partners.id", id.as_deref())
}

/// A page of partners by name: folded name and id of each.
pub(super) fn page(conn: &mut DbConnection, after: Option<(String, String)>, rows: i64) -> Result<Vec<(String, String)>, StoreError> {
    let mut query = partners::table.select((partners::provider_folded, partners::id)).into_boxed();
    if let Some((name, id)) = after {
        query = query.filter(partners::provider_folded.gt(name.clone()).or(partners::provider_folded.eq(name).and(partners::id.gt(id))));
    }
    Ok(query.order((partners::provider_folded.asc(), partners::id.asc())).limit(rows).load(conn)?)
}

pub(super) fn insert(tx: &mut DbConnection, kept: &Kept, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        partners::id.eq(kept.id.to_string()),
        partners::provider.eq(&kept.provider),
        partners::provider_kind.eq(kept.provider_kind.name()),
        partners::provider_folded.eq(folded(&kept.provider)),
        partners::created_at.eq(text::time(now)),
    );
    diesel::insert_into(partners::table).values(row).execute(tx)?;
    Ok(())
}

/// What the facts say of a partner: whether it may act. The last word counts.
pub(super) fn state(conn: &mut DbConnection, id: PartnerId) -> Result<PartnerState, StoreError> {
    let kinds = ["partner_suspended", "partner_resumed"];
    let said = facts::table.filter(facts::subject.eq(id.to_string())).filter(facts::kind.eq_any(kinds)).order(facts::id.desc());
    let last: Option<String> = said.select(facts::kind).first(conn).optional()?;
    Ok(if last.as_deref() == Some("partner_suspended") { PartnerState::Suspended } else { PartnerState::Active })
}

/// A partner as staff see it.
pub(super) fn shown(conn: &mut DbConnection, kept: Kept, now: DateTime<Utc>) -> Result<Partner, Error> {
    let secrets = secrets(conn, kept.id, now)?;
    let registered = facts::table.filter(facts::subject.eq(kept.id.to_string())).filter(facts::kind.eq("partner_registered"));
    let registered_on: String = registered.select(facts::on_date).first(conn).map_err(StoreError::from)?;
    let courses = courses::count_of_provider(conn, &kept.provider, kept.provider_kind)?;
    Ok(Partner {
        state: state(conn, kept.id)?,
        registered_on: text::read("facts.on_date", &registered_on)?,
        secrets: secrets.into_iter().map(|secret| PartnerSecret { issued_at: secret.issued_at, ends_at: secret.ends_at }).collect(),
        courses,
        id: kept.id,
        provider: kept.provider,
        provider_kind: kept.provider_kind,
    })
}

/// A secret that works.
#[derive(Debug, Clone)]
pub(super) struct KeptSecret {
    pub(super) id: String,
    pub(super) hash: String,
    pub(super) issued_at: DateTime<Utc>,
    pub(super) ends_at: Option<DateTime<Utc>>,
}

/// The secrets of a partner that work now, latest first.
pub(super) fn secrets(conn: &mut DbConnection, partner: PartnerId, now: DateTime<Utc>) -> Result<Vec<KeptSecret>, StoreError> {
    let working = partner_secrets::table
        .filter(partner_secrets::partner_id.eq(partner.to_string()))
        .filter(partner_secrets::ends_at.is_null().or(partner_secrets::ends_at.gt(text::time(now))));
    let rows: Vec<(String, String, String, Option<String>)> = working
        .order((partner_secrets::created_at.desc(), partner_secrets::id.desc()))
        .select((partner_secrets::id, partner_secrets::hash, partner_secrets::created_at, partner_secrets::ends_at))
        .load(conn)?;
    let read = |(id, hash, issued_at, ends_at): (String, String, String, Option<String>)| {
        Ok(KeptSecret {
            id,
            hash,
            issued_at: text::read_time("partner_secrets.created_at", &issued_at)?,
            ends_at: ends_at.map(|at| text::read_time("partner_secrets.ends_at", &at)).transpose()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a secret, and ends those before it: at their own end, or at `old_ends_at` where that is earlier.
pub(super) fn add_secret(
    tx: &mut DbConnection,
    partner: PartnerId,
    hash: &str,
    old_ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let ending = text::time(old_ends_at);
    let earlier = partner_secrets::table
        .filter(partner_secrets::partner_id.eq(partner.to_string()))
        .filter(partner_secrets::ends_at.is_null().or(partner_secrets::ends_at.gt(ending.clone())));
    diesel::update(earlier).set(partner_secrets::ends_at.eq(ending)).execute(tx)?;
    let row = (
        partner_secrets::id.eq(ids::fresh().to_string()),
        partner_secrets::partner_id.eq(partner.to_string()),
        partner_secrets::hash.eq(hash),
        partner_secrets::created_at.eq(text::time(now)),
    );
    diesel::insert_into(partner_secrets::table).values(row).execute(tx)?;
    Ok(())
}

/// Whether a partner may act with what it got for this secret.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn may_act(conn: &mut DbConnection, partner: PartnerId, secret: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let works = secrets(conn, partner, now)?.iter().any(|kept| kept.id == secret);
    Ok(works && state(conn, partner)? == PartnerState::Active)
}

/// An id of a client, as it is typed.
pub(super) fn read_id(typed: &str) -> Option<PartnerId> {
    Uuid::try_parse(typed).ok().map(PartnerId)
}
