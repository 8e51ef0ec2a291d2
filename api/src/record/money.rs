//! The facts of money as they are stored, page by page: a million of them are read while somebody waits.

use std::ops::ControlFlow;

use diesel::connection::DefaultLoadingMode;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::load::IS_MONEY;
use crate::db::schema::facts::dsl;
use crate::db::{DbConnection, StoreError};

/// A fact of money as it is stored.
#[derive(Debug, Clone, Copy)]
pub struct MoneyRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whose it is; none where it is about nobody.
    pub person: Option<&'a str>,
    /// The day on which it takes effect.
    pub on: &'a str,
    /// The instant it was recorded.
    pub recorded_at: &'a str,
    /// Its body.
    pub body: &'a str,
}

/// A page of them, as one text and the lengths of each row's five cells: freeing five texts a row on another thread than
/// read them takes longer than the reading.
#[derive(Debug, Default)]
pub struct MoneyPage {
    text: String,
    lengths: Vec<[usize; 5]>,
}

type Stored = (String, Option<String>, String, String, String);

impl MoneyPage {
    /// Its rows, in their order.
    pub fn rows(&self) -> impl Iterator<Item = MoneyRow<'_>> {
        let mut rest = self.text.as_str();
        self.lengths.iter().map(move |lengths| {
            let [id, person, on, recorded_at, body] = lengths.map(|length| {
                let (cell, after) = rest.split_at_checked(length).unwrap_or_default();
                rest = after;
                cell
            });
            MoneyRow { id, person: Some(person).filter(|person| !person.is_empty()), on, recorded_at, body }
        })
    }

    fn with(mut self, row: QueryResult<Stored>) -> QueryResult<Self> {
        let (id, person, on, recorded_at, body) = row?;
        let cells = [id, person.unwrap_or_default(), on, recorded_at, body];
        self.lengths.push(cells.each_ref().map(String::len));
        self.text.extend(cells);
        Ok(self)
    }
}

/// Reads all of them in pages of so many, person by person and last those about nobody, each time oldest first, until `take`
/// breaks it off.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn read_money(conn: &mut DbConnection, rows: i64, mut take: impl FnMut(MoneyPage) -> ControlFlow<()>) -> Result<(), StoreError> {
    // Each page begins after the row at which the last ended: of the person of that one, until there is none.
    let (mut person, mut fact) = (Some(String::new()), String::new());
    loop {
        let page = page_after(conn, rows, person.as_deref(), &fact)?;
        match page.rows().last() {
            Some(last) => (person, fact) = (last.person.map(str::to_owned), last.id.to_owned()),
            None if person.is_none() => return Ok(()),
            None => (person, fact) = (None, String::new()),
        }
        if take(page).is_break() {
            return Ok(());
        }
    }
}

/// The page after this fact of this person; after this one about nobody, where no person is named.
fn page_after(conn: &mut DbConnection, rows: i64, person: Option<&str>, fact: &str) -> Result<MoneyPage, StoreError> {
    let columns = (dsl::id, dsl::person_id, dsl::on_date, dsl::recorded_at, dsl::body);
    let found = dsl::facts.filter(sql::<Bool>(&IS_MONEY)).order((dsl::person_id, dsl::id)).limit(rows).select(columns);
    let page = if let Some(person) = person {
        let later = sql::<Bool>("(person_id, id) > (").bind::<Text, _>(person).sql(", ").bind::<Text, _>(fact).sql(")");
        found.filter(later).load_iter::<Stored, DefaultLoadingMode>(conn)?.try_fold(MoneyPage::default(), MoneyPage::with)
    } else {
        let later = found.filter(dsl::person_id.is_null()).filter(dsl::id.gt(fact));
        later.load_iter::<Stored, DefaultLoadingMode>(conn)?.try_fold(MoneyPage::default(), MoneyPage::with)
    };
    Ok(page?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use diesel::connection::SimpleConnection;

    use super::*;
    use crate::db::{DatabaseAddress, Db, migrate};

    /// Facts of two people and of nobody, with one in between that is of no money.
    const FACTS: &str = "
        INSERT INTO people (id, name, name_folded, created_at) VALUES ('p1', 'A', 'a', 't'), ('p2', 'B', 'b', 't');
        INSERT INTO acts (id, operation, recorded_at, on_date) VALUES ('a', 'demo', 't', 'd');
        INSERT INTO facts (id, act_id, person_id, kind, on_date, recorded_at, body) VALUES
            ('1', 'a', 'p2', 'invoice_issued', 'd1', 't1', '1'),
            ('2', 'a', NULL, 'allocation_released', 'd2', 't2', '\"Köln\"'),
            ('3', 'a', 'p1', 'invoice_credited', 'd3', 't3', ''),
            ('4', 'a', 'p1', 'person_registered', 'd4', 't4', '4'),
            ('5', 'a', 'p1', 'fact_corrected', 'd5', 't5', '5'),
            ('6', 'a', 'p2', 'refund_failed', 'd6', 't6', '6'),
            ('7', 'a', NULL, 'refund_failed', 'd7', 't7', '7');
    ";
    const IN_ORDER: [&str; 6] = ["3 p1 d3 t3 ", "5 p1 d5 t5 5", "1 p2 d1 t1 1", "6 p2 d6 t6 6", "2 nobody d2 t2 \"Köln\"", "7 nobody d7 t7 7"];

    fn recorded(folder: &Path) -> Db {
        let address = DatabaseAddress::Sqlite(folder.join("money.sqlite"));
        migrate::migrate(&address).unwrap();
        let db = Db::open(&address).unwrap();
        db.write_blocking(|tx| Ok(tx.batch_execute(FACTS).map_err(StoreError::from)?)).unwrap();
        db
    }

    fn shown(MoneyRow { id, person, on, recorded_at, body }: MoneyRow<'_>) -> String {
        format!("{id} {} {on} {recorded_at} {body}", person.unwrap_or("nobody"))
    }

    #[test]
    fn pages_of_any_length_hold_everyones_facts_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let db = recorded(folder.path());
        for length in 1..8 {
            let read = db.read_blocking(|conn| {
                let mut rows = Vec::new();
                read_money(conn, length, |page| {
                    rows.extend(page.rows().map(shown));
                    ControlFlow::Continue(())
                })?;
                Ok(rows)
            });
            assert_eq!(read.unwrap(), IN_ORDER, "{length}");
        }
    }

    #[test]
    fn who_has_enough_reads_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let pages = recorded(folder.path()).read_blocking(|conn| {
            let mut pages = 0;
            read_money(conn, 1, |_| {
                pages += 1;
                if pages < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            Ok(pages)
        });
        assert_eq!(pages.unwrap(), 2);
    }
}
