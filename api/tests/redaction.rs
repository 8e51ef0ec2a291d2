//! What the server writes holds no secret and nothing about anyone, however much it is told to write: every operation
//! is driven with canaries wherever something can be typed, as everyone, and the canaries are looked for.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use lssc_api::openapi;

use crate::startup::lssc;
use crate::support::*;

/// Stands in everything that is sent.
const CANARY: &str = "canary4711";
const ROLES: [&str; 3] = ["candidate", "staff", "admin"];
/// Signs everyone out, or takes the password that the others sign in with.
const LAST: [&str; 5] = ["change_password", "delete_account", "end_other_sessions", "sign_out", "sign_out_everywhere"];
/// What an answer calls that nobody else may read.
const SECRET_MEMBERS: [&str; 6] = ["secret", "client_secret", "access_token", "challenge", "codes", "uri"];
/// What says that an operation was never come to.
const TURNED_AWAY: [&str; 4] = ["401", "403", "404", "429"];
/// What takes a proof of its own, and is refused without it by no more than a 401.
const TAKE_A_PROOF: [&str; 5] = ["sign_in", "sign_in_with_code", "refresh_session", "issue_token", "take_stripe_event"];

/// What is done with orders that were issued: there is none in this demonstration.
const OF_ORDERS: [&str; 2] = ["credit_order", "record_order_payment"];

/// A mail server that signs anyone in, and repeats what it hears when it refuses it.
fn mail_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let _ = connection.write_all(b"220 mail.demo.example\r\n");
            let heard = BufReader::new(connection.try_clone().unwrap());
            for line in heard.lines().map_while(Result::ok) {
                let answer = match line.get(..4).unwrap_or_default() {
                    "EHLO" => "250-mail.demo.example\r\n250 AUTH PLAIN LOGIN".to_owned(),
                    "AUTH" => "235 signed in".to_owned(),
                    "RCPT" => format!("550 {CANARY}: {line}"),
                    _ => "250 yes".to_owned(),
                };
                let _ = connection.write_all(format!("{answer}\r\n").as_bytes());
            }
        }
    });
    address
}

/// A body that fits the schema as far as a schema says, with a canary in every text.
fn body_of(document: &Value, schema: &Value, name: &str) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return body_of(document, document.pointer(reference.trim_start_matches('#')).unwrap(), name);
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        if let Some(first) = schema[choice].get(0) {
            return body_of(document, first, name);
        }
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("object");
    match kind {
        "object" => {
            let members = schema["properties"].as_object().into_iter().flatten();
            Value::Object(members.map(|(name, schema)| (name.clone(), body_of(document, schema, name))).collect())
        }
        "array" => json!([body_of(document, &schema["items"], name)]),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(true),
        _ if schema["enum"].is_array() => schema["enum"][0].clone(),
        _ if schema["format"] == "date" => json!("2024-02-01"),
        _ if schema["format"] == "uuid" => json!("01930000-0000-7000-8000-000000000000"),
        _ if name.contains("email") => json!(format!("{CANARY}@demo.example")),
        _ => json!(format!("{CANARY} kelp Orbit7 lantern")),
    }
}

/// Asks an operation in every wrong way there is, and in one that may be right; gives the answers.
fn drive(address: &str, document: &Value, path: &str, method: &str, operation: &Value, authorization: &str) -> Vec<String> {
    let path: String = path.split('/').map(|part| if part.starts_with('{') { format!("/{CANARY}") } else { format!("/{part}") }).collect();
    let request = format!("{} {}?{CANARY}={CANARY}", method.to_uppercase(), &path[1..]);
    let plain = format!("{} {}", method.to_uppercase(), &path[1..]);
    let headers = format!(
        "{authorization}Cookie: lssc_refresh={CANARY}; {CANARY}={CANARY}\r\nX-Request-Id: {CANARY}\r\nX-Forwarded-For: {CANARY}\r\n\
         Idempotency-Key: {CANARY}\r\nIf-None-Match: \"{CANARY}\"\r\nUser-Agent: {CANARY}\r\nReferer: http://{CANARY}/\r\n"
    );
    let json = format!("{headers}Content-Type: application/json\r\n");
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let mut answers = vec![
        Served::ask(address, &request, &headers, ""),
        Served::ask(address, &plain, &json, &json!({CANARY: CANARY}).to_string()),
        Served::ask(address, &plain, &json, &format!("{{\"{CANARY}\": {CANARY}")),
        Served::ask(address, &plain, &format!("{headers}Content-Type: application/x-www-form-urlencoded\r\n"), &format!("client_secret={CANARY}")),
    ];
    if !schema.is_null() {
        let fitting = mailbox_of(operation, &body_of(document, schema, "").to_string());
        answers.push(Served::ask(address, &plain, &format!("{authorization}Content-Type: application/json\r\n"), &fitting));
    }
    answers
}

