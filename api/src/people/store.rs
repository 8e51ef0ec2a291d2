//! The rows behind people: who someone is, who is found, and who did what.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::calendar::Date;
use shared::certificates::CertificateNumber;
use shared::ids::{AccountId, ActId, InvoiceId, PersonId};
use shared::standings::Status;

use crate::db::schema::{accounts, acts, certificates, facts, invoice_payers, notes, partners, people, standings};
use crate::db::{DbConnection, StoreError, text};

/// How a person is reached.
#[derive(Debug, Clone)]
pub(crate) struct Contact {
    pub(crate) account: AccountId,
    pub(crate) name: String,
    pub(crate) email: String,
}

/// Who a person is, or was.
#[derive(Debug, Clone)]
pub(super) struct Who {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) account: String,
    pub(super) erased_at: Option<DateTime<Utc>>,
}

/// Who a person is, also where that was erased.
pub(super) fn who(conn: &mut DbConnection, person: PersonId) -> Result<Option<Who>, StoreError> {
    let found = people::table.inner_join(accounts::table).filter(people::id.eq(person.to_string()));
    let row: Option<(String, String, String, Option<String>)> =
        found.select((people::name, accounts::email, accounts::id, people::erased_at)).first(conn).optional()?;
    row.map(|(name, email, account, erased_at)| {
        let erased_at = erased_at.as_deref().map(|at| text::read_time("people.erased_at", at)).transpose()?;
        Ok(Who { name, email, account, erased_at })
    })
    .transpose()
}

/// Whether there is or was such a person.
pub(crate) fn is_known(conn: &mut DbConnection, person: PersonId) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(people::table.find(person.to_string()))).get_result(conn)?)
}

/// Keeps the name of who paid an invoice, until then.
pub(super) fn keep_payer(tx: &mut DbConnection, invoice: InvoiceId, person: PersonId, name: &str, until: DateTime<Utc>) -> Result<(), StoreError> {
    // Of several payments the last one counts.
    diesel::delete(invoice_payers::table.find(invoice.to_string())).execute(tx)?;
    let row = (
        invoice_payers::invoice_id.eq(invoice.to_string()),
        invoice_payers::person_id.eq(person.to_string()),
        invoice_payers::name.eq(name),
        invoice_payers::keep_until.eq(text::time(until)),
    );
    diesel::insert_into(invoice_payers::table).values(row).execute(tx)?;
    Ok(())
}

/// The names that the books keep of these people, who left, by invoice.
pub(crate) fn payers(conn: &mut DbConnection, people: &[PersonId]) -> Result<HashMap<InvoiceId, String>, StoreError> {
    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
    let theirs = invoice_payers::table.filter(invoice_payers::person_id.eq_any(people));
    let rows: Vec<(String, String)> = theirs.select((invoice_payers::invoice_id, invoice_payers::name)).load(conn)?;
    rows.into_iter().map(|(invoice, name)| Ok((text::read("invoice_payers.invoice_id", &invoice)?, name))).collect()
}

/// How a person is reached; none where there is no such person, or no account any more.
pub(crate) fn contact(conn: &mut DbConnection, person: PersonId) -> Result<Option<Contact>, StoreError> {
    let Some(who) = who(conn, person)?.filter(|who| who.erased_at.is_none()) else { return Ok(None) };
    Ok(Some(Contact { account: text::read("accounts.id", &who.account)?, name: who.name, email: who.email }))
}

/// Someone who was found: id, name, folded name, address.
pub(super) type Found = (String, String, String, String);

/// Whose certificate this is.
pub(super) fn holder(conn: &mut DbConnection, number: &CertificateNumber) -> Result<Option<PersonId>, StoreError> {
    let holder: Option<String> = certificates::table.find(number.compact()).select(certificates::person_id).first(conn).optional()?;
    text::read_option("certificates.person_id", holder.as_deref())
}

