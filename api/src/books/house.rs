//! The books of everyone, person by person, as one reading of the database: of any size, in the memory of a few pages of
//! facts. One thread reads, another adds up what was read.

use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;
use std::thread::{self, Builder};

use shared::books::{Balances, House as Sums, Ledger, Report};
use shared::calendar::Date;
use shared::ids::PersonId;

use super::lean::{Lean, Says, standing};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::record::{MoneyPage, MoneyRow, numbers_after, read_money};

/// Facts in a page, and pages that are read before they are needed.
const PAGE: i64 = 2_000;
const PAGES_AHEAD: usize = 1;
/// What has a number of a series and is no entry of the books, and how many are read at once: each may name thousands.
const NUMBERED_BESIDES: [&str; 2] = ["order_issued", "order_credited"];
const ORDERS_PAGE: i64 = 20;

/// How the books of the house are gone through.
#[derive(Debug)]
pub struct House<F> {
    sums: Sums,
    today: Date,
    /// Of whom the next facts are, and what of them was read so far.
    person: Option<String>,
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
    thread::scope(|scope| {
        let (sender, pages) = sync_channel(PAGES_AHEAD);
        let conn = &mut *conn;
        let read = move || read_money(conn, PAGE, |page| sender.send(page).map_or(ControlFlow::Break(()), ControlFlow::Continue));
        let reading = Builder::new().name("lssc-books".to_owned()).spawn_scoped(scope, read).map_err(StoreError::Thread)?;
        // Where a page cannot be understood, the reading ends with this, which receives no more.
        pages.into_iter().try_for_each(|page| house.take_all(&page))?;
        reading.join().map_err(|_| Error::Interrupted)?.map_err(Error::from)
    })?;
    house.turn()?;
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
    /// Takes a page of facts; of whom the last are, there may be more on the next.
    fn take_all(&mut self, page: &MoneyPage) -> Result<(), StoreError> {
        page.rows().try_for_each(|row| {
            if row.person != self.person.as_deref() {
                self.turn()?;
                self.person = row.person.map(str::to_owned);
            }
            self.take(row)
        })
    }

    fn take(&mut self, row: MoneyRow<'_>) -> Result<(), StoreError> {
        let Some(lean) = Lean::read(row)? else { return Ok(()) };
        self.entries = self.entries.saturating_add(1);
        if let Says::Entry(_, Some(number)) = &lean.says {
            self.sums.number(*number);
        }
        self.facts.push(lean);
        Ok(())
    }

    /// Takes the books of the person whose facts were read.
    fn turn(&mut self) -> Result<(), StoreError> {
        let entries = standing(&self.facts, self.today);
        self.facts.clear();
        if entries.is_empty() {
            return Ok(());
        }
        let person = text::read_option("facts.person_id", self.person.as_deref())?;
        let ledger = Ledger::of_entries(&entries);
        let balances = self.sums.add(person, &ledger, self.today);
        (self.look)(person, &ledger, &balances);
        Ok(())
    }
}
