//! The rows of accounts, registrations and mailed tokens.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::accounts::{Account, AccountBuyer, Document, DocumentVersion};
use shared::ids::{AccountId, PersonId};

use super::email_changes;
use crate::auth::{StaffTotp, documents_due_of, roles_of, second_step};
use crate::buyers;
use crate::db::schema::{accounts, mailed_tokens, people, registrations};
use crate::db::{DbConnection, StoreError, insert_many, text};
use crate::ids;
use crate::record::number_of;
use crate::text::{email_key, folded};

/// An account as it is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The account.
    pub id: AccountId,
    /// Whose it is.
    pub person: PersonId,
    /// Its address, parsed.
    pub email: String,
    /// The person's name, parsed.
    pub name: String,
    /// The hash of its password.
    pub password_hash: String,
}

/// A registration that waits for its confirmation.
#[derive(Debug, Clone)]
pub(super) struct Registration {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) password_hash: String,
    /// The documents that were accepted with it.
    pub(super) accepted: Vec<DocumentVersion>,
}

/// What a mailed token opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens<'a> {
    Registration(&'a str),
    Account(AccountId),
}

type KeptRow = (String, String, String, String, String);

fn read_kept((id, person, email, name, password_hash): KeptRow) -> Result<Kept, StoreError> {
    Ok(Kept { id: text::read("accounts.id", &id)?, person: text::read("accounts.person_id", &person)?, email, name, password_hash })
}

const KEPT: (accounts::id, accounts::person_id, accounts::email, people::name, accounts::password_hash) =
    (accounts::id, accounts::person_id, accounts::email, people::name, accounts::password_hash);

/// The account of an address, whatever its case.
pub(super) fn by_email(conn: &mut DbConnection, email: &str) -> Result<Option<Kept>, StoreError> {
    let mine = accounts::table.inner_join(people::table).filter(accounts::email_key.eq(email_key(email)));
    let row: Option<KeptRow> = mine.select(KEPT).first(conn).optional()?;
    row.map(read_kept).transpose()
}

/// The id of the account of an address.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn account_at(conn: &mut DbConnection, email: &str) -> Result<Option<AccountId>, StoreError> {
    Ok(by_email(conn, email)?.map(|kept| kept.id))
}

/// The person whose account has an address.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn person_at(conn: &mut DbConnection, email: &str) -> Result<Option<PersonId>, StoreError> {
    Ok(by_email(conn, email)?.map(|kept| kept.person))
}

/// One account.
pub(super) fn by_id(conn: &mut DbConnection, id: AccountId) -> Result<Option<Kept>, StoreError> {
    let mine = accounts::table.inner_join(people::table).filter(accounts::id.eq(id.to_string()));
    let row: Option<KeptRow> = mine.select(KEPT).first(conn).optional()?;
    row.map(read_kept).transpose()
}

/// An account as its owner sees it.
pub(super) fn shown(conn: &mut DbConnection, kept: Kept, staff_totp: StaffTotp) -> Result<Account, StoreError> {
    let roles = roles_of(conn, kept.person)?;
    let second_step = second_step(conn, kept.id, &roles, staff_totp)?;
    let documents_due = documents_due_of(conn, kept.person)?;
    let candidate_number = number_of(conn, kept.person)?.map(|number| number.to_string());
    let buyer = buyers::of_member(conn, kept.person)?.map(|buyer| AccountBuyer { id: buyer.id, name: buyer.name });
    Ok(Account {
        id: kept.id,
        person_id: kept.person,
        name: kept.name,
        email: kept.email,
        candidate_number,
        roles,
        documents_due,
        second_step,
        buyer,
    })
}

/// The name of a person.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn person_name(conn: &mut DbConnection, person: PersonId) -> Result<Option<String>, StoreError> {
    Ok(people::table.find(person.to_string()).select(people::name).first(conn).optional()?)
}

/// The names of these people.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn person_names(conn: &mut DbConnection, people: &[PersonId]) -> Result<HashMap<PersonId, String>, StoreError> {
    let ids: Vec<String> = people.iter().map(PersonId::to_string).collect();
    let rows: Vec<(String, String)> = people::table.filter(people::id.eq_any(ids)).select((people::id, people::name)).load(conn)?;
    rows.into_iter().map(|(id, name)| Ok((text::read("people.id", &id)?, name))).collect()
}

