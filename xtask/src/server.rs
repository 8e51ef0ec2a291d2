//! Building the server, and the settings of a demonstration.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    arguments::Build,
    project::Project,
    shell::{cargo, output, program, run, timed},
};

const DATABASE: &str = "var/demo.sqlite";
/// What `lssc demo` printed when it made the database: the accounts and their password.
const ACCOUNTS: &str = "var/demo-accounts.txt";

/// Builds the server; the path of its program.
pub(crate) fn build(project: &Project, build: Build) -> Result<PathBuf> {
    timed("build the server", || {
        let mut command = cargo(project, ["build", "--package", "lssc-api", "--bin", "lssc"]);
        let folder = match build {
            Build::Debug => "debug",
            Build::Release => {
                command.arg("--release");
                "release"
            }
        };
        run(&mut command)?;
        Ok(project.path("target").join(folder).join("lssc").with_extension(std::env::consts::EXE_EXTENSION))
    })
}

/// The server's program, set up for the demonstration on `port`; the subcommand is still to be added.
pub(crate) fn demonstration(project: &Project, server: &Path, port: u16) -> Command {
    let mut command = program(project, server);
    command
        .env("LSSC_DATABASE_URL", format!("sqlite:{DATABASE}"))
        .env("LSSC_LISTEN", format!("127.0.0.1:{port}"))
        .env("LSSC_PUBLIC_URL", address(port))
        .env("LSSC_WEB_DIST", "web/dist")
        .env("LSSC_MAIL", "folder:var/mail")
        .env("LSSC_CONTACT_POSTAL_ADDRESS", "Demo Certification Office\n1 Demo Square\nChicago, IL 60601")
        .env("LSSC_CHECKS_PAYABLE_TO", "Demo Certification Office")
        .env("LSSC_TRANSFER_DETAILS", "Demo Bank, Chicago\nAccount 000 123 456")
        .env("LSSC_FILES", "folder:var/files")
        .env("LSSC_SECRET_FILE", "var/session-key.pem");
    command
}

pub(crate) fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// Makes the demonstration's database where there is none; the accounts to sign in with, as text for people.
pub(crate) fn demonstration_data(project: &Project, server: &Path, port: u16) -> Result<String> {
    let accounts_file = project.path(ACCOUNTS);
    // The accounts are written last: a database that was left half made is made again.
    if let (true, Ok(accounts)) = (project.path(DATABASE).exists(), fs::read_to_string(&accounts_file)) {
        return Ok(accounts);
    }
    fs::create_dir_all(project.path("var/mail"))?;
    for leftover in [DATABASE.to_owned(), format!("{DATABASE}-wal"), format!("{DATABASE}-shm")] {
        remove(&project.path(&leftover))?;
    }
    let accounts = timed("make the demonstration's data", || output(demonstration(project, server, port).arg("demo")))?;
    fs::write(&accounts_file, &accounts).with_context(|| format!("cannot write {ACCOUNTS}"))?;
    Ok(accounts)
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).with_context(|| format!("cannot remove {}", path.display())),
        _ => Ok(()),
    }
}