/// Asks an operation about something that is there, and gives the answer.
fn drive_really(address: &str, document: &Value, path: &str, method: &str, operation: &Value, authorization: &str) -> Vec<String> {
    let request = format!("{} {path}", method.to_uppercase());
    let content = operation["requestBody"]["content"].as_object();
    let bodies: Vec<(&str, String)> =
        content.into_iter().flatten().map(|(kind, content)| (kind.as_str(), body_in(kind, document, content))).collect();
    let bodies = if bodies.is_empty() { vec![("application/json", String::new())] } else { bodies };
    let ask =
        |kind: &str, body: String| Served::ask(address, &request, &format!("{authorization}Content-Type: {kind}\r\n"), &mailbox_of(operation, &body));
    bodies.into_iter().map(|(kind, body)| ask(kind, body)).collect()
}

/// Each operation mails to a mailbox of its own, for a mailbox gets so many mails an hour.
fn mailbox_of(operation: &Value, body: &str) -> String {
    body.replace("@demo.example", &format!("@{}.demo.example", operation["operationId"].as_str().unwrap().replace('_', "-")))
}

/// A body of this media type, with canaries.
fn body_in(kind: &str, document: &Value, content: &Value) -> String {
    let row = format!("{CANARY},{CANARY},{CANARY},{CANARY}");
    match kind {
        "text/csv" => format!(
            "candidate_number,family_name,course_id,completed_on\n{row}\n2222-2224,{CANARY},01930000-0000-7000-8000-000000000000,2026-11-01\n"
        ),
        "application/x-ndjson" => format!(
            "{{\"{CANARY}\":1}}\n{{\"candidate_number\":\"{CANARY}\",\"family_name\":\"{CANARY}\",\"course_id\":\"01930000-0000-7000-8000-000000000000\",\"completed_on\":\"2026-11-01\"}}\n"
        ),
        "application/x-www-form-urlencoded" => format!("grant_type=client_credentials&client_id={CANARY}&client_secret={CANARY}&scope={CANARY}"),
        _ => body_of(document, &content["schema"], "").to_string(),
    }
}

/// The body of an answer.
fn json_of(answer: &str) -> Value {
    answer.split_once("\r\n\r\n").and_then(|(_, body)| serde_json::from_str(body).ok()).unwrap_or_default()
}

/// Addresses of what is there: `{id}` of each path, by what stands before it.
struct Real {
    ids: BTreeMap<String, String>,
    approval: String,
    member: String,
}

