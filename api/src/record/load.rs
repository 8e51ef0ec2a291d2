//! Reading facts back.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::sync::LazyLock;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use shared::books::{DocumentNumber, MONEY_KINDS};
use shared::calendar::Date;
use shared::facts::{Fact, FactBody};
use shared::ids::{ActId, CourseId, FactId, OrderId, PaymentId, PersonId, RefundId};

use crate::db::schema::facts::{self, dsl};
use crate::db::schema::{acts, notes};
use crate::db::{DbConnection, StoreError, text};

/// So many subjects are looked up one by one.
const ONE_BY_ONE_MAX: usize = 8;

type Row = (String, String, Option<String>, String, String, String);

const COLUMNS: (dsl::id, dsl::act_id, dsl::person_id, dsl::on_date, dsl::recorded_at, dsl::body) =
    (dsl::id, dsl::act_id, dsl::person_id, dsl::on_date, dsl::recorded_at, dsl::body);

/// All that the rules need to know of a person: the person's own facts, and those of the courses and agreements that
/// they refer to, corrections included.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn load_facts(conn: &mut DbConnection, person: PersonId) -> Result<Vec<Fact>, StoreError> {
    let mut all = facts_of(conn, person)?;
    let general = general_facts_of(conn, person)?;
    all.extend(correct(conn, general)?);
    Ok(all)
}

/// The facts of the courses and agreements that a person's facts refer to. One statement whose text is always the
/// same, so that it is prepared once.
fn general_facts_of(conn: &mut DbConnection, person: PersonId) -> Result<Vec<Fact>, StoreError> {
    let mine = diesel::alias!(facts as mine);
    let id = person.to_string();
    let referred = mine.filter(mine.field(dsl::person_id).eq(id)).filter(mine.field(dsl::refers_to).is_not_null()).select(mine.field(dsl::refers_to));
    read_general_rows(dsl::facts.filter(dsl::subject.eq_any(referred)).select(COLUMNS).load(conn)?)
}

/// The facts of these courses, and what corrects them.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_of_courses(conn: &mut DbConnection, courses: &[CourseId]) -> Result<Vec<Fact>, StoreError> {
    general_facts(conn, &courses.iter().map(|course| Some(course.to_string())).collect::<Vec<_>>())
}

/// The facts of all recognition agreements, and what corrects them.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_of_agreements(conn: &mut DbConnection) -> Result<Vec<Fact>, StoreError> {
    let signed = dsl::facts.filter(dsl::kind.eq("agreement_signed")).select(dsl::subject).distinct();
    let agreements: Vec<Option<String>> = signed.load(conn)?;
    general_facts(conn, &agreements)
}

/// The facts of these courses and agreements, and what corrects them.
fn general_facts(conn: &mut DbConnection, subjects: &[Option<String>]) -> Result<Vec<Fact>, StoreError> {
    let general = about(conn, subjects)?;
    correct(conn, general)
}

/// These facts with what corrects them, and what corrects that.
fn correct(conn: &mut DbConnection, mut all: Vec<Fact>) -> Result<Vec<Fact>, StoreError> {
    let mut subjects: Vec<Option<String>> = all.iter().map(|fact| Some(fact.id.to_string())).collect();
    while !subjects.is_empty() {
        let found = about(conn, &subjects)?;
        subjects = found.iter().map(|fact| Some(fact.id.to_string())).collect();
        all.extend(found);
    }
    Ok(all)
}

/// The general facts about these subjects. A few are looked up one by one, which is prepared once; a statement that names
/// them all is prepared anew for each number of them.
fn about(conn: &mut DbConnection, subjects: &[Option<String>]) -> Result<Vec<Fact>, StoreError> {
    if subjects.len() > ONE_BY_ONE_MAX {
        return read_general_rows(dsl::facts.filter(dsl::subject.eq_any(subjects)).select(COLUMNS).load(conn)?);
    }
    let mut rows = Vec::new();
    for subject in subjects {
        rows.extend(dsl::facts.filter(dsl::subject.eq(subject)).select(COLUMNS).load::<Row>(conn)?);
    }
    read_general_rows(rows)
}

/// The facts of all courses and agreements, and what corrects them, oldest first.
pub(super) fn read_general(conn: &mut DbConnection) -> Result<Vec<Fact>, StoreError> {
    read_rows(dsl::facts.filter(dsl::person_id.is_null()).order(dsl::id).select(COLUMNS).load(conn)?)
}

