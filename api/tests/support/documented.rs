//! Every answer that a test sees must be one that the document names for its operation; of conflicts and refusals, the
//! code too.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use lssc_api::openapi;
use serde_json::Value;

/// The published document, with each response where it is given: the common ones stand once, and are referred to.
pub(crate) fn document() -> Value {
    let mut document: Value = serde_json::from_str(openapi::text()).unwrap();
    let shared = document["components"]["responses"].clone();
    let items = document["paths"].as_object_mut().unwrap().values_mut();
    for operation in items.flat_map(|item| item.as_object_mut().unwrap().values_mut()) {
        for response in operation["responses"].as_object_mut().unwrap().values_mut() {
            if let Some(name) = response["$ref"].as_str().and_then(|to| to.strip_prefix("#/components/responses/")) {
                *response = shared[name].clone();
            }
        }
    }
    document
}

/// An operation: its method, the parts of its path, its statuses with the codes of their problems.
struct Operation {
    method: String,
    path: Vec<String>,
    statuses: BTreeMap<u16, Vec<String>>,
}

impl Operation {
    fn may_answer(&self, status: u16, code: Option<&str>) -> bool {
        let Some(named) = self.statuses.get(&status) else { return false };
        // Other codes are answered alike everywhere.
        let is_its_own = [409, 422].contains(&status);
        !is_its_own || code.is_none_or(|code| named.iter().any(|name| name == code))
    }
}

fn statuses(operation: &Value) -> BTreeMap<u16, Vec<String>> {
    operation["responses"].as_object().unwrap().iter().map(|(status, response)| (status.parse().unwrap(), codes(response))).collect()
}

/// The codes of the problems that a response names.
fn codes(response: &Value) -> Vec<String> {
    response["content"]["application/problem+json"]["examples"].as_object().into_iter().flatten().map(|(code, _)| code.clone()).collect()
}

fn operations() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let document = document();
        let paths = document["paths"].as_object().unwrap().iter();
        let operations = paths.flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation)));
        operations
            .map(|(path, method, operation)| Operation {
                method: method.to_uppercase(),
                path: path.split('/').map(str::to_owned).collect(),
                statuses: statuses(operation),
            })
            .collect()
    })
}

/// Asserts that the document names this status and code; what is no operation is not its business.
#[track_caller]
pub(super) fn assert_documented(method: &str, path: &str, status: u16, code: Option<&str>) {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |template: &[String]| {
        template.len() == parts.len() && template.iter().zip(&parts).all(|(ours, theirs)| ours.starts_with('{') || ours.as_str() == *theirs)
    };
    // An address that stands in the document by itself is no id of another.
    let is_itself = operations().iter().any(|operation| operation.path == parts);
    let is_meant = |operation: &&Operation| operation.method == method && if is_itself { operation.path == parts } else { fits(&operation.path) };
    let mut fitting = operations().iter().filter(is_meant).peekable();
    assert!(
        fitting.peek().is_none() || fitting.any(|operation| operation.may_answer(status, code)),
        "the document does not say that {method} {path} may answer {status} {}",
        code.unwrap_or_default()
    );
}

#[test]
#[should_panic(expected = "does not say that GET /api/v1/courses/x may answer 418")]
fn what_the_document_does_not_say_is_noticed() {
    assert_documented("GET", "/api/v1/courses/x", 200, None);
    assert_documented("GET", "/nothing", 418, None);
    assert_documented("GET", "/api/v1/courses/x", 418, None);
}

#[test]
#[should_panic(expected = "does not say that POST /api/v1/people/x/roles may answer 409 role_not_held")]
fn a_code_that_the_document_does_not_name_is_noticed() {
    assert_documented("POST", "/api/v1/people/x/roles", 409, Some("role_held"));
    assert_documented("POST", "/api/v1/people/x/roles", 409, Some("role_not_held"));
}
