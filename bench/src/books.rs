//! How fast all the books are checked, how fast an invoice becomes a file, and how fast an order of ten thousand is read.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use diesel::connection::{DefaultLoadingMode, SimpleConnection};
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::floor::Floor;
use crate::load::{answered_each_second, ask, get, get_as, post, send_as};
use crate::product::{Product, Setup, text};
use crate::rounds::interleaved;
use crate::row::{Aim, Row};

const SPAN: Duration = Duration::from_millis(1500);
/// How long the check of a million entries may take.
const CHECK_MS: f64 = 2_000.0;
/// The lines of the order.
const LINES: u32 = 10_000;
const MONEY: &str = "kind IN ('invoice_issued', 'invoice_credited', 'payment_received', 'money_received', 'payment_allocated', 'money_taken', \
    'allocation_released', 'payment_reversed', 'payment_refunded', 'refund_failed', 'fact_corrected')";

diesel::table! {
    facts (id) {
        id -> Text,
        person_id -> Nullable<Text>,
        on_date -> Text,
        recorded_at -> Text,
        body -> Text,
    }
}

diesel::table! {
    /// The lines of an order, as plain as can be.
    lines (id) {
        id -> BigInt,
        position -> BigInt,
        name -> Text,
        email -> Text,
        amount -> BigInt,
    }
}

/// `lssc books check` as a process over a million entries, against the reading of the same rows alone.
pub(crate) fn books_check(setup: &Setup) -> Result<Vec<Row>> {
    let kept = setup.million_entries()?;
    let (mut entries, mut rows) = (0.0, 0.0);
    let figures = interleaved(&mut [
        &mut || {
            let started = Instant::now();
            entries = checked(setup, &kept)?;
            Ok(started.elapsed().as_secs_f64())
        },
        &mut || {
            let started = Instant::now();
            rows = read_money(&kept)?;
            Ok(started.elapsed().as_secs_f64())
        },
    ])?;
    ensure!(f64::abs(rows - entries) < 0.5, "{entries} entries were checked, and {rows} rows read");
    let [ours, reading] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let row = Row::new(format!("`lssc books check` over {entries:.0} entries"), format!("{ours:.2} s ({:.0} entries/s)", entries / ours));
    let row = row.against(format!("reading the rows alone: {reading:.2} s"), reading / ours);
    Ok(vec![row.aiming(Aim::UnderMs { measured: ours * 1000.0, limit: CHECK_MS })])
}

/// Checks the books of this database; how many entries there were.
fn checked(setup: &Setup, database: &Path) -> Result<f64> {
    let mut command = Command::new(&setup.server);
    let done = command.args(["books", "check"]).env("LSSC_DATABASE_URL", format!("sqlite:{}", database.display())).output()?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    ensure!(done.status.success(), "the books do not add up: {said}{}", String::from_utf8_lossy(&done.stderr));
    said.split_whitespace().next().and_then(|entries| entries.parse().ok()).with_context(|| format!("it said {said}"))
}

/// How many rows of money there are, each of them read in the order of the check, from a file that is mapped as there.
fn read_money(database: &Path) -> Result<f64> {
    #[derive(QueryableByName)]
    #[diesel(table_name = facts)]
    struct Stored {
        id: String,
        person_id: Option<String>,
        on_date: String,
        recorded_at: String,
        body: String,
    }
    let mut connection = SqliteConnection::establish(text(database)?)?;
    connection.batch_execute("PRAGMA mmap_size = 4294967296;")?;
    let query = format!("SELECT id, person_id, on_date, recorded_at, body FROM facts WHERE ({MONEY}) IS TRUE ORDER BY person_id, id");
    let (mut rows, mut bytes) = (0.0, 0);
    for row in diesel::sql_query(query).load_iter::<Stored, DefaultLoadingMode>(&mut connection)? {
        let Stored { id, person_id, on_date, recorded_at, body } = row?;
        bytes += id.len() + person_id.map_or(0, |person| person.len()) + on_date.len() + recorded_at.len() + body.len();
        rows += 1.0;
    }
    ensure!(bytes > 0, "the facts say nothing");
    Ok(rows)
}

