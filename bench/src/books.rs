//! How fast all the books are checked, how fast an invoice becomes a file, and how fast an order of ten thousand is read.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::floor::Floor;
use crate::load::{answered_each_second, ask, get, get_as, post, send_as};
use crate::product::{Product, Setup, text};
use crate::rounds::interleaved;
use crate::row::{Aim, Row};

const SPAN: Duration = Duration::from_millis(1500);
/// A million entries in two seconds.
const ENTRIES_EACH_SECOND: f64 = 500_000.0;
/// The lines of the order.
const LINES: u32 = 10_000;
const MONEY: &str = "kind IN ('invoice_issued', 'invoice_credited', 'payment_received', 'money_received', 'payment_allocated', 'money_taken', \
    'allocation_released', 'payment_reversed', 'payment_refunded', 'refund_failed', 'order_issued', 'order_credited', 'fact_corrected')";

/// `lssc books check` as a process over the large population, against the reading of the same rows alone.
pub(crate) fn books_check(setup: &Setup) -> Result<Vec<Row>> {
    let kept = setup.population()?;
    let mut entries = 0.0;
    let figures = interleaved(&mut [
        &mut || {
            let started = Instant::now();
            entries = checked(setup, &kept)?;
            Ok(entries / started.elapsed().as_secs_f64())
        },
        &mut || {
            let started = Instant::now();
            let rows = read_money(&kept)?;
            Ok(rows / started.elapsed().as_secs_f64())
        },
    ])?;
    let [ours, reading] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let row = Row::new(format!("`lssc books check` over {entries:.0} entries, {:.2} s", entries / ours), format!("{ours:.0} entries/s"));
    let row = row.against(format!("reading the rows alone: {reading:.0}/s"), ours / reading);
    Ok(vec![row.aiming(Aim::OverEachSecond { measured: *ours, limit: ENTRIES_EACH_SECOND })])
}

/// Checks the books of this database; how many entries there were.
fn checked(setup: &Setup, database: &Path) -> Result<f64> {
    let mut command = Command::new(&setup.server);
    let done = command.args(["books", "check"]).env("LSSC_DATABASE_URL", format!("sqlite:{}", database.display())).output()?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    ensure!(done.status.success(), "the books do not add up: {said}{}", String::from_utf8_lossy(&done.stderr));
    said.split_whitespace().next().and_then(|entries| entries.parse().ok()).with_context(|| format!("it said {said}"))
}

/// How many rows of money there are, each of them read.
fn read_money(database: &Path) -> Result<f64> {
    #[derive(QueryableByName)]
    struct Body {
        #[diesel(sql_type = diesel::sql_types::Text)]
        body: String,
    }
    let mut connection = SqliteConnection::establish(text(database)?)?;
    let rows: Vec<Body> = diesel::sql_query(format!("SELECT body FROM facts WHERE ({MONEY}) IS TRUE")).load(&mut connection)?;
    ensure!(rows.iter().all(|row| !row.body.is_empty()), "a fact says nothing");
    Ok(rows.len() as f64)
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
    let row = Row::new(format!("an invoice as PDF, {} KB, 2 clients", answer.len() / 1000), format!("{ours:.0}/s"));
    Ok(vec![row.against(format!("bare handler of as much: {bare:.0}/s"), ours / bare)])
}

/// An order of ten thousand people by CSV, against as many raw inserts in one transaction.
pub(crate) fn large_order(setup: &Setup) -> Result<Vec<Row>> {
    let product = Product::on_demonstration(setup)?;
    let session = product.staff_session()?;
    let buyer = made(&product, &session, "/api/v1/buyers", &json!({"name": "Demo Library District", "address": "1 Demo Street"}))?;
    let order = made(&product, &session, "/api/v1/orders", &json!({"buyer_id": buyer}))?;
    let mut table = "name,email,ala_member_number,amount\r\n".to_owned();
    for line in 1..=LINES {
        write!(table, "Demo Person {line},ordered-{line}@demo.example,,350.00\r\n")?;
    }
    let folder = setup.temporary()?;
    let raw = folder.path().join("raw.db");
    let mut version = 1_u32;
    let figures = interleaved(&mut [
        &mut || {
            let path = format!("/api/v1/orders/{order}/lines/import?follows={version}");
            let started = Instant::now();
            let answer = ask(product.address, &send_as("POST", &path, &session, "text/csv", &table))?;
            let seconds = started.elapsed().as_secs_f64();
            let answer: Value = serde_json::from_slice(&answer)?;
            ensure!(answer.get("lines").and_then(Value::as_u64) == Some(LINES.into()), "the order has other lines: {answer}");
            version = answer.get("version").and_then(Value::as_u64).and_then(|version| u32::try_from(version).ok()).context("no version")?;
            Ok(f64::from(LINES) / seconds)
        },
        &mut || raw_lines_each_second(&raw),
    ])?;
    let [ours, inserts] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let row = Row::new(format!("an order of {LINES} people by CSV"), format!("{ours:.0} rows/s"));
    Ok(vec![row.against(format!("raw inserts in one transaction: {inserts:.0}/s"), ours / inserts).aiming(Aim::AtLeast(0.25))])
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
            let insert = diesel::sql_query("INSERT INTO lines (position, name, email, amount) VALUES (?, ?, ?, 35000)");
            let insert = insert.bind::<diesel::sql_types::BigInt, _>(i64::from(line));
            let insert = insert.bind::<diesel::sql_types::Text, _>(format!("Demo Person {line}"));
            insert.bind::<diesel::sql_types::Text, _>(format!("ordered-{line}@demo.example")).execute(tx)?;
        }
        Ok::<_, diesel::result::Error>(())
    })?;
    Ok(f64::from(LINES) / started.elapsed().as_secs_f64())
}