/// A person's own facts, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_of(conn: &mut DbConnection, person: PersonId) -> Result<Vec<Fact>, StoreError> {
    read_rows(dsl::facts.filter(dsl::person_id.eq(person.to_string())).order(dsl::id).select(COLUMNS).load(conn)?)
}

/// A person's own facts of these kinds, oldest first; of fewer than six, name one more than once. Always six, so that
/// the statement is prepared once: it is asked with every request of an account.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_of_kinds(conn: &mut DbConnection, person: PersonId, kinds: [&str; 6]) -> Result<Vec<Fact>, StoreError> {
    let [first, second, third, fourth, fifth, sixth] = kinds;
    let of_kind =
        dsl::kind.eq(first).or(dsl::kind.eq(second)).or(dsl::kind.eq(third)).or(dsl::kind.eq(fourth)).or(dsl::kind.eq(fifth)).or(dsl::kind.eq(sixth));
    let mine = dsl::facts.filter(dsl::person_id.eq(person.to_string())).filter(of_kind);
    read_rows(mine.order(dsl::id).select(COLUMNS).load(conn)?)
}

/// The own facts of several people of these kinds, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_of_people(conn: &mut DbConnection, people: &[PersonId], kinds: &[&str]) -> Result<Vec<Fact>, StoreError> {
    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
    let theirs = dsl::facts.filter(dsl::person_id.eq_any(people)).filter(dsl::kind.eq_any(kinds.to_vec()));
    read_rows(theirs.order(dsl::id).select(COLUMNS).load(conn)?)
}

/// The facts that begin or are about this thing (an application, an invoice, a course, a corrected fact), oldest
/// first. Corrections of them are not among these: their subject is the fact that they correct.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_about(conn: &mut DbConnection, subject: impl Display + Copy) -> Result<Vec<Fact>, StoreError> {
    read_rows(dsl::facts.filter(dsl::subject.eq(subject.to_string())).order(dsl::id).select(COLUMNS).load(conn)?)
}

/// The facts of one act.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_of_act(conn: &mut DbConnection, act: ActId) -> Result<Vec<Fact>, StoreError> {
    read_rows(dsl::facts.filter(dsl::act_id.eq(act.to_string())).order(dsl::id).select(COLUMNS).load(conn)?)
}

/// At most `rows` facts of one kind whose id is greater than `after`, oldest first: the spine of staff's lists.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_of_kind(conn: &mut DbConnection, kind: &str, after: Option<&str>, rows: i64) -> Result<Vec<Fact>, StoreError> {
    let kept = dsl::facts.filter(dsl::kind.eq(kind)).filter(dsl::id.gt(after.unwrap_or_default()));
    read_rows(kept.order(dsl::id).limit(rows).select(COLUMNS).load(conn)?)
}

/// One fact.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn fact(conn: &mut DbConnection, id: FactId) -> Result<Option<Fact>, StoreError> {
    let row: Option<Row> = dsl::facts.find(id.to_string()).select(COLUMNS).first(conn).optional()?;
    row.map(read_row).transpose()
}

/// The fact that was recorded under this unique key.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn fact_under(conn: &mut DbConnection, key: &str) -> Result<Option<Fact>, StoreError> {
    let row: Option<Row> = dsl::facts.filter(dsl::unique_key.eq(key)).select(COLUMNS).first(conn).optional()?;
    row.map(read_row).transpose()
}

/// The fact by which this money was received.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn payment_fact(conn: &mut DbConnection, payment: PaymentId) -> Result<Option<Fact>, StoreError> {
    // As the index says it, in the words of each database; an id is digits and letters.
    let member = member(conn, "payment");
    let is_it = sql::<Bool>(&format!("kind IN ('payment_received', 'money_received') AND {member} = '{payment}'"));
    let row: Option<Row> = dsl::facts.filter(is_it).order(dsl::id).select(COLUMNS).first(conn).optional()?;
    row.map(read_row).transpose()
}

/// The facts of what became of payments by which they name it; what a payment began with is under an index of its own.
const OF_PAYMENT: &str = "(kind IN ('payment_allocated', 'money_taken', 'payment_reversed', 'payment_refunded')) IS TRUE";

/// Money that is about nobody, and what corrects facts about nobody.
const IS_OF_NOBODY: &str = "(person_id IS NULL AND kind IN ('money_received', 'fact_corrected')) IS TRUE";

/// What has a number of a document.
const IS_NUMBERED: &str = "(kind IN ('invoice_issued', 'payment_received', 'money_received', 'order_issued', 'order_credited')) IS TRUE";

