//! `lssc books check`: whether everything that was charged and received adds up.

use std::io::Write;

use shared::text::dollars;

use super::CommandError;
use crate::books;
use crate::clock::Clock;
use crate::db::{DatabaseAddress, Db};

pub(super) fn check(database: &DatabaseAddress) -> Result<(), CommandError> {
    let today = Clock::system().moment()?.today;
    let checked = Db::open(database)?.read_blocking(|conn| books::check(conn, today, |_, _, _| ()))?;
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
