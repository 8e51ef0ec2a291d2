//! Seeding the demonstration: marks the database, and does what people would do, through the same functions. The day
//! of each act is computed from today, so that the demonstration is never out of date.

use shared::accounts::Role;
use shared::calendar::Date;
use shared::ids::AccountId;

use super::population::{self, Stage};
use super::story::{Actor, Story};
use super::{catalog, orders, partners, people};
use crate::accounts::{NewAccount, account_at, open};
use crate::auth::hash_blocking;
use crate::clock::Clock;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::{self, CourseFacts};
use crate::{ids, programme};

/// The one password of all demonstration accounts.
pub const PASSWORD: &str = "library-Lantern-42";

/// An account: address, name and roles besides `person`.
type NamedAccount = (&'static str, &'static str, &'static [Role]);

const CANDIDATE: NamedAccount = ("candidate@demo.example", "Demo Candidate", &[]);
const APPLICANT: NamedAccount = ("applicant@demo.example", "Demo Applicant", &[]);
const HOLDER: NamedAccount = ("holder@demo.example", "Demo Holder", &[]);
const STAFF: NamedAccount = ("staff@demo.example", "Demo Staff", &[Role::Staff]);
const SECOND_STAFF: NamedAccount = ("second-staff@demo.example", "Second Demo Staff", &[Role::Staff]);
const ADMIN: NamedAccount = ("admin@demo.example", "Demo Admin", &[Role::Admin]);

/// Orders for an institution, by a fact of its own.
const BUYER: NamedAccount = ("buyer@demo.example", "Demo Buyer", &[]);

/// Address, name and roles besides `person` of the demonstration accounts.
pub const ACCOUNTS: [NamedAccount; 7] = [CANDIDATE, APPLICANT, HOLDER, BUYER, STAFF, SECOND_STAFF, ADMIN];

/// The seed of the demonstration unless another is asked for.
pub const SEED: u64 = 1;

/// What seeding did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeded {
    /// It filled the database.
    Now,
    /// The demonstration was there already, and stays as it is.
    Before,
}

/// Why the demonstration cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// There are people in it already.
    #[error("this database is in use and no demonstration; give the demonstration a database of its own")]
    InUse,
    /// Something failed.
    #[error("{0}")]
    Failed(#[from] Error),
}

/// Marks an empty database as a demonstration and fills it. One that is marked already stays as it is.
///
/// # Errors
/// [`SeedError`].
pub fn seed(db: &Db, clock: &Clock) -> Result<Seeded, SeedError> {
    seed_with(db, clock, SEED)
}

/// [`seed`], with another seed: the same seed and the same day make the same rows, but for the hash of the password.
///
/// # Errors
/// [`SeedError`].
pub fn seed_with(db: &Db, clock: &Clock, seed: u64) -> Result<Seeded, SeedError> {
    if db.read_blocking(|conn| Ok(programme::is_demonstration(conn)?))? {
        return Ok(Seeded::Before);
    }
    if db.read_blocking(|conn| Ok(programme::is_in_use(conn)?))? {
        return Err(SeedError::InUse);
    }
    let today = today(clock)?;
    let password_hash = hash_blocking(PASSWORD)?;
    // All or nothing: half a demonstration would look like a database in use.
    db.write_blocking(|tx| {
        programme::mark_demonstration(tx)?;
        // While there is nothing: what comes is written by this version.
        record::rebuild_where_old(tx)?;
        ids::foreseen(seed, || fill(tx, Story::on(today), seed, &password_hash))
    })?;
    Ok(Seeded::Now)
}

/// Adds people to a demonstration until there are so many; tells how many there are as it goes, and at the end.
///
/// Each transaction stands by itself: what was interrupted goes on where it stopped.
///
/// # Errors
/// [`SeedError`].
pub fn grow(db: &Db, clock: &Clock, seed: u64, people: u64, told: &mut dyn FnMut(u64)) -> Result<(), SeedError> {
    let today = today(clock)?;
    let password_hash = hash_blocking(PASSWORD)?;
    let (there, staff, courses) = db.read_blocking(|conn| Ok((programme::people(conn)?, staff(conn)?, CourseFacts::load(conn)?)))?;
    let stage = Stage::new(today, staff, &courses);
    Ok(population::grow(db, &stage, &courses, seed, &password_hash, (there, people), told)?)
}

fn today(clock: &Clock) -> Result<Date, Error> {
    Ok(clock.moment().map_err(|error| Error::Defect(error.to_string()))?.today)
}

/// The staff of the demonstration.
fn staff(conn: &mut DbConnection) -> Result<[AccountId; 2], Error> {
    let account = |conn: &mut DbConnection, (email, ..): NamedAccount| {
        account_at(conn, email)?.ok_or_else(|| Error::Defect("the demonstration has lost its staff".to_owned()))
    };
    Ok([account(conn, STAFF)?, account(conn, SECOND_STAFF)?])
}

fn fill(tx: &mut DbConnection, today: Story, seed: u64, password_hash: &str) -> Result<(), Error> {
    let beginning = today.months_earlier(catalog::FIRST_MONTHS_AGO.saturating_add(1));
    let account = |tx: &mut DbConnection, day, named| open_account(tx, day, named, password_hash);
    account(tx, beginning, ADMIN)?;
    let staff = account(tx, beginning, STAFF)?;
    let second = account(tx, beginning, SECOND_STAFF)?;
    let catalog = catalog::fill(tx, today, staff)?;
    let holder = account(tx, today.months_earlier(20), HOLDER)?;
    people::holder(tx, today, holder, staff, &catalog)?;
    let candidate = account(tx, today.months_earlier(6), CANDIDATE)?;
    people::candidate(tx, today, candidate, staff, &catalog)?;
    let applicant = account(tx, today.months_earlier(1), APPLICANT)?;
    people::applicant(tx, today, applicant)?;
    partners::college(tx, today, staff, candidate, &catalog)?;
    let buyer = account(tx, today.months_earlier(2), BUYER)?;
    orders::district(tx, today, staff, buyer)?;
    let stage = Stage::new(today.today(), [staff.account, second.account], &CourseFacts::load(tx)?);
    if let Some(mistaken) = population::settle(tx, &stage, seed, password_hash)? {
        // After all that the person did: a standing is worked out as of the last act.
        population::correct(tx, &today.days_earlier(1).by(staff).act("correct_fact"), mistaken)?;
    }
    Ok(())
}

fn open_account(tx: &mut DbConnection, day: Story, (email, name, appointed): NamedAccount, password_hash: &str) -> Result<Actor, Error> {
    let new = NewAccount { email: email.to_owned(), name: name.to_owned(), password_hash: password_hash.to_owned(), appointed: appointed.to_vec() };
    let (account, person) = open(tx, &day.act("confirm_account"), &new)?;
    Ok(Actor { account, person })
}