/// `name IN ('…', '…')` of ids, which are digits and letters.
fn is_one_of(member: &str, ids: &[PaymentId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("'{id}'")).collect();
    format!("{member} IN ({})", ids.join(", "))
}

/// The facts by which these payments were received, whoever they are of, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn payment_facts(conn: &mut DbConnection, payments: &[PaymentId]) -> Result<Vec<Fact>, StoreError> {
    if payments.is_empty() {
        return Ok(Vec::new());
    }
    let are_these = sql::<Bool>(&format!("kind IN ('payment_received', 'money_received') AND {}", is_one_of(&member(conn, "payment"), payments)));
    read_rows(dsl::facts.filter(are_these).order(dsl::id).select(COLUMNS).load(conn)?)
}

/// At most `rows` facts of this kind after this one, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_after(conn: &mut DbConnection, kind: &str, after: &str, rows: i64) -> Result<Vec<Fact>, StoreError> {
    read_rows(dsl::facts.filter(dsl::kind.eq(kind)).filter(dsl::id.gt(after)).order(dsl::id).limit(rows).select(COLUMNS).load(conn)?)
}

/// The facts of what became of these payments that name one of them, of anybody's books, oldest first: what was put of them,
/// what went back, what came to nothing.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_of_payments(conn: &mut DbConnection, payments: &[PaymentId]) -> Result<Vec<Fact>, StoreError> {
    if payments.is_empty() {
        return Ok(Vec::new());
    }
    let are_theirs = sql::<Bool>(&format!("{OF_PAYMENT} AND {}", is_one_of(&member(conn, "payment"), payments)));
    read_rows(dsl::facts.filter(are_theirs).order(dsl::id).select(COLUMNS).load(conn)?)
}

/// The facts about nobody whose subjects these are: corrections of facts, what ended an allocation, refunds that failed.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_about_all(conn: &mut DbConnection, subjects: &[String]) -> Result<Vec<Fact>, StoreError> {
    let mut found = Vec::new();
    // So many fit into one statement of either database.
    for some in subjects.chunks(5_000) {
        found.extend(read_general_rows(dsl::facts.filter(dsl::subject.eq_any(some)).select(COLUMNS).load(conn)?)?);
    }
    Ok(found)
}

/// The facts about nobody by which money of this number was received or a correction says that it was, oldest first: `number`
/// in small letters. Only the letters from A to Z are small and great alike for it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn money_received_under(conn: &mut DbConnection, number: &str) -> Result<Vec<Fact>, StoreError> {
    // As the index says it.
    let reference = match conn {
        DbConnection::Sqlite(_) => "lower(coalesce(json_extract(body, '$.reference'), json_extract(body, '$.replacement.body.reference')))",
        DbConnection::Postgres(_) => "lower(coalesce(body::jsonb ->> 'reference', body::jsonb #>> '{replacement,body,reference}') COLLATE \"C\")",
    };
    let is_received = sql::<Bool>(&format!("{IS_OF_NOBODY} AND {reference} = "));
    let under_it = is_received.bind::<Text, _>(number.to_ascii_lowercase());
    read_rows(dsl::facts.filter(under_it).order(dsl::id).select(COLUMNS).load(conn)?)
}

/// The fact that gave this number to an invoice, a receipt or a credit note. Whether that still stands is for others to say.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn fact_numbered(conn: &mut DbConnection, number: DocumentNumber) -> Result<Option<Fact>, StoreError> {
    let is_it = sql::<Bool>(&format!("{IS_NUMBERED} AND {} = ", member(conn, "number"))).bind::<Text, _>(number.to_string());
    Ok(read_rows(dsl::facts.filter(is_it).order(dsl::id).select(COLUMNS).load(conn)?)?.into_iter().next())
}

/// The facts by which money was received for invoices on this day, and what corrects them. Of a day, since only the numbers of
/// money about nobody are under an index.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn received_for_invoices(conn: &mut DbConnection, on: Date) -> Result<Vec<Fact>, StoreError> {
    let of_day = dsl::facts.filter(dsl::kind.eq("payment_received")).filter(dsl::on_date.eq(text::day(on)));
    let mut found = read_rows(of_day.order(dsl::id).select(COLUMNS).load(conn)?)?;
    let received: Vec<String> = found.iter().map(|fact| fact.id.to_string()).collect();
    // So many fit into one statement of either database.
    for some in received.chunks(5_000) {
        let corrections = dsl::facts.filter(dsl::subject.eq_any(some)).filter(dsl::kind.eq("fact_corrected"));
        found.extend(read_rows(corrections.order(dsl::id).select(COLUMNS).load(conn)?)?);
    }
    Ok(found)
}

