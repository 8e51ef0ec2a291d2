//! The table, for the terminal and as a page.

use std::fmt::Write;

use anyhow::Result;

use crate::{
    project::Project,
    shell::{output, program},
};

const HEADINGS: [&str; 6] = ["what", "measured", "floor", "ratio", "aim", ""];

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

    pub(super) fn as_page(&self) -> String {
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
        self.rows.iter().for_each(|Row(cells)| line(cells));
        page
    }
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
