//! The partners' guide: its programs, as they stand on the page, each report a hundred completions to a running server.

use std::fmt::Write;
use std::net::TcpListener;
use std::process::Command;

use actix_web::test::TestRequest;
use diesel::prelude::*;
use lssc_api::app::{Shared, build};
use lssc_api::config::Config;
use lssc_api::db::schema::partner_reports;
use lssc_api::programme::Demonstration;
use shared::competencies::CompetencySet;

use super::{PROVIDER, number};
use crate::support::*;

#[path = "../../examples/report_completions.rs"]
#[expect(dead_code, reason = "its `main` is for those who run it")]
mod example;

/// A program on the page, as a reader copies it.
fn program(page: &str, id: &str) -> String {
    let (_, after) = page.split_once(&format!("<code id=\"{id}\">")).unwrap_or_else(|| panic!("the page has no program `{id}`"));
    let (escaped, _) = after.split_once("</code>").unwrap();
    let text = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    format!("{text}\n")
}

/// Serves the application on a port of its own.
fn serve(app: &App) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let mut config = Config::new("sqlite:unused".parse().unwrap(), "unused".into(), server.parse().unwrap());
    config.flood_burst = 10_000;
    config.files = app.files_place.clone();
    let shared = Shared::new(app.db.clone(), app.clock.clone(), config, app.keys.clone(), Demonstration(true)).unwrap();
    let running = actix_web::HttpServer::new(move || build(&shared)).workers(1).disable_signals().listen(listener).unwrap().run();
    actix_web::rt::spawn(running);
    server
}

/// A hundred rows of this day.
fn rows(numbers: &[String], course: impl std::fmt::Display, day: &str) -> String {
    let mut rows = "candidate_number,family_name,course_id,completed_on\n".to_owned();
    for number in numbers {
        writeln!(rows, "{number},Candidate,{course},{day}").unwrap();
    }
    rows
}

async fn reported(app: &App) -> i64 {
    app.read(|conn| partner_reports::table.count().get_result(conn).unwrap()).await
}

#[actix_web::test]
async fn every_program_on_the_page_reports_a_hundred_completions() {
    // The program's own reqwest comes with one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let app = App::on_sqlite().await;
    let page = app.anyone().send(TestRequest::get().uri("/docs/partners")).await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("{{"), "something was not filled in");
    assert!(!page.text.contains("src=\"http") && !page.text.contains("href=\"http"), "the page loads from another server");

    let id = app.register_partner(PROVIDER).await.to_string();
    let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
    let mut numbers = Vec::new();
    for _ in 0..100 {
        numbers.push(number(&app.person("Demo Candidate").await).await);
    }
    let server = serve(&app);

    for (language, interpreter, day, expected) in
        [("curl", "bash", "2026-11-18", "every row was recorded"), ("python", "python3", "2026-11-19", "100 rows, 100 of them recorded")]
    {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("completions.csv"), rows(&numbers, course, day)).unwrap();
        std::fs::write(folder.path().join("program"), program(&page.text, language)).unwrap();
        let before = reported(&app).await;
        let mut command = Command::new(interpreter);
        command.args(if language == "curl" { &["-eu", "-o", "pipefail", "program"][..] } else { &["program"][..] });
        command.current_dir(folder.path()).env("LSSC_SERVER", &server).env("LSSC_CLIENT_ID", &id).env("LSSC_CLIENT_SECRET", SECRET);
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && said.contains(expected), "{language}: {said} {complained}");
        assert_eq!(reported(&app).await - before, 100, "{language}");
    }

    // The Rust program was compiled into this test from the file that the page shows.
    assert_eq!(program(&page.text, "rust"), include_str!("../../examples/report_completions.rs"));
    let before = reported(&app).await;
    for _ in 0..2 {
        let answers = example::report(&server, &id, SECRET, &rows(&numbers, course, "2026-11-20"), "november").await.unwrap();
        assert!(answers.len() == 100 && answers.iter().all(|answer| answer["outcome"] == "recorded"), "{answers:?}");
        assert_eq!(reported(&app).await - before, 100);
    }
}