/// The facts by which money was received for this purchase order, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn money_for_order(conn: &mut DbConnection, order: OrderId) -> Result<Vec<Fact>, StoreError> {
    let is_for_it = sql::<Bool>(&format!("kind = 'money_received' AND {} = '{order}'", member(conn, "order")));
    read_rows(dsl::facts.filter(is_for_it).order(dsl::id).select(COLUMNS).load(conn)?)
}

/// The facts by which money of this payment, which is about nobody, was put to people's invoices and taken back from there,
/// as its own side tells of it; oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn taken_of(conn: &mut DbConnection, payment: PaymentId) -> Result<Vec<Fact>, StoreError> {
    let member = member(conn, "payment");
    let of_it = format!("kind = 'money_taken' AND {member} = '{payment}'");
    let taken = dsl::facts.filter(sql::<Bool>(&of_it)).filter(dsl::person_id.is_null());
    let mut rows: Vec<Row> = taken.select(COLUMNS).load(conn)?;
    let allocations = sql::<Bool>(&format!("kind = 'allocation_released' AND subject IN (SELECT subject FROM facts WHERE {of_it})"));
    rows.extend(dsl::facts.filter(allocations).filter(dsl::person_id.is_null()).select(COLUMNS).load::<Row>(conn)?);
    rows.sort_unstable_by(|(one, ..), (other, ..)| one.cmp(other));
    read_rows(rows)
}

/// A member of a fact's body as the indexes say it, in the words of each database.
fn member(conn: &DbConnection, name: &str) -> String {
    match conn {
        DbConnection::Sqlite(_) => sqlite_member(name),
        DbConnection::Postgres(_) => postgres_member(name),
    }
}

fn sqlite_member(name: &str) -> String {
    format!("json_extract(body, '$.{name}')")
}

fn postgres_member(name: &str) -> String {
    format!("(body::jsonb ->> '{name}')")
}

/// The facts of these kinds that are about nobody, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn facts_without_person(conn: &mut DbConnection, kinds: &[&str]) -> Result<Vec<Fact>, StoreError> {
    let theirs = dsl::facts.filter(dsl::person_id.is_null()).filter(dsl::kind.eq_any(kinds.to_vec()));
    read_rows(theirs.order(dsl::id).select(COLUMNS).load(conn)?)
}

/// Which facts are of money, as the index says it, which holds no others.
pub(super) static IS_MONEY: LazyLock<String> = LazyLock::new(|| {
    let kinds: Vec<String> = MONEY_KINDS.iter().chain(&["fact_corrected"]).map(|kind| format!("'{kind}'")).collect();
    format!("(kind IN ({})) IS TRUE", kinds.join(", "))
});

/// What was received, sent back, taken back and came back from this day to that one, with what corrects it; also what a
/// correction moved there. Oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn card_movements(conn: &mut DbConnection, from: Date, until: Date) -> Result<Vec<Fact>, StoreError> {
    const KINDS: [&str; 4] = ["payment_received", "payment_refunded", "payment_reversed", "refund_failed"];
    let (from, until) = (text::day(from), text::day(until));
    let mut all: BTreeMap<FactId, Fact> = BTreeMap::new();
    for kind in KINDS {
        let days = dsl::facts.filter(dsl::kind.eq(kind)).filter(dsl::on_date.between(&from, &until));
        all.extend(read_rows(days.select(COLUMNS).load(conn)?)?.into_iter().map(|fact| (fact.id, fact)));
    }
    let corrections = read_rows(dsl::facts.filter(dsl::kind.eq("fact_corrected")).order(dsl::id).select(COLUMNS).load(conn)?)?;
    for correction in corrections {
        let FactBody::FactCorrected { corrected, .. } = correction.body else { continue };
        if let Some(wrong) = fact(conn, corrected)?
            && KINDS.contains(&wrong.body.kind())
        {
            all.insert(wrong.id, wrong);
            all.insert(correction.id, correction);
        }
    }
    // What failed to go back says only which refund it was.
    let failed: Vec<RefundId> =
        all.values().filter_map(|fact| if let FactBody::RefundFailed { refund } = fact.body { Some(refund) } else { None }).collect();
    for refund in failed {
        let member = match conn {
            DbConnection::Sqlite(_) => "json_extract(body, '$.refund')",
            DbConnection::Postgres(_) => "(body::jsonb ->> 'refund')",
        };
        let is_it = sql::<Bool>(&format!("kind = 'payment_refunded' AND {member} = '{refund}'"));
        all.extend(read_rows(dsl::facts.filter(is_it).select(COLUMNS).load(conn)?)?.into_iter().map(|fact| (fact.id, fact)));
    }
    Ok(all.into_values().collect())
}

