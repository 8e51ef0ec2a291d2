//! A large population, for measuring: threads write down lives and work out what follows from them, and this one
//! records them, some thousands in a transaction.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use chrono::{DateTime, TimeDelta, Utc};

use super::chance::Chance;
use super::fates::Fate;
use super::life::{Life, Order, Written};
use super::stage::Stage;
use super::words;
use crate::accounts::{self, Kept};
use crate::applications::{self, KeptDetails};
use crate::db::Db;
use crate::demo::story::office_hours;
use crate::error::Error;
use crate::ids;
use crate::record::{CourseFacts, Recorded, evaluated, record_histories};

/// People in a chunk, and in a transaction.
const CHUNK: u64 = 250;
const CHUNKS_PER_TRANSACTION: usize = 8;

/// More acts than there are in any life.
const ACTS_MAX: i64 = 64;

/// How many of a thousand have which fate.
const SHARES: [(Fate, u32); 25] = [
    (Fate::Registered, 40),
    (Fate::Withdrew, 10),
    (Fate::Refused, 20),
    (Fate::Waiting, 12),
    (Fate::WaitingPaid, 6),
    (Fate::WaitingInVain, 2),
    (Fate::Unpaid, 15),
    (Fate::PaidInPart, 2),
    (Fate::Bounced, 1),
    (Fate::Beginner, 120),
    (Fate::Midway, 190),
    (Fate::Doubted, 10),
    (Fate::BouncedLater, 2),
    (Fate::Revived, 5),
    (Fate::Awaiting, 5),
    (Fate::Expired, 90),
    (Fate::Certified, 220),
    (Fate::Renewed, 80),
    (Fate::RenewalOpen, 60),
    (Fate::InGrace, 15),
    (Fate::Lapsed, 75),
    (Fate::Returned, 10),
    (Fate::Revoked, 5),
    (Fate::RevokedCandidate, 3),
    (Fate::Readmitted, 2),
];

/// What is to be written for a chunk of people.
struct Chunk {
    accounts: Vec<(Kept, DateTime<Utc>)>,
    details: Vec<KeptDetails>,
    recorded: Recorded,
}

/// What everyone of a large population has in common.
struct Origin<'a> {
    stage: &'a Stage,
    courses: &'a CourseFacts,
    seed: u64,
    password_hash: &'a str,
}

/// Adds people from the number `first` up to, and without, `end`; tells how many there are as it goes.
pub(in crate::demo) fn grow(
    db: &Db,
    stage: &Stage,
    courses: &CourseFacts,
    seed: u64,
    password_hash: &str,
    (first, end): (u64, u64),
    told: &mut dyn FnMut(u64),
) -> Result<(), Error> {
    let origin = Origin { stage, courses, seed, password_hash };
    let next = AtomicU64::new(first);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (sender, receiver) = sync_channel::<Result<(u64, Chunk), Error>>(threads.saturating_mul(CHUNKS_PER_TRANSACTION));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, origin, next) = (sender.clone(), &origin, &next);
            scope.spawn(move || {
                loop {
                    let begin = next.fetch_add(CHUNK, Ordering::Relaxed);
                    if begin >= end {
                        return;
                    }
                    let chunk = origin.chunk(begin, end.min(begin.saturating_add(CHUNK)));
                    // Whoever receives has given up where nothing can be sent.
                    if sender.send(chunk.map(|chunk| (begin, chunk))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut there = first;
        // Invoices are numbered as they are written: in the same order, whichever thread is the first.
        let mut ordered = InOrder { next: first, early: BTreeMap::new() };
        loop {
            let chunks = ordered.take(&receiver, CHUNKS_PER_TRANSACTION)?;
            if chunks.is_empty() {
                return Ok(());
            }
            db.write_blocking(|tx| {
                for chunk in &chunks {
                    accounts::insert_all(tx, &chunk.accounts)?;
                    record_histories(tx, &chunk.recorded)?;
                    applications::insert_all_details(tx, &chunk.details)?;
                }
                Ok(())
            })?;
            there = chunks.iter().fold(there, |there, chunk| there.saturating_add(u64::try_from(chunk.accounts.len()).unwrap_or(0)));
            told(there);
        }
    })
}

/// What threads send, in its order.
struct InOrder {
    next: u64,
    early: BTreeMap<u64, Chunk>,
}

impl InOrder {
    /// The next chunks, at most so many; fewer at the end alone.
    fn take(&mut self, receiver: &Receiver<Result<(u64, Chunk), Error>>, most: usize) -> Result<Vec<Chunk>, Error> {
        let mut chunks = Vec::new();
        while chunks.len() < most {
            if let Some(chunk) = self.early.remove(&self.next) {
                self.next = self.next.saturating_add(CHUNK);
                chunks.push(chunk);
                continue;
            }
            let Ok(sent) = receiver.recv() else { break };
            let (begin, chunk) = sent?;
            self.early.insert(begin, chunk);
        }
        Ok(chunks)
    }
}

impl Origin<'_> {
    fn chunk(&self, first: u64, end: u64) -> Result<Chunk, Error> {
        let (mut accounts, mut details, mut histories) = (Vec::new(), Vec::new(), Vec::new());
        for number in first..end {
            let life = self.life(number);
            accounts.push(life.account);
            details.extend(life.details);
            histories.push(life.history);
        }
        Ok(Chunk { accounts, details, recorded: evaluated(histories, self.courses)? })
    }

    fn life(&self, number: u64) -> Written {
        let mut chance = Chance::of(self.seed, number);
        ids::foreseen(chance.next(), || {
            let fate = fate(&mut chance);
            let (first, last) = fate.begins_days_ago();
            let begins_on = self.stage.today.days_earlier(chance.between(first, last));
            let name = words::name_of_many(&mut chance, number);
            let mut life = Life::begin(self.stage, chance, Order::AsWritten(self.written_at(number)), begins_on);
            life.lives(fate);
            life.written(name, self.password_hash)
        })
    }

    /// One after the other, with a millisecond for each act, from two days ago on.
    fn written_at(&self, number: u64) -> DateTime<Utc> {
        let first = office_hours(self.stage.today.days_earlier(2));
        first + TimeDelta::milliseconds(i64::try_from(number).unwrap_or(0).saturating_mul(ACTS_MAX))
    }
}

fn fate(chance: &mut Chance) -> Fate {
    let mut left = chance.between(1, 1_000);
    for (fate, share) in SHARES {
        if left <= share {
            return fate;
        }
        left -= share;
    }
    Fate::Midway
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_make_a_thousand() {
        assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<u32>(), 1_000);
    }
}
