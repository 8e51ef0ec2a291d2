//! The published document: up to date, complete, shown without any other server.

use std::path::Path;

use actix_web::test::TestRequest;
use lssc_api::openapi;

use crate::support::*;

fn document() -> Value {
    serde_json::from_str(openapi::text()).unwrap()
}

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
            // An archive is no text.
            if !has_one && media_type != "application/zip" {
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