/// A row of `people`.
#[derive(Insertable)]
#[diesel(table_name = people, treat_none_as_default_value = false)]
struct PersonRow {
    id: String,
    name: String,
    name_folded: String,
    created_at: String,
}

/// A row of `accounts`.
#[derive(Insertable)]
#[diesel(table_name = accounts, treat_none_as_default_value = false)]
struct AccountRow {
    id: String,
    person_id: String,
    email: String,
    email_key: String,
    email_folded: String,
    password_hash: String,
    created_at: String,
}

fn rows(kept: &Kept, now: DateTime<Utc>) -> (PersonRow, AccountRow) {
    let (id, created_at) = (kept.person.to_string(), text::time(now));
    let person = PersonRow { id: id.clone(), name: kept.name.clone(), name_folded: folded(&kept.name), created_at: created_at.clone() };
    let account = AccountRow {
        id: kept.id.to_string(),
        person_id: id,
        email: kept.email.clone(),
        email_key: email_key(&kept.email),
        email_folded: folded(&kept.email),
        password_hash: kept.password_hash.clone(),
        created_at,
    };
    (person, account)
}

/// Adds a person and the account that belongs to them.
pub(super) fn insert(tx: &mut DbConnection, kept: &Kept, now: DateTime<Utc>) -> Result<(), StoreError> {
    let (person, account) = rows(kept, now);
    diesel::insert_into(people::table).values(person).execute(tx)?;
    diesel::insert_into(accounts::table).values(account).execute(tx)?;
    Ok(())
}

/// Adds many people and the accounts that belong to them, each with the instant of its making.
///
/// # Errors
/// [`StoreError`] where the database fails, or an address has an account.
pub fn insert_all(tx: &mut DbConnection, all: &[(Kept, DateTime<Utc>)]) -> Result<(), StoreError> {
    let (persons, mine): (Vec<PersonRow>, Vec<AccountRow>) = all.iter().map(|(kept, now)| rows(kept, *now)).unzip();
    insert_many!(tx, people::table, persons)?;
    insert_many!(tx, accounts::table, mine)?;
    Ok(())
}

pub(super) fn set_password(tx: &mut DbConnection, id: AccountId, password_hash: &str) -> Result<(), StoreError> {
    diesel::update(accounts::table.find(id.to_string())).set(accounts::password_hash.eq(password_hash)).execute(tx)?;
    Ok(())
}

pub(super) fn set_name(tx: &mut DbConnection, person: PersonId, name: &str) -> Result<(), StoreError> {
    let named = (people::name.eq(name), people::name_folded.eq(folded(name)));
    diesel::update(people::table.find(person.to_string())).set(named).execute(tx)?;
    Ok(())
}

pub(super) fn set_email(tx: &mut DbConnection, id: AccountId, email: &str) -> Result<(), StoreError> {
    let reached = (accounts::email.eq(email), accounts::email_key.eq(email_key(email)), accounts::email_folded.eq(folded(email)));
    diesel::update(accounts::table.find(id.to_string())).set(reached).execute(tx)?;
    Ok(())
}

pub(super) fn add_registration(
    tx: &mut DbConnection,
    registration: &Registration,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = (
        registrations::id.eq(&registration.id),
        registrations::email.eq(&registration.email),
        registrations::email_key.eq(email_key(&registration.email)),
        registrations::name.eq(&registration.name),
        registrations::password_hash.eq(&registration.password_hash),
        registrations::created_at.eq(text::time(now)),
        registrations::expires_at.eq(text::time(until)),
        registrations::privacy_version.eq(version_of(registration, Document::Privacy)),
        registrations::terms_version.eq(version_of(registration, Document::Terms)),
    );
    diesel::insert_into(registrations::table).values(row).execute(tx)?;
    Ok(())
}

fn version_of(registration: &Registration, document: Document) -> Option<&str> {
    registration.accepted.iter().find(|accepted| accepted.document == document).map(|accepted| accepted.version.as_str())
}