/// The file of an invoice, made anew for each request.
pub(crate) fn invoice_files(setup: &Setup) -> Result<Vec<Row>> {
    let product = Product::on_demonstration(setup)?;
    let session = product.staff_session()?;
    let list: Value = serde_json::from_slice(&ask(product.address, &get_as("/api/v1/invoices?limit=50", &session))?)?;
    let items = list.get("items").and_then(Value::as_array).context("there is no list of invoices")?;
    let paths: Vec<String> = items.iter().filter_map(|invoice| invoice.get("id")?.as_str()).map(|id| format!("/api/v1/invoices/{id}/pdf")).collect();
    ensure!(!paths.is_empty(), "there are no invoices");
    let file = |n: usize| get_as(paths.get(n % paths.len()).map_or("", String::as_str), &session);
    let answer = ask(product.address, &file(0))?;
    ensure!(answer.starts_with(b"%PDF"), "it is no PDF");
    let floor = Floor::start(answer.len(), &product.database)?;
    let figures = interleaved(&mut [&mut || answered_each_second(product.address, 2, SPAN, &file), &mut || {
        answered_each_second(floor.address, 2, SPAN, &|_| get("/bare"))
    }])?;
    let [ours, bare] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let row = Row::new("an invoice as PDF, 2 clients", format!("{ours:.0}/s of {} KB", answer.len() / 1000));
    Ok(vec![row.against(format!("bare handler of as much: {bare:.0}/s"), ours / bare)])
}

/// An order of ten thousand people by CSV, against as many raw inserts in one transaction.
pub(crate) fn large_order(setup: &Setup) -> Result<Vec<Row>> {
    let product = Product::on_demonstration(setup)?;
    let session = product.staff_session()?;
    let buyer = made(&product, &session, "/api/v1/buyers", &json!({"name": "Demo Library District", "address": "1 Demo Street"}))?;
    let folder = setup.temporary()?;
    let raw = folder.path().join("raw.db");
    let mut round = 0_u32;
    let figures = interleaved(&mut [
        &mut || {
            // An order of its own each time, of people who are on no other: neither way takes anything out.
            round += 1;
            let order = made(&product, &session, "/api/v1/orders", &json!({"buyer_id": buyer}))?;
            let path = format!("/api/v1/orders/{order}/lines/import?follows=1");
            let table = table(round)?;
            let started = Instant::now();
            let answer = ask(product.address, &send_as("POST", &path, &session, "text/csv", &table))?;
            let seconds = started.elapsed().as_secs_f64();
            let answer: Value = serde_json::from_slice(&answer)?;
            ensure!(answer.get("lines").and_then(Value::as_u64) == Some(LINES.into()), "the order has other lines: {answer}");
            Ok(f64::from(LINES) / seconds)
        },
        &mut || raw_lines_each_second(&raw),
    ])?;
    let [ours, inserts] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let row = Row::new(format!("an order of {LINES} people by CSV"), format!("{ours:.0} rows/s"));
    Ok(vec![row.against(format!("raw inserts in one transaction: {inserts:.0}/s"), ours / inserts).aiming(Aim::AtLeast(0.25))])
}

/// The table of the people of a round.
fn table(round: u32) -> Result<String> {
    let mut table = "name,email,ala_member_number,amount\r\n".to_owned();
    for line in 1..=LINES {
        write!(table, "Demo Person {line},ordered-{round}-{line}@demo.example,,350.00\r\n")?;
    }
    Ok(table)
}

/// Posts this, and gives back the id of what was made.
fn made(product: &Product, session: &str, path: &str, body: &Value) -> Result<String> {
    let answer: Value = serde_json::from_slice(&ask(product.address, &post(path, Some(session), &body.to_string()))?)?;
    Ok(answer.get("id").and_then(Value::as_str).context("nothing was made")?.to_owned())
}

/// SQLite alone: one row after the other in one transaction, as durable as the product's.
fn raw_lines_each_second(path: &Path) -> Result<f64> {
    let mut connection = SqliteConnection::establish(text(path)?)?;
    connection.batch_execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    connection.batch_execute(
        "CREATE TABLE IF NOT EXISTS lines (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, amount INTEGER NOT NULL) STRICT; \
         CREATE INDEX IF NOT EXISTS lines_by_email ON lines (email);",
    )?;
    let started = Instant::now();
    connection.transaction(|tx| {
        for line in 1..=LINES {
            // A statement that diesel knows is prepared once.
            let (name, email) = (format!("Demo Person {line}"), format!("ordered-{line}@demo.example"));
            let row = (lines::position.eq(i64::from(line)), lines::name.eq(name), lines::email.eq(email), lines::amount.eq(35_000));
            diesel::insert_into(lines::table).values(row).execute(tx)?;
        }
        Ok::<_, diesel::result::Error>(())
    })?;
    Ok(f64::from(LINES) / started.elapsed().as_secs_f64())
}
