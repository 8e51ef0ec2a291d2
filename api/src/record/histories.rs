//! Whole histories at once: for people of whom nothing is recorded yet, what [`super::record`] would record act by act.
//! What follows from each act is worked out in memory, on any thread, and written some hundred rows at a time. It tells
//! nobody by mail: what it records was long ago. A test holds the two ways against each other, row by row.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::facts::{Fact, FactBody};
use shared::ids::{ActId, PersonId};
use shared::policies::Policies;
use shared::queues;

use super::candidate_numbers;
use super::certificates::{self, CertificateRow};
use super::insert::{self, ActRow, FactRow, NoteRow};
use super::load::read_general;
use super::matters::MatterRow;
use super::numbers::{self, Unnumbered};
use super::standings::{self, Stretch};
use super::{Act, NewFact};
use crate::db::schema::{acts, certificates as certificate_rows, facts, matters, notes, standings as stretches};
use crate::db::{DbConnection, StoreError, insert_many, text};
use crate::error::Error;
use crate::ids;

/// An act, its facts, and what its ids are made of.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The act.
    pub act: Act,
    /// Its facts, all about the person of the history.
    pub facts: Vec<NewFact>,
    /// What the random parts of its ids follow from.
    pub seed: u64,
    /// When its ids say that they were made: lists go by it.
    pub made_at: DateTime<Utc>,
}

/// All that happened to someone of whom nothing is recorded yet, oldest first.
#[derive(Debug, Clone)]
pub struct History {
    /// Who.
    pub person: PersonId,
    /// What.
    pub deeds: Vec<Deed>,
}

/// The facts of all courses and agreements, by what they are about.
#[derive(Debug, Clone, Default)]
pub struct CourseFacts(BTreeMap<String, Vec<Fact>>);

/// What is to be written for some histories.
#[derive(Debug, Clone, Default)]
pub struct Recorded {
    notes: Vec<NoteRow>,
    acts: Vec<ActRow>,
    facts: Vec<FactRow>,
    standings: Vec<Stretch>,
    certificates: Vec<CertificateRow>,
    matters: Vec<MatterRow>,
    registered: Vec<PersonId>,
    /// Which of the facts are to be given a number when they are written.
    unnumbered: Vec<Unnumbered>,
    numbered: NumberOrder,
}

/// In which order the invoices and receipts of some histories are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberOrder {
    /// As they are written, so that it does not matter how many are written at once.
    #[default]
    AsWritten,
    /// By the instants at which they were recorded.
    AsItHappened,
}

impl CourseFacts {
    /// Reads them.
    ///
    /// # Errors
    /// [`StoreError`] where the database fails.
    pub fn load(conn: &mut DbConnection) -> Result<Self, StoreError> {
        let mut by_subject: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
        for fact in read_general(conn)? {
            by_subject.entry(fact.body.subject().unwrap_or_default()).or_default().push(fact);
        }
        Ok(Self(by_subject))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.0.values().flatten()
    }

    /// Those that a person's facts refer to, and what corrects them, and what corrects that.
    fn referred_to(&self, own: &[Fact]) -> Vec<Fact> {
        let mut subjects: BTreeSet<String> = own.iter().filter_map(|fact| insert::refers_to(&fact.body)).collect();
        let mut all = Vec::new();
        while !subjects.is_empty() {
            let found: Vec<Fact> = subjects.iter().filter_map(|subject| self.0.get(subject)).flatten().cloned().collect();
            subjects = found.iter().map(|fact| fact.id.to_string()).collect();
            all.extend(found);
        }
        all
    }
}

/// What is to be written for these histories: acts, facts, and what follows from each act as of its day.
///
/// # Errors
/// [`Error::Defect`] where a fact is about someone else.
pub fn evaluated(histories: Vec<History>, courses: &CourseFacts) -> Result<Recorded, Error> {
    let policies = Policies::built_in();
    let mut recorded = Recorded::default();
    for history in histories {
        recorded.add(history, courses, &policies)?;
    }
    Ok(recorded)
}

impl Recorded {
    /// The same, numbered in this order.
    #[must_use]
    pub fn numbered(self, order: NumberOrder) -> Self {
        Self { numbered: order, ..self }
    }

