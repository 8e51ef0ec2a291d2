//! The table, for the terminal and as a page.

use std::fmt::Write;

use anyhow::Result;

use crate::{
    project::Project,
    shell::{output, program},
};

const HEADINGS: [&str; 7] = ["what", "measured", "floor", "ratio", "aim", "", "on"];

/// A row as text: what, measured, floor, ratio, aim and verdict.
#[derive(Debug)]
pub(super) struct Row([String; 6]);

impl Row {
    /// What `bench/` prints for each row: the cells, with tabs between them.
    pub(super) fn read(line: &str) -> Option<Self> {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        cells.try_into().ok().map(Self)
    }

    /// A row that stays under a limit or does not.
    pub(super) fn under(what: &str, measured: String, floor: String, aim: &str, is_met: Verdict) -> Self {
        Self([what.to_owned(), measured, floor, String::new(), aim.to_owned(), is_met.word().to_owned()])
    }
}

/// Whether an aim was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Met,
    Missed,
    /// There is nothing to say.
    None,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::None => "",
        }
    }
}

/// All rows, and where and when they were measured.
#[derive(Debug)]
pub(super) struct Table {
    rows: Vec<Row>,
    machine: String,
    date: String,
    load: String,
}

impl Table {
    pub(super) fn new(project: &Project, rows: Vec<Row>) -> Result<Self> {
        let date = output(program(project, "date").args(["-u", "+%Y-%m-%d %H:%M UTC"]))?.trim().to_owned();
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        Ok(Self { rows, machine: machine(), date, load: load.split(' ').take(3).collect::<Vec<_>>().join(", ") })
    }

    pub(super) fn for_terminal(&self) -> String {
        let mut text = String::new();
        for Row([what, measured, floor, ratio, aim, verdict]) in &self.rows {
            let ratio = if ratio.is_empty() { String::new() } else { format!("ratio {ratio} ") };
            let aim = if aim.is_empty() { String::new() } else { format!("(aim: {aim}) {verdict}") };
            // Writing to a string does not fail.
            let _ = writeln!(text, "{what}: {measured}\n    {floor} {ratio}{aim}");
        }
        text
    }

    /// The page, with those rows of an earlier one that were not measured again.
    pub(super) fn as_page(&self, before: &str) -> String {
        let day = self.date.split(' ').next().unwrap_or_default();
        let measured = self
            .rows
            .iter()
            .map(|Row([what, measured, floor, ratio, aim, verdict])| [what, measured, floor, ratio, aim, verdict, day].map(str::to_owned));
        let rows = merged(before.lines().filter_map(line).collect(), &measured.collect::<Vec<_>>());
        let mut page = format!(
            "# Benchmarks\n\nWritten by `cargo xtask bench` on {}, on {}; load averages at the end: {}.\n\n\
             What is compared ran in turns in the same run, each figure is the median of five rounds, and what counts is the\n\
             ratio. Rates: higher is better, and the ratio is the product's share of the floor. Rules: the ratio is how many\n\
             times faster they are than the faster rival, which answers a part of the question; days and ends are made ready for both.\n\
             A million standings: the ratio is how many times longer they take than the reading alone.\n\n",
            self.date, self.machine, self.load
        );
        // Writing to a string does not fail.
        let mut line = |cells: &[String]| {
            let _ = writeln!(page, "| {} |", cells.join(" | "));
        };
        line(&HEADINGS.map(str::to_owned));
        line(&HEADINGS.map(|_| "---".to_owned()));
        for cells in &rows {
            line(cells);
        }
        page
    }
}

/// A row of the page: the cells of [`HEADINGS`].
type Line = [String; 7];

/// The row in a line of a page; none in what else stands there.
fn line(text: &str) -> Option<Line> {
    let cells = text.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
    let cells: Line = cells.map(str::to_owned).collect::<Vec<_>>().try_into().ok()?;
    let is_row = cells.each_ref().map(String::as_str) != HEADINGS && cells.iter().any(|cell| cell != "---");
    is_row.then_some(cells)
}

/// What was measured takes the place of the rows about the same, and comes last where there were none.
fn merged(before: Vec<Line>, measured: &[Line]) -> Vec<Line> {
    let about = |rows: &[Line], [what, ..]: &Line| rows.iter().any(|[other, ..]| other == what);
    let mut all: Vec<Line> = Vec::new();
    for row in before.into_iter().chain(measured.iter().cloned()) {
        if !about(measured, &row) {
            all.push(row);
        } else if !about(&all, &row) {
            all.extend(measured.iter().filter(|[what, ..]| row.first() == Some(what)).cloned());
        }
    }
    all
}

/// Processor, cores and memory; no name of a host.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let named = |text: &str, name: &str| {
        text.lines().find(|line| line.starts_with(name)).and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned())
    };
    let processor = named(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory_kib: u64 = named(&read("/proc/meminfo"), "MemTotal").and_then(|value| value.trim_end_matches(" kB").parse().ok()).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{processor}, {cores} cores, {} GiB, {}", memory_kib / (1 << 20), std::env::consts::OS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(day: &str, rows: &[[&str; 2]], before: &str) -> String {
        let row = |[what, measured]: &[&str; 2]| Row::under(what, (*measured).to_owned(), String::new(), "", Verdict::None);
        let table = Table { rows: rows.iter().map(row).collect(), machine: String::new(), date: format!("{day} 07:59 UTC"), load: String::new() };
        table.as_page(before)
    }

    fn shown(page: &str) -> Vec<String> {
        page.lines().filter_map(line).map(|[what, measured, .., on]| format!("{what} {measured} {on}")).collect()
    }

    #[test]
    fn what_was_measured_again_takes_its_place_and_the_others_stay_with_their_day() {
        let whole = page("2026-11-27", &[["a", "1"], ["b", "2"], ["b", "3"], ["c", "4"]], "");
        assert_eq!(shown(&whole), ["a 1 2026-11-27", "b 2 2026-11-27", "b 3 2026-11-27", "c 4 2026-11-27"]);
        let part = page("2026-11-28", &[["b", "5"], ["b", "6"], ["d", "7"]], &whole);
        assert_eq!(shown(&part), ["a 1 2026-11-27", "b 5 2026-11-28", "b 6 2026-11-28", "c 4 2026-11-27", "d 7 2026-11-28"]);
    }
}
