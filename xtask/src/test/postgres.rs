//! A PostgreSQL cluster that lives as long as the tests do, in a folder of its own, on a port of its own, with a password of its own.
//!
//! A shell watches over it and takes it down when this process lets go of the shell's input, in whatever way it ends: done, failed, Ctrl-C or killed.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use super::debian;

/// Where Debian puts each major version's programs.
const VERSIONS: &str = "/usr/lib/postgresql";
/// The first version whose databases may order by ICU.
const VERSION_MIN: u32 = 15;
const WATCH: &str = include_str!("postgres.sh");

#[derive(Debug)]
pub(super) struct Cluster {
    watch: Child,
    alive: ChildStdin,
    url: String,
}

impl Cluster {
    pub(super) fn start() -> Result<Self> {
        let programs = debian::installed(&format!("PostgreSQL {VERSION_MIN} or newer"), "postgresql", newest_programs)?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut watch = shell()?
            .args(["-c", WATCH, "postgres.sh"])
            .arg(&programs)
            .arg(port.to_string())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the PostgreSQL cluster does not start")?;
        let alive = watch.stdin.take().context("the cluster's input is not connected")?;
        let mut url = String::new();
        BufReader::new(watch.stdout.take().context("the cluster's output is not connected")?).read_line(&mut url)?;
        ensure!(url.starts_with("postgres://"), "the PostgreSQL cluster does not start: its reason stands above");
        Ok(Self { watch, alive, url: url.trim_end().to_owned() })
    }

    /// The superuser's URL of the database `postgres`.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn stop(self) -> Result<()> {
        let Self { mut watch, alive, .. } = self;
        drop(alive);
        let status = watch.wait()?;
        ensure!(status.success(), "the PostgreSQL cluster did not stop cleanly ({status})");
        Ok(())
    }
}

/// PostgreSQL refuses to run as root, and Ctrl-C is for this process alone: it then lets go of the watch's input.
fn shell() -> Result<Command> {
    let mut command = if debian::is_root()? {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    Ok(command)
}

fn newest_programs() -> Option<PathBuf> {
    let versions = fs::read_dir(VERSIONS).ok()?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    let newest = versions.filter(|version| *version >= VERSION_MIN).max()?;
    Some(Path::new(VERSIONS).join(newest.to_string()).join("bin"))
}
