//! What the server writes of a request, and what it answers to HEAD: both are seen only from outside of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::startup::{COMPLETE, lssc};

/// What no log may hold: an id, a number or a token that someone typed into a path or a query.
const CANARY: &str = "canary-4711";

fn ask(address: &str, request: &str) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    write!(connection, "{request} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn paths_are_logged_as_patterns_and_head_is_answered_like_get() {
    let folder = tempfile::tempdir().unwrap();
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    let mut command = Command::new(env!("CARGO_BIN_EXE_lssc"));
    command.current_dir(folder.path()).arg("serve").env_clear().envs(COMPLETE).stderr(Stdio::piped());
    let mut server = command.spawn().unwrap();
    let mut log = BufReader::new(server.stderr.take().unwrap()).lines().map_while(Result::ok);
    let line = log.find(|line| line.contains(" listening ")).expect("it never listened");
    let address = line.split("address=").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().to_owned();

    let patterns = [
        (format!("GET /api/v1/verify/{CANARY}?as_of={CANARY}"), "/api/v1/verify/{number}"),
        (format!("GET /test-gateway/{CANARY}"), "/test-gateway/{session}"),
        (format!("GET /api/v1/people/{CANARY}"), "/api/v1/people/{id}"),
        (format!("GET /nothing/{CANARY}"), "-"),
        ("GET /api/v1/programme".to_owned(), "/api/v1/programme"),
    ];
    for (request, pattern) in &patterns {
        ask(&address, request);
        let line = log.find(|line| line.contains("answered")).unwrap();
        assert!(line.contains(&format!("path=\"{pattern}\"")), "{request}: {line}");
        assert!(!line.contains(CANARY), "{line}");
    }

    let (got, head) = (ask(&address, "GET /api/v1/programme"), ask(&address, "HEAD /api/v1/programme"));
    let (got_headers, body) = got.split_once("\r\n\r\n").unwrap();
    let (head_headers, nothing) = head.split_once("\r\n\r\n").unwrap();
    assert!(head_headers.starts_with("HTTP/1.1 200"), "{head}");
    assert!(!body.is_empty() && nothing.is_empty(), "{head}");
    let header = |headers: &str, name: &str| headers.lines().find(|line| line.to_lowercase().starts_with(name)).map(str::to_owned);
    for name in ["content-length", "content-type", "etag"] {
        assert_eq!(header(got_headers, name), header(head_headers, name), "{name}");
    }
    assert!(ask(&address, "HEAD /api/v1/accounts").starts_with("HTTP/1.1 405"));
    server.kill().unwrap();
    server.wait().unwrap();
}
