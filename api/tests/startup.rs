//! The command at a terminal: what it needs, what it refuses, and that it says why.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use diesel::Connection;
use diesel::connection::SimpleConnection;
use shared::facts::FactBody;
use shared::invoices::PaymentMethod;

use crate::support::json;

/// The command in a folder of its own, with nothing of this process's environment.
pub(crate) fn lssc(folder: &Path, arguments: &[&str], environment: &[(&str, &str)], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lssc"));
    command.current_dir(folder).args(arguments).env_clear().envs(environment.iter().copied());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that refuses before it reads closes its end.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub(crate) const COMPLETE: [(&str, &str); 4] = [
    ("LSSC_DATABASE_URL", "sqlite:var/lssc.db"),
    ("LSSC_SECRET_FILE", "var/key.pem"),
    ("LSSC_PUBLIC_URL", "http://127.0.0.1:8080"),
    ("LSSC_LISTEN", "127.0.0.1:0"),
];

#[track_caller]
fn refuses(output: &Output, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is not in: {said}");
    }
}

#[test]
fn it_does_not_start_without_configuration_and_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let output = lssc(folder.path(), &["serve"], &[], "");
    refuses(&output, &["LSSC_DATABASE_URL", "LSSC_SECRET_FILE", "LSSC_PUBLIC_URL"]);
    refuses(&lssc(folder.path(), &["serve"], &COMPLETE[..2], ""), &["LSSC_PUBLIC_URL"]);
    refuses(&lssc(folder.path(), &["serve"], &COMPLETE, ""), &["LSSC_SECRET_FILE", "openssl genpkey"]);
    refuses(&lssc(folder.path(), &["serve"], &[("LSSC_DATABASE", "x")], ""), &["database"]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_date_moves_on_a_demonstration_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("var")).unwrap();
    lssc_api::auth::Keys::make_file(&folder.path().join("var/key.pem")).unwrap();
    refuses(&lssc(folder.path(), &["serve", "--today", "2029-06-01"], &COMPLETE, ""), &["lssc demo"]);
    refuses(&lssc(folder.path(), &["serve", "--today", "2029-6-1"], &COMPLETE, ""), &["--today"]);
}

#[test]
fn the_gateways_report_is_held_against_the_books() {
    let folder = tempfile::tempdir().unwrap();
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    let address = lssc_api::db::DatabaseAddress::Sqlite(folder.path().join("var/lssc.db"));
    let received = lssc_api::db::Db::open(&address).unwrap();
    let received = received.read_blocking(|conn| Ok(lssc_api::record::facts_of_kind(conn, "payment_received", None, 1_000)?)).unwrap();
    let cards: Vec<(String, u32)> = received
        .iter()
        .filter_map(|fact| match fact.body {
            FactBody::PaymentReceived { amount_cents, method: PaymentMethod::Card, .. } => Some((fact.on.to_string(), amount_cents)),
            _ => None,
        })
        .collect();
    // The last day on which a card paid: nothing went back on it.
    let day = cards.iter().map(|(day, _)| day).max().unwrap().clone();
    let report = |beyond: u32| {
        let rows =
            cards.iter().filter(|(on, _)| *on == day).map(|(on, cents)| format!("{on} 10:00:00,charge,usd,{}.{:02}\n", cents / 100, cents % 100));
        let more = if beyond == 0 { String::new() } else { format!("{day} 11:00:00,charge,usd,{beyond}.00\n") };
        format!("created,reporting_category,currency,gross\n{}{more}", rows.collect::<String>())
    };
    let held = |report: &str| {
        std::fs::write(folder.path().join("report.csv"), report).unwrap();
        lssc(folder.path(), &["books", "check", "--payouts", "report.csv"], &COMPLETE, "")
    };
    let agrees = held(&report(0));
    let said = String::from_utf8_lossy(&agrees.stdout).into_owned();
    assert!(agrees.status.success() && said.contains("add up") && said.contains("agrees with the books"), "{said}");
    let differs = held(&report(5));
    let said = String::from_utf8_lossy(&differs.stdout).into_owned();
    assert!(said.contains(&format!("{day}: charged: ")) && said.contains(" by the gateway, ") && said.contains("add up"), "{said}");
    refuses(&differs, &["1 days and 0 payments differ"]);
    refuses(&held("created,gross\n"), &["reporting_category"]);
}

