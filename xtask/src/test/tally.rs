//! Counting: what the test runners of Rust and Node say at their end.

use std::{iter::Sum, process::Command};

use anyhow::Result;

use crate::shell::run_watched;

/// A test that a runner left out counts as failed: it was written to be run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u32,
    pub(super) failed: u32,
}

impl Tally {
    pub(super) fn one_passed() -> Self {
        Self { passed: 1, failed: 0 }
    }

    pub(super) fn one_failed() -> Self {
        Self { passed: 0, failed: 1 }
    }

    /// Runs `command` and counts the tests it reports.
    pub(super) fn of_tests(command: &mut Command) -> Result<Self> {
        let mut tally = Self::default();
        let succeeded = run_watched(command, |line| tally = [tally, Self::from_line(line)].into_iter().sum())?;
        // A runner that does not compile, or dies, reports no failed test; one that finds nothing has tested nothing.
        if tally.failed == 0 && (!succeeded || tally.passed == 0) {
            tally.failed = 1;
        }
        Ok(tally)
    }

    fn from_line(line: &str) -> Self {
        Self::from_cargo(line).or_else(|| Self::from_node(line)).unwrap_or_default()
    }

    /// `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.03s`
    fn from_cargo(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let count = |word: &str| counts.split("; ").find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok());
        Some(Self { passed: count("passed")?, failed: count("failed")? + count("ignored").unwrap_or(0) })
    }

    /// `ℹ pass 12`, one line per count, as Node's `spec` reporter sums up.
    fn from_node(line: &str) -> Option<Self> {
        let (word, count) = line.strip_prefix("ℹ ")?.split_once(' ')?;
        let count = count.parse().ok()?;
        match word {
            "pass" => Some(Self { passed: count, failed: 0 }),
            "fail" | "cancelled" | "skipped" | "todo" => Some(Self { passed: 0, failed: count }),
            _ => None,
        }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, tally| Self { passed: sum.passed + tally.passed, failed: sum.failed + tally.failed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_counted_and_ignored_tests_are_failures() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.03s";
        assert_eq!(Tally::from_line(line), Tally { passed: 12, failed: 1 });
        assert_eq!(
            Tally::from_line("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out"),
            Tally { passed: 3, failed: 2 }
        );
    }

    #[test]
    fn node_is_counted_and_skipped_tests_are_failures() {
        let lines = ["ℹ tests 9", "ℹ pass 5", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 1", "ℹ todo 1", "ℹ duration_ms 12.5"];
        assert_eq!(lines.into_iter().map(Tally::from_line).sum::<Tally>(), Tally { passed: 5, failed: 4 });
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(Tally::from_line("test rules::window ... ok"), Tally::default());
    }
}
