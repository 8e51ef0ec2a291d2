//! Seeding the demonstration: marks the database, and does what people would do, through the same functions. The day
//! of each act is computed from today, so that the demonstration is never out of date.

use shared::accounts::Role;

use super::catalog;
use super::people;
use super::story::{Actor, Story};
use crate::accounts::{NewAccount, open};
use crate::auth::hash_blocking;
use crate::clock::{Clock, Moment};
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::programme;

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

/// Address, name and roles besides `person` of the demonstration accounts.
pub const ACCOUNTS: [NamedAccount; 6] = [CANDIDATE, APPLICANT, HOLDER, STAFF, SECOND_STAFF, ADMIN];

/// How long ago the programme of the demonstration began, in months.
const BEGAN_MONTHS_AGO: u32 = 24;

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
    if db.read_blocking(|conn| Ok(programme::is_demonstration(conn)?))? {
        return Ok(Seeded::Before);
    }
    if db.read_blocking(|conn| Ok(programme::is_in_use(conn)?))? {
        return Err(SeedError::InUse);
    }
    let moment = clock.moment().map_err(|error| Error::Defect(error.to_string()))?;
    let password_hash = hash_blocking(PASSWORD)?;
    // All or nothing: half a demonstration would look like a database in use.
    db.write_blocking(|tx| {
        programme::mark_demonstration(tx)?;
        fill(tx, moment, &password_hash)
    })?;
    Ok(Seeded::Now)
}

fn fill(tx: &mut DbConnection, moment: Moment, password_hash: &str) -> Result<(), Error> {
    let today = Story::on(moment.now, moment.today);
    let beginning = today.months_earlier(BEGAN_MONTHS_AGO);
    let account = |tx: &mut DbConnection, day, named| open_account(tx, day, named, password_hash);
    account(tx, beginning, ADMIN)?;
    let staff = account(tx, beginning, STAFF)?;
    account(tx, beginning, SECOND_STAFF)?;
    let catalog = catalog::fill(tx, &beginning.by(staff))?;
    let holder = account(tx, today.months_earlier(20), HOLDER)?;
    people::holder(tx, today, holder, staff, &catalog)?;
    let candidate = account(tx, today.months_earlier(6), CANDIDATE)?;
    people::candidate(tx, today, candidate, staff, &catalog)?;
    let applicant = account(tx, today.months_earlier(1), APPLICANT)?;
    people::applicant(tx, today, applicant)
}

fn open_account(tx: &mut DbConnection, day: Story, (email, name, appointed): NamedAccount, password_hash: &str) -> Result<Actor, Error> {
    let new = NewAccount { email: email.to_owned(), name: name.to_owned(), password_hash: password_hash.to_owned(), appointed: appointed.to_vec() };
    let (account, person) = open(tx, &day.act("confirm_account"), &new)?;
    Ok(Actor { account, person })
}
