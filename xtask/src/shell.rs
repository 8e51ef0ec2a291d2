//! Starting other programs, and saying what is done and how long it took.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// The cargo that started this tool.
pub(crate) fn cargo<I: AsRef<OsStr>>(project: &Project, arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = program(project, env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// A command line program of an npm package, by the path of its script in `web/node_modules`.
pub(crate) fn npm_program(project: &Project, script: &str) -> Command {
    let mut command = program(project, "node");
    command.arg(project.path("web/node_modules").join(script));
    command
}

/// Any program, started in the repository's root.
pub(crate) fn program(project: &Project, name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project.root());
    command
}

/// Runs a program, its output going through.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} does not start", name_of(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", name_of(command));
    }
    Ok(())
}

/// Runs a program and returns what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let done = command.stderr(Stdio::inherit()).output().with_context(|| format!("{} does not start", name_of(command)))?;
    if !done.status.success() {
        bail!("{} failed ({})", name_of(command), done.status);
    }
    String::from_utf8(done.stdout).with_context(|| format!("{} printed something else than text", name_of(command)))
}

/// Runs a program, its output going through, each line of it also to `on_line`; whether the program succeeded.
pub(crate) fn run_watched(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("{} does not start", name_of(command)))?;
    let printed = child.stdout.take().context("the program's output is not connected")?;
    for line in BufReader::new(printed).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        on_line(&line);
    }
    Ok(child.wait()?.success())
}

/// Does `work` and says how long it took.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("  {what} ...");
    std::io::stdout().flush()?;
    let started = Instant::now();
    let done = work().with_context(|| format!("cannot {what}"))?;
    println!("  {what}: {:.1} s", started.elapsed().as_secs_f64());
    Ok(done)
}

/// The command as one would type it, the program without the path to it.
fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let arguments: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    format!("`{} {}`", program.to_string_lossy(), arguments.join(" "))
}
