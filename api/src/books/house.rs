//! The books of everyone, person by person, as one reading of the database: of any size, in the memory of one page of
//! facts.

use shared::books::{Balances, House as Sums, Ledger, Report};
use shared::calendar::Date;
use shared::ids::PersonId;

use super::lean::{Lean, Says, standing};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::record::{MoneyRow, money_after, numbers_after};

/// Facts that are read at once.
const PAGE: i64 = 10_000;
/// What has a number of a series and is no entry of the books, and how many are read at once: each may name thousands.
const NUMBERED_BESIDES: [&str; 2] = ["order_issued", "order_credited"];
const ORDERS_PAGE: i64 = 20;

/// How the books of the house are gone through.
#[derive(Debug)]
pub struct House<F> {
    sums: Sums,
    today: Date,
    /// Of whom the next facts are, and what of them was read so far.
    person: Option<PersonId>,
    facts: Vec<Lean>,
    entries: u64,
    look: F,
}

/// What was found, and among how many facts.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What was found.
    pub report: Report,
    /// How many facts of money there are.
    pub entries: u64,
}

/// Goes through all books as of this day. `look` is shown each person's, and last those of nobody.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn check<F>(conn: &mut DbConnection, today: Date, look: F) -> Result<Checked, Error>
where
    F: FnMut(Option<PersonId>, &Ledger, &Balances),
{
    let mut house = House { sums: Sums::default(), today, person: None, facts: Vec::new(), entries: 0, look };
    let mut after = (String::new(), String::new());
    loop {
        let rows = money_after(conn, Some((&after.0, &after.1)), "", PAGE)?;
        let Some((id, person, ..)) = rows.last() else { break };
        after = (person.clone().unwrap_or_default(), id.clone());
        let mut whose = None;
        for row in &rows {
            if row.1 != whose {
                whose.clone_from(&row.1);
                house.turn_to(text::read_option("facts.person_id", row.1.as_deref())?);
            }
            house.take(row)?;
        }
    }
    house.turn_to(None);
    let mut after = String::new();
    loop {
        let rows = money_after(conn, None, &after, PAGE)?;
        let Some((id, ..)) = rows.last() else { break };
        after.clone_from(id);
        rows.iter().try_for_each(|row| house.take(row))?;
    }
    house.turn();
    for kind in NUMBERED_BESIDES {
        let mut after = String::new();
        loop {
            let numbers = numbers_after(conn, kind, &after, ORDERS_PAGE)?;
            let Some((id, _)) = numbers.last() else { break };
            after.clone_from(id);
            numbers.iter().filter_map(|(_, number)| *number).for_each(|number| house.sums.number(number));
        }
    }
    Ok(Checked { report: house.sums.report(), entries: house.entries })
}

impl<F: FnMut(Option<PersonId>, &Ledger, &Balances)> House<F> {
    fn take(&mut self, row: &MoneyRow) -> Result<(), StoreError> {
        let Some(lean) = Lean::read(row)? else { return Ok(()) };
        self.entries = self.entries.saturating_add(1);
        if let Says::Entry(_, Some(number)) = &lean.says {
            self.sums.number(*number);
        }
        self.facts.push(lean);
        Ok(())
    }

    /// From here on the facts are of this person; of the same one on the next page, too.
    fn turn_to(&mut self, person: Option<PersonId>) {
        if self.person != person {
            self.turn();
            self.person = person;
        }
    }

    /// Takes the books of the person whose facts were read.
    fn turn(&mut self) {
        let entries = standing(&self.facts, self.today);
        self.facts.clear();
        if entries.is_empty() {
            return;
        }
        let ledger = Ledger::of_entries(&entries);
        let balances = self.sums.add(self.person, &ledger, self.today);
        (self.look)(self.person, &ledger, &balances);
    }
}