impl Real {
    fn gather(address: &str, staff: &str, partner: &str, candidate: &str) -> Self {
        let get = |path: &str, authorization: &str| json_of(&Served::ask(address, &format!("GET /api/v1{path}"), authorization, ""));
        let mut ids = BTreeMap::new();
        let mut keep = |before: &str, id: &Value| {
            let id = id.as_str().unwrap_or_else(|| panic!("nothing is there for {before}"));
            ids.insert(before.to_owned(), id.to_owned());
        };
        // Staff come to what is a candidate's own, and nobody else does.
        for list in ["applications", "completions", "invoices"] {
            keep(list, &get(&format!("/me/{list}"), candidate)["items"][0]["id"]);
        }
        let paid = get("/me/invoices", candidate)["items"][0]["payments"][0]["id"].clone();
        keep("payments", &paid);
        keep("allocations", &paid);
        for list in ["courses", "partners", "proposals"] {
            keep(list, &get(&format!("/{list}"), staff)["items"][0]["id"]);
        }
        // The mail server refuses every address, and staff see what was not delivered.
        let undelivered = || get("/notices/undelivered", staff)["items"][0]["notice"]["id"].clone();
        keep("notices", &std::iter::repeat_with(undelivered).take(1_000).find(Value::is_string).unwrap_or_default());
        let holder = get("/certificates", staff)["items"][0].clone();
        let file = get(&format!("/people/{}", holder["person_id"].as_str().unwrap()), staff);
        keep("people", &holder["person_id"]);
        keep("verify", &holder["certificate"]["number"]);
        keep("facts", &file["acts"][0]["facts"][0]["id"]);
        keep("documents", &json!("privacy"));
        keep("numbers", &json!("2026-00001"));
        // Nobody has ordered anything there.
        keep("orders", &json!("01993e5c-6f00-7cc2-8000-0242ac120002"));
        let named = format!("{candidate}Content-Disposition: attachment; filename*=UTF-8''{CANARY}.pdf\r\n");
        keep("evidence", &json_of(&Served::ask(address, "POST /api/v1/me/evidence", &named, "%PDF-1.7"))["id"]);
        keep("partner/proposals", &get("/partner/proposals", partner)["items"][0]["id"]);
        // What was issued stays, whatever is asked of it.
        let order = get("/orders?state=open", staff)["items"][0].clone();
        keep("orders", &order["id"]);
        keep("buyers", &order["buyer_id"]);
        let buyer = get(&format!("/buyers/{}", order["buyer_id"].as_str().unwrap()), staff);
        let named = format!("{staff}Content-Disposition: attachment; filename*=UTF-8''{CANARY}.pdf\r\n");
        Served::ask(address, &format!("PUT /api/v1/orders/{}/document", order["id"].as_str().unwrap()), &named, "%PDF-1.7");
        let sessions = get("/me/sessions", candidate);
        let other = sessions["items"].as_array().unwrap().iter().find(|session| session["is_this"] == json!(false)).unwrap();
        keep("sessions", &other["id"]);
        let course = ids["courses"].clone();
        let approval = get(&format!("/courses/{course}"), staff)["approvals"][0]["id"].as_str().unwrap().to_owned();
        let member = buyer["members"][0]["person_id"].as_str().unwrap().to_owned();
        Self { ids, approval, member }
    }

    fn path(&self, path: &str) -> String {
        let path = path.replace("{approval_id}", &self.approval).replace("{person_id}", &self.member);
        let Some(at) = path.find("/{") else { return path };
        let id = self.ids.iter().rev().find(|(before, _)| path[..at].ends_with(before.as_str())).unwrap_or_else(|| panic!("what is in {path}?")).1;
        let end = path.find('}').unwrap();
        format!("{}/{id}{}", &path[..at], &path[end + 1..])
    }
}

/// Every text that an answer gives under one of these names.
fn secrets_in(value: &Value, is_secret: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if is_secret && text.len() > 8 => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| secrets_in(item, is_secret, found)),
        Value::Object(members) => members.iter().for_each(|(name, value)| secrets_in(value, SECRET_MEMBERS.contains(&name.as_str()), found)),
        _ => {}
    }
}

/// What no operation is: other addresses, other methods, and what is no HTTP at all.
fn drive_elsewhere(address: &str) {
    let pages = ["/demo/mail", "/test-gateway", "/docs", "/health", "", "/api/v1"];
    for request in pages.iter().flat_map(|page| [format!("GET {page}/{CANARY}?{CANARY}"), format!("{CANARY} {page}/{CANARY}")]) {
        Served::ask(address, &request, "", "");
    }
    for bytes in [
        format!("GET /{CANARY} HTTP/9.9\r\n\r\n"),
        format!("GET /%{CANARY} HTTP/1.1\r\n{CANARY}\r\n\r\n"),
        format!("POST /api/v1/sessions HTTP/1.1\r\nHost: {CANARY}\r\nTransfer-Encoding: chunked\r\n\r\n{CANARY}\r\n"),
        format!("POST /api/v1/sessions HTTP/1.1\r\nHost: {CANARY}\r\nContent-Length: {CANARY}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: x\r\n{}: x\r\n\r\n", CANARY.repeat(20_000)),
        format!("\u{16}\u{3}\u{1}{CANARY}"),
    ] {
        Served::send(address, bytes.as_bytes());
    }
}