type RegistrationRow = (String, String, String, String, Option<String>, Option<String>);

const REGISTRATION: (
    registrations::id,
    registrations::email,
    registrations::name,
    registrations::password_hash,
    registrations::privacy_version,
    registrations::terms_version,
) = (
    registrations::id,
    registrations::email,
    registrations::name,
    registrations::password_hash,
    registrations::privacy_version,
    registrations::terms_version,
);

fn read_registration((id, email, name, password_hash, privacy, terms): RegistrationRow) -> Registration {
    let accepted = [(Document::Privacy, privacy), (Document::Terms, terms)];
    let accepted = accepted.into_iter().filter_map(|(document, version)| Some(DocumentVersion { document, version: version? })).collect();
    Registration { id, email, name, password_hash, accepted }
}

/// The latest registration of an address that has not ended.
pub(super) fn latest_registration(conn: &mut DbConnection, email: &str, now: DateTime<Utc>) -> Result<Option<Registration>, StoreError> {
    let mine = registrations::table.filter(registrations::email_key.eq(email_key(email))).filter(registrations::expires_at.gt(text::time(now)));
    let row: Option<RegistrationRow> =
        mine.order((registrations::created_at.desc(), registrations::id.desc())).select(REGISTRATION).first(conn).optional()?;
    Ok(row.map(read_registration))
}

/// Deletes all registrations of an address, and the tokens that open them.
pub(super) fn forget_registrations(tx: &mut DbConnection, email: &str) -> Result<(), StoreError> {
    let mine: Vec<String> = registrations::table.filter(registrations::email_key.eq(email_key(email))).select(registrations::id).load(tx)?;
    diesel::delete(mailed_tokens::table.filter(mailed_tokens::registration_id.eq_any(&mine))).execute(tx)?;
    diesel::delete(registrations::table.filter(registrations::id.eq_any(&mine))).execute(tx)?;
    Ok(())
}

/// Makes a token that opens this until then; only its hash is stored.
pub(super) fn add_token(tx: &mut DbConnection, opens: Opens<'_>, until: DateTime<Utc>) -> Result<String, StoreError> {
    let token = ids::token();
    let (registration, account) = match opens {
        Opens::Registration(id) => (Some(id.to_owned()), None),
        Opens::Account(id) => (None, Some(id.to_string())),
    };
    let row = (
        mailed_tokens::hash.eq(ids::hash(&[token.as_bytes()])),
        mailed_tokens::registration_id.eq(registration),
        mailed_tokens::account_id.eq(account),
        mailed_tokens::expires_at.eq(text::time(until)),
    );
    diesel::insert_into(mailed_tokens::table).values(row).execute(tx)?;
    Ok(token)
}

/// The registration that this token opens.
pub(super) fn registration_of(conn: &mut DbConnection, token: &str, now: DateTime<Utc>) -> Result<Option<Registration>, StoreError> {
    let mine = mailed_tokens::table.inner_join(registrations::table).filter(mailed_tokens::hash.eq(ids::hash(&[token.as_bytes()])));
    let row: Option<RegistrationRow> = mine.filter(mailed_tokens::expires_at.gt(text::time(now))).select(REGISTRATION).first(conn).optional()?;
    Ok(row.map(read_registration))
}

/// The account whose password this token resets.
pub(super) fn account_of(conn: &mut DbConnection, token: &str, now: DateTime<Utc>) -> Result<Option<Kept>, StoreError> {
    let mine = mailed_tokens::table.find(ids::hash(&[token.as_bytes()])).filter(mailed_tokens::expires_at.gt(text::time(now)));
    let id: Option<Option<String>> = mine.select(mailed_tokens::account_id).first(conn).optional()?;
    match text::read_option("mailed_tokens.account_id", id.flatten().as_deref())? {
        Some(id) => by_id(conn, id),
        None => Ok(None),
    }
}

/// Voids every link that was mailed for this account: those to a new password, and those to a new address.
pub(super) fn forget_tokens(tx: &mut DbConnection, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(mailed_tokens::table.filter(mailed_tokens::account_id.eq(account.to_string()))).execute(tx)?;
    email_changes::forget(tx, account)
}
