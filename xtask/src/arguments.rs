//! The command line: a handful of words, read by hand to keep the first build short.

use anyhow::{Context, Result, bail};

pub(crate) const HELP: &str = "\
cargo xtask run [--port 8080] [--today YYYY-MM-DD] [--release]
    start the service with demonstration data; everything it needs is built first
cargo xtask test [--only WORDS]
    run every test there is; what ran, what failed and how long it took stand at the end;
    `--only rules` runs the steps with `rules` in their names
cargo xtask check
    the quick loop: format, lints, the tests of the rules
cargo xtask bench [--only WORDS]
    measure the service against floors and rivals, and write the table to docs/benchmarks.md;
    with `--only`, the rows that were not measured stay as they are
cargo xtask web
    build the browser app into web/dist";

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) task: Task,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Run(RunOptions),
    Test(TestOptions),
    Check,
    Bench(BenchOptions),
    Web,
    Help,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TestOptions {
    /// Part of the names of the steps to run; without it, all of them.
    pub(crate) only: Option<String>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    /// Part of the names of what is to be measured; without it, all of it.
    pub(crate) only: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RunOptions {
    pub(crate) port: u16,
    /// The programme's date, as the server reads it; without it, the clock's.
    pub(crate) today: Option<String>,
    pub(crate) build: Build,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    Debug,
    Release,
}

impl Arguments {
    pub(crate) fn from_command_line() -> Result<Self> {
        Self::parse(std::env::args().skip(1))
    }

    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let task = match words.next().as_deref() {
            Some("run") => Task::Run(RunOptions::parse(&mut words)?),
            Some("test") => Task::Test(TestOptions { only: only("test", &mut words)? }),
            Some("check") => Task::Check,
            Some("bench") => Task::Bench(BenchOptions { only: only("bench", &mut words)? }),
            Some("web") => Task::Web,
            None | Some("help" | "--help" | "-h") => Task::Help,
            Some(other) => bail!("there is no task `{other}`\n{HELP}"),
        };
        match words.next() {
            Some(extra) => bail!("`{extra}` is not understood here\n{HELP}"),
            None => Ok(Self { task }),
        }
    }
}

/// `--only WORDS`, where it is given.
fn only(task: &str, words: &mut impl Iterator<Item = String>) -> Result<Option<String>> {
    match words.next().as_deref() {
        None => Ok(None),
        Some("--only") => words.next().map(Some).context("`--only` needs a part of a name"),
        Some(other) => bail!("`{other}` is not an option of `{task}`\n{HELP}"),
    }
}

impl RunOptions {
    fn parse(words: &mut impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self { port: 8080, today: None, build: Build::Debug };
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("`{word}` needs a value"));
            match word.as_str() {
                "--port" => options.port = value()?.parse().context("`--port` takes a number from 1 to 65535")?,
                "--today" => options.today = Some(value()?),
                "--release" => options.build = Build::Release,
                other => bail!("`{other}` is not an option of `run`\n{HELP}"),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_of_run_have_defaults_and_may_be_given() {
        let defaults = RunOptions { port: 8080, today: None, build: Build::Debug };
        assert_eq!(parse("run").unwrap().task, Task::Run(defaults));
        let given = RunOptions { port: 9000, today: Some("2029-06-01".to_owned()), build: Build::Release };
        assert_eq!(parse("run --today 2029-06-01 --release --port 9000").unwrap().task, Task::Run(given));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in ["walk", "run --port", "run --port many", "run --fast", "test now", "test --only", "bench fast"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
