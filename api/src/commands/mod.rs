//! What `lssc` does, command by command. Secrets come by standard input or from a file, never as arguments: those
//! stand in the list of processes and in the shell's history.

mod backup;
mod books;
mod create_admin;
mod demo;
mod erase_person;
mod evidence;
mod health;
mod standing;
mod standings;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use shared::calendar::Date;
use shared::ids::PersonId;

use crate::backup::BackupError;
use crate::config::{Config, ConfigError};
use crate::db::{StoreError, migrate};
use crate::error::Error;
use crate::log::LogFormat;
use crate::serve::{ServeError, serve};
use crate::{demo as demonstration, openapi};

/// The server of the Library Support Staff Certification, and what goes with it.
#[derive(Debug, Parser)]
#[command(name = "lssc", version)]
pub struct Lssc {
    #[command(subcommand)]
    command: Command,
    /// A TOML file with the configuration; `LSSC_*` in the environment goes before it.
    #[arg(long, global = true, env = "LSSC_CONFIG")]
    config: Option<PathBuf>,
    /// How the log is written to standard error; `RUST_LOG` says how much of it.
    #[arg(long, global = true, env = "LSSC_LOG_FORMAT", value_enum, default_value = "text")]
    pub log_format: LogFormat,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API, and the app where `LSSC_WEB_DIST` names its folder.
    Serve {
        /// Moves today's date; only on a demonstration.
        #[arg(long)]
        today: Option<Date>,
    },
    /// Brings the database up to date.
    Migrate,
    /// Asks the server that runs here whether it and its database answer; for health checks of containers.
    Health,
    /// Prints the published document.
    Openapi,
    /// Marks an empty database as a demonstration, fills it and prints its accounts.
    Demo(Demo),
    /// Writes everything that is recorded into a new file, as of one moment; the server may run.
    Backup {
        /// The file; it is as secret as the database.
        file: PathBuf,
    },
    /// Restores such a file into an empty database, of either kind.
    Restore {
        /// The file.
        file: PathBuf,
    },
    /// Answers where the dossier on standard input stands, by the rule contract.
    Standing {
        /// On which day.
        #[arg(long)]
        as_of: Date,
    },
    /// The cache of standings.
    #[command(subcommand)]
    Standings(Standings),
    /// Files that people sent.
    #[command(subcommand)]
    Evidence(Evidence),
    /// The books.
    #[command(subcommand)]
    Books(Books),
    /// Accounts.
    #[command(subcommand)]
    Accounts(Accounts),
    /// People.
    #[command(subcommand)]
    People(People),
}

#[derive(Debug, Subcommand)]
enum Standings {
    /// Rebuilds the cache from the facts, and the catalog's besides.
    Rebuild,
    /// Holds the cache and the issued certificates against the rules; fails where they differ.
    Check,
}

#[derive(Debug, Subcommand)]
enum Evidence {
    /// Holds what the database knows against what lies in the store of files; fails where they differ.
    Check,
}

#[derive(Debug, Subcommand)]
enum Books {
    /// Goes through everything that was charged and received, and tells what does not add up; fails where something does not.
    Check {
        /// Stripe's itemized "balance change from activity" as CSV, to be held against the books, day by day.
        #[arg(long, value_name = "FILE")]
        payouts: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum Accounts {
    /// Opens an account for an administrator; the password comes by standard input or from a file.
    CreateAdmin(CreateAdmin),
}

/// A demonstration.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Adds people until there are so many, for measuring; what was interrupted goes on.
    #[arg(long)]
    people: Option<u64>,
    /// The same seed on the same day makes the same people.
    #[arg(long, default_value_t = demonstration::SEED)]
    seed: u64,
}

#[derive(Debug, Subcommand)]
enum People {
    /// Erases who someone is, for a request that came by letter. Asks first.
    Erase {
        /// The person's id, as it stands in their file.
        person: PersonId,
    },
}

/// An administrator's account.
#[derive(Debug, Args)]
pub(crate) struct CreateAdmin {
    /// The address to sign in with.
    #[arg(long)]
    email: String,
    /// The administrator's name.
    #[arg(long)]
    name: String,
    /// A file whose first line is the password.
    #[arg(long)]
    password_file: Option<PathBuf>,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The configuration is missing or wrong.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// The server does not start.
    #[error("{0}")]
    Serve(#[from] ServeError),
    /// The database fails.
    #[error("the database does not work: {0}")]
    Store(#[from] StoreError),
    /// What was asked for is refused.
    #[error("{0}")]
    Refused(#[from] Error),
    /// The backup cannot be taken or restored.
    #[error("{0}")]
    Backup(#[from] BackupError),
    /// The demonstration cannot be set up.
    #[error("{0}")]
    Seed(#[from] demonstration::SeedError),
    /// A file or standard input cannot be read, or standard output cannot be written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The clock stands outside of the calendar.
    #[error("{0}")]
    Date(#[from] shared::calendar::DateError),
    /// What was said is the answer already.
    #[error("{0}")]
    Said(String),
}

/// Runs a command.
///
/// # Errors
/// [`CommandError`], which says why.
pub fn run(lssc: Lssc) -> Result<(), CommandError> {
    let file = lssc.config.as_deref();
    match lssc.command {
        Command::Serve { today } => {
            let config = Config::read(file)?;
            Ok(actix_web::rt::System::new().block_on(serve(config, today))?)
        }
        Command::Migrate => {
            let ran = migrate::migrate(&Config::read_database(file)?)?;
            writeln!(std::io::stdout(), "{} migrations ran; the database is up to date", ran.len())?;
            Ok(())
        }
        Command::Health => health::health(Config::read_listen(file)?),
        Command::Openapi => {
            write!(std::io::stdout(), "{}", openapi::text())?;
            Ok(())
        }
        Command::Demo(asked) => demo::demo(&Config::read(file)?, &asked),
        Command::Backup { file: to } => backup::take(&Config::read_database(file)?, &to),
        Command::Restore { file: from } => backup::restore(&Config::read_database(file)?, &from),
        Command::Standing { as_of } => standing::standing(as_of),
        Command::Standings(Standings::Rebuild) => standings::rebuild(&Config::read_database(file)?),
        Command::Standings(Standings::Check) => standings::check(&Config::read_database(file)?),
        Command::Evidence(Evidence::Check) => {
            let (database, files) = Config::read_database_and_files(file)?;
            evidence::check(&database, &files)
        }
        Command::Books(Books::Check { payouts }) => books::check(&Config::read_database(file)?, payouts.as_deref()),
        Command::People(People::Erase { person }) => erase_person::erase(&Config::read_database(file)?, person),
        Command::Accounts(Accounts::CreateAdmin(new)) => create_admin::create_admin(&Config::read_database(file)?, &new),
    }
}
