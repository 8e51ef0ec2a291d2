//! `cargo xtask run`: from a fresh clone to a page in the browser.

use std::{net::TcpListener, process::Command, time::Instant};

use anyhow::{Context, Result};

use crate::{arguments::RunOptions, project::Project, server, web};

pub(crate) fn run(project: &Project, options: &RunOptions) -> Result<()> {
    let started = Instant::now();
    let RunOptions { port, today, build } = options;
    // Said now and not after minutes of building.
    TcpListener::bind(("127.0.0.1", *port)).with_context(|| format!("port {port} is not free: choose another with `--port`"))?;

    println!("preparing the service");
    web::build(project)?;
    let program = server::build(project, *build)?;
    let accounts = server::demonstration_data(project, &program, *port)?;

    let mut serve = server::demonstration(project, &program, *port);
    serve.arg("serve");
    if let Some(day) = today {
        serve.args(["--today", day]);
    }
    println!("ready after {:.1} s\n", started.elapsed().as_secs_f64());
    println!("{}\n", accounts.trim_end());
    println!("open {} (Ctrl-C ends it)\n", server::address(*port));
    become_server(&mut serve)
}

/// The server takes this process's place, so that Ctrl-C and every other signal reach it and nothing in between.
#[cfg(unix)]
fn become_server(serve: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(serve.exec()).context("the server does not start")
}

#[cfg(not(unix))]
fn become_server(serve: &mut Command) -> Result<()> {
    crate::shell::run(serve)
}