/// The access token and the refresh token of a demonstration account.
fn sign_in(address: &str, who: &str, password: &str) -> Vec<String> {
    let body = json!({"email": format!("{who}@demo.example"), "password": password}).to_string();
    let answer = Served::ask(address, "POST /api/v1/sessions", "Content-Type: application/json\r\n", &body);
    assert!(answer.starts_with("HTTP/1.1 20"), "{answer}");
    let token = answer.split("\"access_token\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let cookie = answer.to_lowercase().find("set-cookie:").map(|at| &answer[at..]).unwrap();
    let refresh = cookie.split('=').nth(1).and_then(|rest| rest.split(';').next()).unwrap().to_owned();
    assert!(token.len() > 40 && refresh.len() > 20, "{answer}");
    vec![token, refresh]
}

fn drive_everything(database_url: &str, format: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mail = format!("smtp://{CANARY}:{CANARY}@{}", mail_server());
    let environment = [
        ("LSSC_DATABASE_URL", database_url),
        ("LSSC_SECRET_FILE", "var/key.pem"),
        ("LSSC_PUBLIC_URL", "http://127.0.0.1:8080"),
        ("LSSC_LISTEN", "127.0.0.1:0"),
        ("LSSC_METRICS_ADDRESS", "127.0.0.1:0"),
        ("LSSC_MAIL", mail.as_str()),
        ("LSSC_FILES", "folder:var/files"),
        ("LSSC_FLOOD_PER_SECOND", "100000"),
        ("LSSC_FLOOD_BURST", "100000"),
        ("LSSC_LOG_FORMAT", format),
        ("RUST_LOG", "trace"),
    ];
    let demo = lssc(folder.path(), &["demo"], &environment, "");
    let said = String::from_utf8_lossy(&demo.stdout).into_owned();
    assert!(demo.status.success(), "{}", String::from_utf8_lossy(&demo.stderr));
    let password = said.lines().find_map(|line| line.to_lowercase().find("password ").map(|at| line[at + 9..].trim().trim_end_matches(':'))).unwrap();
    let served = Served::start(folder.path(), &environment);
    let told =
        |name: &str| said.lines().find_map(|line| line.split_once(name).map(|(_, value)| value.trim().trim_end_matches(':').to_owned())).unwrap();
    let (client, client_secret) = (told("client_id"), told("client_secret"));
    let mut secrets = vec![CANARY.to_owned(), password.to_owned(), client_secret.clone()];
    let mut authorizations = vec![format!("Authorization: Bearer {CANARY}\r\n")];
    for who in ROLES {
        let tokens = sign_in(&served.address, who, password);
        authorizations.push(format!("Authorization: Bearer {}\r\n", tokens[0]));
        secrets.extend(tokens);
    }
    // Another session of the candidate's, to be ended.
    secrets.extend(sign_in(&served.address, ROLES[0], password));
    let form = format!("grant_type=client_credentials&client_id={client}&client_secret={client_secret}");
    let token = Served::ask(&served.address, "POST /oauth/token", "Content-Type: application/x-www-form-urlencoded\r\n", &form);
    let token = json_of(&token)["access_token"].as_str().unwrap().to_owned();
    authorizations.push(format!("Authorization: Bearer {token}\r\n"));
    secrets.push(token);
    let real = Real::gather(&served.address, &authorizations[2], &authorizations[4], &authorizations[1]);
    let document: Value = serde_json::from_str(openapi::text()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let mut operations: Vec<_> =
        paths.iter().flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation))).collect();
    // A partner's own before staff suspend it.
    operations.sort_by_key(|(path, _, operation)| (LAST.iter().position(|&last| operation["operationId"] == last), path.contains("/partners/")));
    for (path, method, operation) in operations {
        let mut answered = BTreeSet::new();
        if operation["operationId"] == "sign_out_everywhere" {
            // Everyone has signed out by now; somebody else has not been asked for a password too often.
            let tokens = sign_in(&served.address, "holder", password);
            authorizations[1] = format!("Authorization: Bearer {}\r\n", tokens[0]);
            secrets.extend(tokens);
        }
        for authorization in &authorizations {
            let wrongly = drive(&served.address, &document, path, method, operation, authorization);
            let really = drive_really(&served.address, &document, &real.path(path), method, operation, authorization);
            for answer in wrongly.into_iter().chain(really) {
                answered.insert(answer.split(' ').nth(1).unwrap_or_default().to_owned());
                secrets_in(&json_of(&answer), false, &mut secrets);
            }
        }
        let is_reached = answered.iter().any(|status| !TURNED_AWAY.contains(&status.as_str()));
        let takes_a_proof = TAKE_A_PROOF.contains(&operation["operationId"].as_str().unwrap());
        let is_of_orders = OF_ORDERS.contains(&operation["operationId"].as_str().unwrap());
        assert!(is_reached || takes_a_proof || is_of_orders, "{} was never come to: {answered:?}", operation["operationId"]);
    }
    drive_elsewhere(&served.address);
    let metrics = Served::ask(served.metrics.as_ref().unwrap(), "GET /metrics", "", "");
    assert!(metrics.starts_with("HTTP/1.1 200") && !metrics.contains(CANARY), "{metrics}");
    // Answered after everything before it was: so all of that has been written.
    Served::ask(&served.address, "GET /health/ready", "", "");

    let lines = served.end();
    assert!(lines.len() > 300, "it wrote {} lines", lines.len());
    assert!(lines.iter().any(|line| line.contains("a mail was not delivered")), "no mail was refused");
    for line in &lines {
        let found = secrets.iter().find(|secret| line.to_lowercase().contains(&secret.to_lowercase()));
        assert!(found.is_none(), "a secret stands in the log: {line}");
    }
    if format == "json" {
        let answered: Vec<Value> =
            lines.iter().filter_map(|line| serde_json::from_str(line).ok()).filter(|line: &Value| line["message"] == "answered").collect();
        assert!(answered.len() > 300);
        for line in answered {
            assert!(line["status"].is_number() && line["took_ms"].is_number() && line["span"]["id"].is_string(), "{line}");
        }
    }
}