/// The same where the act is one of these operations.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn reason_told(conn: &mut DbConnection, act: ActId, operations: &[&str]) -> Result<Option<String>, StoreError> {
    let operation: Option<String> = acts::table.find(act.to_string()).select(acts::operation).first(conn).optional()?;
    if operation.is_some_and(|operation| operations.contains(&operation.as_str())) { reason_of(conn, act) } else { Ok(None) }
}

/// The reason that was given for an act, unless there was none or it was erased.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn reason_of(conn: &mut DbConnection, act: ActId) -> Result<Option<String>, StoreError> {
    Ok(acts::table.inner_join(notes::table).filter(acts::id.eq(act.to_string())).select(notes::body).first(conn).optional()?)
}

/// The reasons that were given for these acts, of those for which one was and is not erased.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn reasons_of(conn: &mut DbConnection, of: &[ActId]) -> Result<HashMap<ActId, String>, StoreError> {
    let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> = acts::table.inner_join(notes::table).filter(acts::id.eq_any(ids)).select((acts::id, notes::body)).load(conn)?;
    rows.into_iter().map(|(act, reason)| Ok((text::read("acts.id", &act)?, reason))).collect()
}

/// The people whose facts refer to this course or agreement.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn people_referring_to(conn: &mut DbConnection, subject: &str) -> Result<Vec<PersonId>, StoreError> {
    let people: Vec<Option<String>> = dsl::facts.filter(dsl::refers_to.eq(subject)).select(dsl::person_id).distinct().load(conn)?;
    people.iter().flatten().map(|person| text::read("facts.person_id", person)).collect()
}

/// Those of these rows that are of no person, oldest first. Asked for both, SQLite walks through the facts of every course
/// there is, which come in that order under one index; here only what was looked up by its subject is left.
fn read_general_rows(mut rows: Vec<Row>) -> Result<Vec<Fact>, StoreError> {
    rows.retain(|(_, _, person, ..)| person.is_none());
    rows.sort_unstable_by(|(one, ..), (other, ..)| one.cmp(other));
    read_rows(rows)
}

fn read_rows(rows: Vec<Row>) -> Result<Vec<Fact>, StoreError> {
    rows.into_iter().map(read_row).collect()
}

fn read_row((id, act, person, on, recorded_at, body): Row) -> Result<Fact, StoreError> {
    Ok(Fact {
        id: text::read("facts.id", &id)?,
        act: text::read("facts.act_id", &act)?,
        person: text::read_option("facts.person_id", person.as_deref())?,
        on: text::read("facts.on_date", &on)?,
        recorded_at: text::read_time("facts.recorded_at", &recorded_at)?,
        body: serde_json::from_str::<FactBody>(&body).map_err(|error| StoreError::unreadable("facts.body", error))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The migrations that made the indexes, as one line without blanks in brackets.
    fn made(migrations: &str) -> String {
        migrations.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(").replace(" )", ")")
    }

    #[test]
    fn the_indexes_hold_what_is_asked_for() {
        let sqlite = [
            include_str!("../../migrations/sqlite/2026-11-27-000020_books/up.sql"),
            include_str!("../../migrations/sqlite/2026-11-28-000042_document_numbers/up.sql"),
        ];
        let postgres = [
            include_str!("../../migrations/postgres/2026-11-27-000020_books/up.sql"),
            include_str!("../../migrations/postgres/2026-11-28-000042_document_numbers/up.sql"),
        ];
        for (migrations, member) in [(sqlite, sqlite_member as fn(&str) -> String), (postgres, postgres_member)] {
            let made = made(&migrations.concat());
            for asked in [IS_MONEY.as_str(), OF_PAYMENT, IS_OF_NOBODY, IS_NUMBERED] {
                assert!(made.contains(asked), "no index is of {asked}");
            }
            for name in ["payment", "number"] {
                assert!(made.contains(&format!("({}) WHERE", member(name))), "no index is by {name}");
            }
        }
    }
}
