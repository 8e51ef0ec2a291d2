//! What is done upon a person: one fact, for a reason, never by the person. Answers the act as it stands in the file.

use shared::calendar::Date;
use shared::dossier::from_facts;
use shared::facts::{Fact, FactBody};
use shared::ids::PersonId;
use shared::policies::Policies;
use shared::standings::{Standing, evaluate};

use super::{file, store};
use crate::auth::Requester;
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::record::{Act, NewFact, load_facts, record};
use crate::request::Answer;

/// Records the fact that `decide` finds right, where there is such a person and it is not the requester.
///
/// # Errors
/// [`Error::NotFound`], [`Error::OwnMatter`], and what `decide` refuses.
pub(super) fn record_upon(
    tx: &mut DbConnection,
    act: &Act,
    requester: &Requester,
    person: PersonId,
    decide: impl FnOnce(&mut DbConnection) -> Result<FactBody, Error>,
) -> Result<Answer, Error> {
    store::contact(tx, person)?.ok_or(Error::NotFound("person"))?;
    requester.not_own(person)?;
    let body = decide(tx)?;
    let recorded = record(tx, act, vec![NewFact::of(person, act.today, body)])?;
    Answer::created(&file::entry_of(tx, &recorded)?)
}

/// What is known of a person, and where that puts them today.
pub(super) fn standing_today(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<(Vec<Fact>, Standing), StoreError> {
    let (known, policies) = (load_facts(conn, person)?, Policies::built_in());
    let standing = evaluate(&from_facts(&known, &policies, today), &policies, today);
    Ok((known, standing))
}