#[test]
fn nothing_secret_is_logged_on_sqlite_for_people() {
    drive_everything("sqlite:var/lssc.db", "text");
}

#[test]
fn nothing_secret_is_logged_on_postgres_for_machines() {
    let Some(database) = TestDatabase::postgres() else { return };
    let lssc_api::db::DatabaseAddress::Postgres(url) = &database.address else { unreachable!() };
    drive_everything(url, "json");
}

#[test]
fn what_is_configured_is_not_repeated_when_it_does_not_work() {
    let folder = tempfile::tempdir().unwrap();
    let secret = format!("postgres://{CANARY}:{CANARY}@127.0.0.1:1/{CANARY}");
    let elsewhere = format!("mysql://{CANARY}@x/y");
    let mail = format!("ftp://{CANARY}:{CANARY}@x");
    let complete = |database: &'static str| {
        [
            ("LSSC_DATABASE_URL", database),
            ("LSSC_SECRET_FILE", "key.pem"),
            ("LSSC_PUBLIC_URL", "http://127.0.0.1:8080"),
            ("LSSC_LISTEN", "127.0.0.1:0"),
            ("RUST_LOG", "trace"),
        ]
    };
    lssc_api::auth::Keys::make_file(&folder.path().join("key.pem")).unwrap();
    for (name, value) in [("LSSC_DATABASE_URL", secret.as_str()), ("LSSC_DATABASE_URL", &elsewhere), ("LSSC_MAIL", &mail)] {
        for command in ["serve", "migrate", "backup"] {
            let mut environment = complete("sqlite:lssc.db").to_vec();
            environment.retain(|(known, _)| *known != name);
            environment.push((name, value));
            let arguments: &[&str] = if command == "backup" { &["backup", "file"] } else { &[command] };
            if name == "LSSC_MAIL" && command != "serve" {
                continue;
            }
            let output = lssc(folder.path(), arguments, &environment, "");
            assert!(!output.status.success());
            let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert!(!said.is_empty() && !said.contains(CANARY), "{command}: {said}");
        }
    }
}