    fn add(&mut self, History { person, deeds }: History, courses: &CourseFacts, policies: &Policies) -> Result<(), Error> {
        let mut known = Vec::new();
        let mut issued = BTreeSet::new();
        let mut days = HashMap::new();
        let mut last_day = None;
        let issued_before = self.certificates.len();
        for Deed { act, facts, seed, made_at } in deeds {
            last_day = Some(act.today);
            let recorded_before = known.len();
            ids::foreseen(seed, || {
                ids::made_at(made_at);
                self.add_act(person, &act, facts, &mut Known { facts: &mut known, issued: &mut issued, courses, policies })
            })?;
            days.extend(known.iter().skip(recorded_before).map(|fact| (fact.id, act.today)));
        }
        if let Some(last_day) = last_day {
            for row in self.certificates.drain(issued_before..).collect::<Vec<_>>() {
                self.certificates.push(row.told_by(&known, policies)?);
            }
            known.extend(courses.referred_to(&known));
            self.standings.extend(standings::stretches(person, &known, policies, last_day));
            for matter in queues::matters(&known) {
                let since = days.get(&matter.fact).copied().unwrap_or(last_day);
                self.matters.push(MatterRow::new(&matter, text::day(since)));
            }
        }
        Ok(())
    }

    fn add_act(&mut self, person: PersonId, act: &Act, facts: Vec<NewFact>, known: &mut Known<'_>) -> Result<(), Error> {
        let id = ActId(ids::fresh());
        let (row, note) = insert::act_rows(id, act, facts.iter().find_map(|fact| fact.person));
        self.acts.push(row);
        self.notes.extend(note);
        for fact in facts {
            if fact.person != Some(person) {
                return Err(Error::Defect("a history holds a fact about someone else".to_owned()));
            }
            self.add_fact(id, act, fact, known)?;
        }
        for due in known.certificates_due(person, act)? {
            let fact = self.add_fact(id, act, due.fact.clone(), known)?;
            self.certificates.push(due.row(person, &fact));
        }
        Ok(())
    }

    fn add_fact(&mut self, id: ActId, act: &Act, new: NewFact, known: &mut Known<'_>) -> Result<Fact, Error> {
        known.issued.extend(new.unique_key.clone());
        let (fact, row) = insert::fact_row(id, act, new)?;
        self.unnumbered.extend(Unnumbered::of(&fact, act, self.facts.len()));
        self.facts.push(row);
        if fact.body == FactBody::PersonRegistered {
            self.registered.extend(fact.person);
        }
        known.facts.push(fact.clone());
        Ok(fact)
    }
}

/// What is known of a person so far.
struct Known<'a> {
    facts: &'a mut Vec<Fact>,
    issued: &'a mut BTreeSet<String>,
    courses: &'a CourseFacts,
    policies: &'a Policies,
}

impl Known<'_> {
    fn certificates_due(&self, person: PersonId, act: &Act) -> Result<Vec<certificates::Due>, Error> {
        // Nobody is certified before a first decision: most acts need no look.
        if !self.facts.iter().any(|fact| is_achievement(&fact.body)) {
            return Ok(Vec::new());
        }
        let mut all = self.facts.clone();
        all.extend(self.courses.referred_to(self.facts));
        certificates::due(person, &all, self.policies, act.today, |key| Ok(self.issued.contains(key)))
    }
}

fn is_achievement(body: &FactBody) -> bool {
    match body {
        FactBody::CompletionDecided { .. } | FactBody::PortfolioDecided { .. } | FactBody::GraduationDecided { .. } => true,
        FactBody::FactCorrected { replacement: Some(replacement), .. } => is_achievement(&replacement.body),
        _ => false,
    }
}

/// Writes them.
///
/// # Errors
/// [`StoreError`]; then the transaction must be given up.
pub fn record_histories(tx: &mut DbConnection, recorded: &Recorded) -> Result<(), StoreError> {
    let numbered = numbers::give_all(tx, &recorded.unnumbered, recorded.numbered, &recorded.facts)?;
    insert_many!(tx, notes::table, recorded.notes)?;
    insert_many!(tx, acts::table, recorded.acts)?;
    insert_many!(tx, facts::table, numbered)?;
    insert_many!(tx, stretches::table, recorded.standings)?;
    insert_many!(tx, certificate_rows::table, recorded.certificates)?;
    insert_many!(tx, matters::table, recorded.matters)?;
    recorded.registered.iter().try_for_each(|&person| candidate_numbers::insert(tx, person))
}
