//! Every answer that a test sees must be one that the document names for its operation.

use std::sync::OnceLock;

use lssc_api::openapi;
use serde_json::Value;

/// An operation: its method, the parts of its path, its statuses.
struct Operation {
    method: String,
    path: Vec<String>,
    statuses: Vec<u16>,
}

fn operations() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let document: Value = serde_json::from_str(openapi::text()).unwrap();
        let paths = document["paths"].as_object().unwrap().iter();
        let operations = paths.flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation)));
        operations
            .map(|(path, method, operation)| Operation {
                method: method.to_uppercase(),
                path: path.split('/').map(str::to_owned).collect(),
                statuses: operation["responses"].as_object().unwrap().keys().map(|status| status.parse().unwrap()).collect(),
            })
            .collect()
    })
}

/// Asserts that the document names this status; what is no operation is not its business.
#[track_caller]
pub(super) fn assert_documented(method: &str, path: &str, status: u16) {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |template: &[String]| {
        template.len() == parts.len() && template.iter().zip(&parts).all(|(ours, theirs)| ours.starts_with('{') || ours.as_str() == *theirs)
    };
    // An address that stands in the document by itself is no id of another.
    let is_itself = operations().iter().any(|operation| operation.path == parts);
    let is_meant = |operation: &&Operation| operation.method == method && if is_itself { operation.path == parts } else { fits(&operation.path) };
    let mut fitting = operations().iter().filter(is_meant).peekable();
    assert!(
        fitting.peek().is_none() || fitting.any(|operation| operation.statuses.contains(&status)),
        "the document does not say that {method} {path} may answer {status}"
    );
}

#[test]
#[should_panic(expected = "does not say that GET /api/v1/courses/x may answer 418")]
fn what_the_document_does_not_say_is_noticed() {
    assert_documented("GET", "/api/v1/courses/x", 200);
    assert_documented("GET", "/nothing", 418);
    assert_documented("GET", "/api/v1/courses/x", 418);
}