#[test]
fn a_demonstration_is_not_served_to_the_public() {
    let folder = tempfile::tempdir().unwrap();
    let output = lssc(folder.path(), &["demo"], &COMPLETE, "");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for account in [
        "candidate@demo.example",
        "applicant@demo.example",
        "holder@demo.example",
        "buyer@demo.example",
        "staff@demo.example",
        "second-staff@demo.example",
        "admin@demo.example",
    ] {
        assert!(said.contains(account), "{said}");
    }
    // A second time changes nothing.
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    assert!(lssc(folder.path(), &["standings", "check"], &COMPLETE, "").status.success());
    let mut public = COMPLETE;
    public[2].1 = "https://certification.library.example";
    refuses(&lssc(folder.path(), &["serve"], &public, ""), &["demonstration"]);
}

#[test]
fn a_database_in_use_becomes_no_demonstration() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["accounts", "create-admin", "--email", "admin@library.example", "--name", "First Admin"];
    let output = lssc(folder.path(), &arguments, &COMPLETE, "kelp-Orbit7-lantern\n");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    refuses(&lssc(folder.path(), &["demo"], &COMPLETE, ""), &["in use"]);
    refuses(&lssc(folder.path(), &arguments, &COMPLETE, "kelp-Orbit7-lantern\n"), &["account already"]);
    refuses(&lssc(folder.path(), &arguments, &COMPLETE, "password1234\n"), &["password"]);
}

#[test]
fn a_password_comes_from_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("password"), "kelp-Orbit7-lantern\n").unwrap();
    let arguments = ["accounts", "create-admin", "--email", "admin@library.example", "--name", "First Admin", "--password-file", "password"];
    assert!(lssc(folder.path(), &arguments, &COMPLETE, "").status.success());
}

#[test]
fn it_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    for signal in ["TERM", "INT"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lssc"));
        command.current_dir(folder.path()).arg("serve").env_clear().envs(COMPLETE).stderr(Stdio::piped());
        let mut server = command.spawn().unwrap();
        let mut log = BufReader::new(server.stderr.take().unwrap()).lines().map_while(Result::ok);
        let line = log.find(|line| line.contains(" listening ")).expect("it never listened");
        let address = line.split("address=").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
        // An answer shows that it is up, and so that it listens to signals too.
        let mut connection = TcpStream::connect(address).unwrap();
        connection.write_all(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(Command::new("kill").args(["-s", signal, &server.id().to_string()]).status().unwrap().success());
        assert!(server.wait().unwrap().success(), "SIG{signal}");
    }
}

#[test]
fn what_another_engine_cached_is_rebuilt_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    let file = folder.path().join("var/lssc.db");
    let mut connection = diesel::SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    connection.batch_execute("UPDATE standings SET engine = '0'").unwrap();
    drop(connection);
    let checked = lssc(folder.path(), &["standings", "check"], &COMPLETE, "");
    assert!(String::from_utf8_lossy(&checked.stdout).contains("engine `0` wrote the cache"));
    refuses(&checked, &["1 difference; "]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_lssc"));
    command.current_dir(folder.path()).arg("serve").env_clear().envs(COMPLETE).stderr(Stdio::piped());
    let mut server = command.spawn().unwrap();
    let mut log = BufReader::new(server.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(log.find(|line| line.contains(" listening ")).is_some(), "it never listened");
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(lssc(folder.path(), &["standings", "check"], &COMPLETE, "").status.success());
}

#[test]
fn migrating_twice_is_migrating_once() {
    let folder = tempfile::tempdir().unwrap();
    let all = lssc_api::db::migrate::names().unwrap().0.len();
    for expected in [format!("{all} migrations ran"), "0 migrations ran".to_owned()] {
        let output = lssc(folder.path(), &["migrate"], &COMPLETE[..1], "");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains(&expected), "{said}");
    }
}

#[test]
fn the_rules_answer_without_any_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = json!({"admitted_on": "2024-02-01"}).to_string();
    let output = lssc(folder.path(), &["standing", "--as-of", "2026-01-01"], &[], &dossier);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((answer["status"].as_str(), answer["candidacy"]["deadline"].as_str()), (Some("candidate"), Some("2028-02-01")));
    let wrong = json!({"admitted_on": "2024-2-1"}).to_string();
    refuses(&lssc(folder.path(), &["standing", "--as-of", "2026-01-01"], &[], &wrong), &["admitted_on"]);
    refuses(&lssc(folder.path(), &["standing", "--as-of", "2026-01-01"], &[], "nonsense"), &["JSON"]);
}
