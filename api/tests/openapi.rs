//! The published document: up to date, complete, shown without any other server.

use std::collections::BTreeSet;
use std::path::Path;

use actix_web::test::TestRequest;
use lssc_api::openapi;

use crate::support::*;

#[test]
fn the_published_document_is_up_to_date() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openapi.json");
    let published = std::fs::read_to_string(published).unwrap_or_default();
    assert!(published == openapi::text(), "openapi/openapi.json is stale: `cargo run -p lssc-api -- openapi > openapi/openapi.json`");
}

#[actix_web::test]
async fn it_is_served_and_shown_here() {
    let app = App::on_sqlite().await;
    let served = app.anyone().send(TestRequest::get().uri("/openapi.json")).await;
    assert_eq!((served.status, served.text.as_str()), (200, openapi::text()));
    assert_eq!(served.header("content-type"), "application/json");
    let page = app.anyone().send(TestRequest::get().uri("/docs/")).await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("http"), "the page loads from another server: {}", page.text);
    assert_eq!(app.anyone().send(TestRequest::get().uri("/docs/swagger-ui-bundle.js")).await.status, 200);
}

#[test]
fn every_operation_has_a_tag_a_summary_and_its_problems() {
    let document = document();
    let tags: Vec<&str> = document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            let tag = operation["tags"][0].as_str().unwrap_or_default();
            assert!(tags.contains(&tag), "{method} {path}: tag `{tag}`");
            assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{id} has no summary");
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|status| status.starts_with('2') || status.starts_with('3')), "{id} never succeeds");
            for (status, response) in responses.iter().filter(|(status, _)| status.starts_with('4')) {
                // What RFC 6749 says of refused credentials is said in its own form.
                if id == "issue_token" && ["400", "401"].contains(&status.as_str()) {
                    assert_eq!(response["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/TokenProblem");
                    continue;
                }
                let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{id} {status}");
            }
            // For these it has no words.
            let is_said = ["413", "429", "503"].iter().all(|status| responses.contains_key(*status));
            assert!(id != "issue_token" || is_said, "{id} does not say all that it answers");
        }
    }
}

#[test]
fn every_request_answer_and_problem_has_an_example() {
    let document = document();
    let (mut looked_at, mut lacking) = (0, Vec::new());
    let mut look = |whose: String, content: &Value| {
        for (media_type, content) in content.as_object().into_iter().flatten() {
            looked_at += 1;
            let has_one = content["example"].is_string()
                || content["example"].is_object()
                || content["examples"].as_object().is_some_and(|all| !all.is_empty());
            // Archives and PDF files are no text.
            if !has_one && !["application/zip", "application/pdf"].contains(&media_type.as_str()) {
                lacking.push(format!("{whose} {media_type}"));
            }
        }
    };
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            look(format!("{method} {path}"), &operation["requestBody"]["content"]);
            for (status, response) in operation["responses"].as_object().unwrap() {
                look(format!("{method} {path} {status}"), &response["content"]);
            }
        }
    }
    assert!(looked_at > 500, "{looked_at}");
    assert_eq!(lacking, Vec::<String>::new());
    let number = "7K3M-9QT6";
    assert!(openapi::text().contains(number));
    number.parse::<shared::people::CandidateNumber>().unwrap();
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 50);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

/// A problem that the document shows: of which operation, under which status and name.
struct Shown {
    operation: String,
    status: u16,
    name: String,
    problem: Value,
}

fn shown() -> Vec<Shown> {
    let document = document();
    let mut all = Vec::new();
    for operation in document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values()) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            for (name, example) in response["content"]["application/problem+json"]["examples"].as_object().into_iter().flatten() {
                let reference = example["$ref"].as_str().and_then(|reference| document.pointer(reference.strip_prefix('#')?));
                let problem = reference.unwrap_or(example)["value"].clone();
                let operation = operation["operationId"].as_str().unwrap().to_owned();
                all.push(Shown { operation, status: status.parse().unwrap(), name: name.clone(), problem });
            }
        }
    }
    all
}

