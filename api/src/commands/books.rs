//! `lssc books check`: whether everything that was charged and received adds up, and agrees with what the gateway reports.

use std::io::Write;
use std::path::Path;

use shared::books::{BothSides, PayoutComparison, PayoutDifference};
use shared::calendar::Date;
use shared::text::dollars;

use super::CommandError;
use crate::books::{self, PayoutReport};
use crate::clock::Clock;
use crate::db::{DatabaseAddress, Db};

pub(super) fn check(database: &DatabaseAddress, payouts: Option<&Path>) -> Result<(), CommandError> {
    let today = Clock::system().moment()?.today;
    // A file that cannot be read is told before the books are gone through.
    let report = payouts.map(|file| Ok::<_, CommandError>(PayoutReport::read(&std::fs::read(file)?)?)).transpose()?;
    let db = Db::open(database)?;
    let added_up = add_up(&db, today);
    let compared = report.map(|report| tell(&db.read_blocking(|conn| Ok(report.beside_books(conn, today)?))?));
    added_up.and(compared.unwrap_or(Ok(())))
}

fn add_up(db: &Db, today: Date) -> Result<(), CommandError> {
    let checked = db.read_blocking(|conn| books::check(conn, today, |_, _, _| ()))?;
    let (entries, report) = (checked.entries, checked.report);
    let mut out = std::io::stdout();
    if report.findings == 0 {
        writeln!(out, "{entries} entries add up: {}", sums(&report.totals))?;
        return Ok(());
    }
    for found in &report.found {
        match found.person {
            Some(person) => writeln!(out, "person {person}: {}", found.wrong)?,
            None => writeln!(out, "{}", found.wrong)?,
        }
    }
    let kept = u64::try_from(report.found.len()).unwrap_or(u64::MAX);
    if kept < report.findings {
        writeln!(out, "and {} more", report.findings.saturating_sub(kept))?;
    }
    Err(CommandError::Said(format!("{} of {entries} entries do not add up, or are missing; nothing was changed", report.findings)))
}

/// Where the gateway's report and the books differ, day by day and payment by payment.
fn tell(compared: &PayoutComparison) -> Result<(), CommandError> {
    let mut out = std::io::stdout();
    let PayoutComparison { from, until, days, differences, .. } = compared;
    if compared.agrees {
        writeln!(out, "the gateway's report from {from} to {until} agrees with the books")?;
        return Ok(());
    }
    for day in days.iter().filter(|day| !day.agrees) {
        for (what, both) in [("charged", day.charged), ("went back", day.returned), ("came back", day.came_back)] {
            if both.gateway_cents != both.books_cents {
                writeln!(out, "{}: {what}: {}", day.on, sides(both))?;
            }
        }
    }
    for PayoutDifference { payment_intent, gateway_on, books_on, amount, .. } in differences {
        let on = |days: &[Date]| days.iter().map(Date::to_string).collect::<Vec<_>>().join(", ");
        writeln!(out, "payment {payment_intent}: {}; by the gateway on: {}; in the books on: {}", sides(*amount), on(gateway_on), on(books_on))?;
    }
    let unlike = days.iter().filter(|day| !day.agrees).count();
    Err(CommandError::Said(format!("{unlike} days and {} payments differ from the gateway's report from {from} to {until}", differences.len())))
}

fn sides(both: BothSides) -> String {
    format!("{} by the gateway, {} in the books", dollars(both.gateway_cents), dollars(both.books_cents))
}

fn sums(totals: &shared::books::Totals) -> String {
    format!(
        "{} charged, {} credited, {} received, {} of it allocated, {} returned, {} unallocated",
        dollars(totals.charged_cents),
        dollars(totals.credited_cents),
        dollars(totals.received_cents),
        dollars(totals.allocated_cents),
        dollars(totals.returned_cents),
        dollars(totals.unallocated_cents)
    )
}
