//! The cast: who is there in every demonstration.

use shared::facts::{FactBody, Replacement};
use shared::ids::PersonId;

use super::chance::Chance;
use super::fates::Fate;
use super::life::{Life, Order, Written};
use super::stage::Stage;
use super::words;
use crate::db::DbConnection;
use crate::error::Error;
use crate::record::{Act, CourseFacts, NewFact, NumberOrder, evaluated, facts_of, record, record_histories};
use crate::{accounts, applications, ids};

/// How many of the cast have which fate.
pub(super) const CAST: [(Fate, usize); 25] = [
    (Fate::Registered, 3),
    (Fate::Withdrew, 1),
    (Fate::Refused, 2),
    (Fate::Waiting, 3),
    (Fate::WaitingPaid, 2),
    (Fate::WaitingInVain, 1),
    (Fate::Unpaid, 3),
    (Fate::PaidInPart, 1),
    (Fate::Bounced, 1),
    (Fate::Beginner, 5),
    (Fate::Midway, 7),
    (Fate::Doubted, 2),
    (Fate::BouncedLater, 1),
    (Fate::Revived, 1),
    (Fate::Awaiting, 1),
    (Fate::Expired, 4),
    (Fate::Certified, 8),
    (Fate::Renewed, 5),
    (Fate::RenewalOpen, 4),
    (Fate::InGrace, 3),
    (Fate::Lapsed, 4),
    (Fate::Returned, 1),
    (Fate::Revoked, 2),
    (Fate::RevokedCandidate, 1),
    (Fate::Readmitted, 1),
];

/// Records the cast; answers whose facts hold a mistake that is still to be corrected.
pub(in crate::demo) fn settle(tx: &mut DbConnection, stage: &Stage, seed: u64, password_hash: &str) -> Result<Option<PersonId>, Error> {
    let courses = CourseFacts::load(tx)?;
    let fates = CAST.into_iter().flat_map(|(fate, people)| (0..people).map(move |rank| (fate, rank)));
    let written = |(place, (fate, rank))| (fate, write(stage, seed, place, (fate, rank), password_hash));
    let lives: Vec<(Fate, Written)> = fates.enumerate().map(written).collect();
    let mistaken = lives.iter().find(|(fate, _)| *fate == Fate::Midway).map(|(_, life)| life.history.person);
    let lives = lives.into_iter().map(|(_, life)| life).collect();
    record_lives(tx, lives, &courses)?;
    Ok(mistaken)
}

/// The life of one of the cast, who is the so-manieth of that fate: the first began it as long ago as it can have begun,
/// so that every demonstration reaches back as far.
fn write(stage: &Stage, seed: u64, place: usize, (fate, rank): (Fate, usize), password_hash: &str) -> Written {
    let mut chance = Chance::of(seed, u64::try_from(place).unwrap_or(0));
    ids::foreseen(chance.next(), || {
        let (first, last) = fate.begins_days_ago();
        let drawn = chance.between(first, last);
        let begins_on = stage.today.days_earlier(if rank == 0 { last } else { drawn });
        let mut life = Life::begin(stage, chance, Order::AsItHappened, begins_on);
        life.lives(fate);
        life.written(words::name_of_cast(place), password_hash)
    })
}

/// Records lives that were written down.
pub(super) fn record_lives(tx: &mut DbConnection, lives: Vec<Written>, courses: &CourseFacts) -> Result<(), Error> {
    let (mut owners, mut details, mut histories) = (Vec::new(), Vec::new(), Vec::new());
    for life in lives {
        owners.push(life.account);
        details.extend(life.details);
        histories.push(life.history);
    }
    let recorded = evaluated(histories, courses)?.numbered(NumberOrder::AsItHappened);
    accounts::insert_all(tx, &owners)?;
    record_histories(tx, &recorded)?;
    Ok(applications::insert_all_details(tx, &details)?)
}

/// Corrects the day of this person's first completion, which was mistyped.
pub(in crate::demo) fn correct(tx: &mut DbConnection, act: &Act, person: PersonId) -> Result<(), Error> {
    let facts = facts_of(tx, person)?;
    let Some(wrong) = facts.iter().find(|fact| matches!(fact.body, FactBody::CompletionReported { .. })) else { return Ok(()) };
    let on = wrong.on.days_earlier(3);
    let body = FactBody::FactCorrected { corrected: wrong.id, replacement: Some(Replacement { on, body: Box::new(wrong.body.clone()) }) };
    record(tx, &act.because("The certificate of completion names a day three days earlier."), vec![NewFact::of(person, on, body)])?;
    Ok(())
}