/// The sources of the server and of the rules, without their tests. The table of what is shown proves nothing, and two
/// files make what others name.
fn sources() -> Vec<String> {
    fn collect(folder: &Path, found: &mut Vec<String>) {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if ["src/openapi", "src/error.rs", "src/reasons.rs"].iter().any(|left_out| path.ends_with(left_out)) {
                continue;
            }
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                found.push(text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned());
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["src", "../shared/src"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found
}

/// The codes with which a source refuses: as they stand there, or as the constant or the arms of a match that it names.
fn codes(source: &str) -> Vec<&str> {
    let until_quote = |text: &str| text.find('"').unwrap_or_default();
    let mut found = Vec::new();
    for called in ["Error::conflict(", "Refusal::new(", "Refusal { code:"].iter().flat_map(|call| source.split(call).skip(1)) {
        let called = called.trim_start();
        if let Some(code) = called.strip_prefix('"') {
            found.push(&code[..until_quote(code)]);
            continue;
        }
        let name = called.split([',', ')']).next().unwrap();
        let mark = if name == "code" { "=> (\"".to_owned() } else { format!("const {name}: &str = \"") };
        let named: Vec<&str> = source.split(&mark).skip(1).map(|code| &code[..until_quote(code)]).collect();
        assert!(!named.is_empty(), "which codes are `{name}`?");
        found.extend(named);
    }
    found
}

#[test]
fn every_code_of_a_conflict_or_a_refusal_is_shown_by_an_operation() {
    let sources = sources();
    let made: BTreeSet<&str> = sources.iter().flat_map(|source| codes(source)).collect();
    assert!(made.len() > 30, "{made:?}");
    let shown = shown();
    let shown: BTreeSet<&str> = shown.iter().filter(|shown| [409, 422].contains(&shown.status)).map(|shown| shown.name.as_str()).collect();
    // Whoever is erased has no session left: only `lssc people erase` says so.
    assert_eq!(made.difference(&shown).collect::<Vec<_>>(), [&"already_erased"]);
}

#[test]
fn every_refusal_is_shown_by_its_operation_and_every_problem_shown_is_one() {
    let shown = shown();
    for (operation, status, code) in openapi::refusals() {
        let is_shown = shown.iter().any(|shown| (shown.operation.as_str(), shown.status, shown.name.as_str()) == (operation, status, code));
        assert!(is_shown, "{operation} does not show {status} {code}");
    }
    let sources = sources();
    let made: BTreeSet<&str> = sources.iter().flat_map(|source| codes(source)).collect();
    let alike = ["error.rs", "error/files.rs", "error/partners.rs", "error/signed_out.rs"];
    let alike = alike.map(|file| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file)).unwrap()).concat();
    for Shown { operation, status, name, problem } in &shown {
        assert_eq!((&problem["code"], &problem["status"]), (&json!(name), &json!(status)), "{operation}");
        assert!(made.contains(name.as_str()) || alike.contains(&format!("\"{name}\"")), "{operation}: nothing answers {name}");
    }
}

/// Whether a sentence can be made from this literal, whose better part must be its own.
fn makes(literal: &str, sentence: &str) -> bool {
    let mut parts = literal.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    let is_its_own = sentence.len() <= parts.clone().map(str::len).sum::<usize>() * 2;
    let begun = parts.next().and_then(|first| sentence.strip_prefix(first));
    let rest = parts.try_fold(begun, |rest, part| Some(rest?.split_once(part).map(|(_, after)| after)));
    is_its_own && rest.flatten().is_some_and(str::is_empty)
}

#[test]
fn every_sentence_shown_of_a_refusal_is_one_of_the_sources() {
    let sources = sources();
    let literals: BTreeSet<&str> = sources.iter().flat_map(|source| source.split('"')).filter(|literal| literal.contains(' ')).collect();
    let shown = shown();
    let reasons: Vec<&Value> = shown.iter().flat_map(|shown| shown.problem["reasons"].as_array().into_iter().flatten()).collect();
    assert!(reasons.len() > 40, "{}", reasons.len());
    for reason in reasons {
        let sentence = reason["sentence"].as_str().unwrap();
        assert!(literals.iter().any(|literal| makes(literal, sentence)), "no source says `{sentence}`");
    }
}