/// At most `rows` people whose folded name or address holds this text, by name, and whoever else is named; those after
/// this name and id.
pub(super) fn search(
    conn: &mut DbConnection,
    folded: &str,
    named: Option<PersonId>,
    after: Option<(&str, &str)>,
    rows: i64,
) -> Result<Vec<Found>, StoreError> {
    let named = named.map(|person| person.to_string()).unwrap_or_default();
    let pattern = format!("%{}%", folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let (name, id) = after.unwrap_or_default();
    Ok(people::table
        .inner_join(accounts::table)
        .filter(people::name_folded.like(&pattern).escape('\\').or(accounts::email_folded.like(&pattern).escape('\\')).or(people::id.eq(named)))
        .filter(people::name_folded.gt(name).or(people::name_folded.eq(name).and(people::id.gt(id))))
        .order((people::name_folded, people::id))
        .limit(rows)
        .select((people::id, people::name, people::name_folded, accounts::email))
        .load(conn)?)
}

/// Where these people stand today, by the cache; those who never applied are missing.
pub(super) fn statuses(conn: &mut DbConnection, people: &[String], today: Date) -> Result<HashMap<String, Status>, StoreError> {
    let today = text::day(today);
    let rows: Vec<(String, String)> = standings::table
        .filter(standings::person_id.eq_any(people))
        .filter(standings::from_on.le(&today))
        .filter(standings::until_on.is_null().or(standings::until_on.ge(&today)))
        .select((standings::person_id, standings::status))
        .load(conn)?;
    rows.into_iter().map(|(person, status)| Ok((person, read_status(&status)?))).collect()
}

fn read_status(stored: &str) -> Result<Status, StoreError> {
    Status::ALL.into_iter().find(|status| status.name() == stored).ok_or_else(|| StoreError::unreadable("standings.status", "unknown status"))
}

/// What is kept of an act besides its facts.
#[derive(Debug, Clone)]
pub(crate) struct ActRow {
    pub(super) operation: String,
    pub(crate) recorded_at: chrono::DateTime<chrono::Utc>,
    pub(crate) by: Option<String>,
    pub(crate) reason: Option<String>,
}

/// Id, operation, instant, who, which partner, why.
type Row = (String, String, String, Option<String>, Option<String>, Option<String>);

/// These acts, with the names of those who did them and the reasons that were given.
pub(crate) fn acts(conn: &mut DbConnection, ids: &[ActId]) -> Result<HashMap<ActId, ActRow>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = acts::table
        .left_join(notes::table)
        .left_join(accounts::table.left_join(people::table))
        .left_join(partners::table)
        .filter(acts::id.eq_any(ids))
        .select((acts::id, acts::operation, acts::recorded_at, people::name.nullable(), partners::provider.nullable(), notes::body.nullable()))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, operation, recorded_at, account, partner, reason)| {
            let recorded_at = text::read_time("acts.recorded_at", &recorded_at)?;
            Ok((text::read("acts.id", &id)?, ActRow { operation, recorded_at, by: account.or(partner), reason }))
        })
        .collect()
}

/// The addresses of these people.
pub(crate) fn emails(conn: &mut DbConnection, people: &[PersonId]) -> Result<HashMap<PersonId, String>, StoreError> {
    let ids: Vec<String> = people.iter().map(PersonId::to_string).collect();
    let rows: Vec<(String, String)> =
        accounts::table.filter(accounts::person_id.eq_any(ids)).select((accounts::person_id, accounts::email)).load(conn)?;
    rows.into_iter().map(|(person, email)| Ok((text::read("accounts.person_id", &person)?, email))).collect()
}

/// At most `rows` people who were appointed to a role at some time, by id: id, name, address.
pub(super) fn ever_appointed(conn: &mut DbConnection, after: Option<&str>, rows: i64) -> Result<Vec<(String, String, String)>, StoreError> {
    let appointed =
        facts::table.filter(facts::kind.eq("role_appointed")).filter(facts::person_id.is_not_null()).select(facts::person_id.assume_not_null());
    Ok(people::table
        .inner_join(accounts::table)
        .filter(people::id.eq_any(appointed))
        .filter(people::id.gt(after.unwrap_or_default()))
        .order(people::id)
        .limit(rows)
        .select((people::id, people::name, accounts::email))
        .load(conn)?)
}

/// The acts whose reason is a note about this person.
pub(super) fn acts_with_notes(conn: &mut DbConnection, person: PersonId) -> Result<Vec<ActId>, StoreError> {
    let noted = acts::table.inner_join(notes::table).filter(notes::person_id.eq(person.to_string()));
    let ids: Vec<String> = noted.select(acts::id).load(conn)?;
    ids.iter().map(|id| text::read("acts.id", id)).collect()
}