/// The keys of the gateway, what it says when it refuses, and what others send in its name.
#[test]
fn nothing_of_the_gateway_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("var")).unwrap();
    lssc_api::auth::Keys::make_file(&folder.path().join("var/key.pem")).unwrap();
    let stub = StripeStub::start();
    let url = format!("http://{}", stub.address);
    let environment: Vec<_> = crate::startup::COMPLETE
        .into_iter()
        .chain([
            ("LSSC_STRIPE_SECRET_KEY", CANARY),
            ("LSSC_STRIPE_WEBHOOK_SECRET", CANARY),
            ("LSSC_STRIPE_URL", url.as_str()),
            ("LSSC_STAFF_TOTP", "optional"),
            ("RUST_LOG", "trace"),
        ])
        .collect();
    let arguments = ["accounts", "create-admin", "--email", "first@demo.example", "--name", "First Admin"];
    assert!(lssc(folder.path(), &arguments, &environment, &format!("{PASSWORD}\n")).status.success());
    let served = Served::start(folder.path(), &environment);
    let json_type = "Content-Type: application/json\r\n";
    let authorization = format!("{json_type}Authorization: Bearer {}\r\n", sign_in(&served.address, "first", PASSWORD)[0]);
    let versions = registration("", "", "");
    let accepted = ["privacy", "terms"].map(|document| json!({"document": document, "version": versions[format!("{document}_version")]}));
    let accepted = json!({"documents": accepted});
    Served::ask(&served.address, "POST /api/v1/me/documents", &authorization, &accepted.to_string());
    let applied = Served::ask(&served.address, "POST /api/v1/applications", &authorization, &crate::applications::eligible().to_string());
    let invoice = json_of(&applied)["invoice_id"].as_str().unwrap_or_else(|| panic!("{applied}")).to_owned();
    // The stub knows another key, and says it, as a gateway might say anything.
    let refused = Served::ask(&served.address, &format!("POST /api/v1/invoices/{invoice}/checkout"), &authorization, "");
    assert!(refused.starts_with("HTTP/1.1 503") && !refused.contains(CANARY), "{refused}");
    for signed in ["", CANARY, "t=1,v1=00"] {
        let headers = format!("{json_type}Stripe-Signature: {signed}\r\n");
        let answer = Served::ask(&served.address, "POST /api/v1/stripe/events", &headers, &json!({"id": CANARY, "type": CANARY}).to_string());
        assert!(answer.starts_with("HTTP/1.1 400") && !answer.contains(CANARY), "{answer}");
    }
    let lines = served.end();
    assert!(lines.iter().any(|line| line.contains("the gateway does not answer as it should")), "{lines:?}");
    for line in &lines {
        assert!(!line.contains(CANARY) && !line.contains(STRIPE_KEY), "a secret stands in the log: {line}");
    }
}

#[test]
fn an_id_of_a_trusted_proxy_is_kept_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let id = "0123456789abcdef0123456789abcdef";
    for (trusted, sent, is_kept) in [
        ("[\"127.0.0.1\"]", id, true),
        ("[]", id, false),
        ("[\"127.0.0.1\"]", "0123456789ABCDEF0123456789abcdef", false),
        ("[\"127.0.0.1\"]", CANARY, false),
    ] {
        let environment: Vec<_> = crate::startup::COMPLETE.into_iter().chain([("LSSC_TRUSTED_PROXIES", trusted)]).collect();
        if !folder.path().join("var/key.pem").exists() {
            assert!(lssc(folder.path(), &["demo"], &environment, "").status.success());
        }
        let served = Served::start(folder.path(), &environment);
        let answer = Served::ask(&served.address, "GET /api/v1/programme", &format!("X-Request-Id: {sent}\r\n"), "");
        assert_eq!(answer.contains(sent), is_kept, "{trusted} {sent}: {answer}");
        assert!(answer.to_lowercase().contains("x-request-id: "));
        assert_eq!(served.end().concat().contains(sent), is_kept);
    }
}
