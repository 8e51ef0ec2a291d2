//! Responses that many operations give alike stand once, among the components, and are referred to from there: said with each
//! operation they would be a third of the document.

use std::collections::HashMap;

use utoipa::openapi::path::Operation;
use utoipa::openapi::{ComponentsBuilder, OpenApi, PathItem, Ref, RefOr};

/// From so many operations on a response stands once.
const OPERATIONS_MIN: usize = 10;
/// What the most common response of each status is called.
const NAMES: [(&str, &str); 11] = [
    ("304", "NotModified"),
    ("400", "Unreadable"),
    ("401", "SignedOut"),
    ("403", "Forbidden"),
    ("404", "NotFound"),
    ("409", "Conflict"),
    ("413", "TooLarge"),
    ("415", "OtherMediaType"),
    ("422", "Invalid"),
    ("429", "TooMany"),
    ("503", "Unavailable"),
];

/// Puts the most common response of each status among the components, and refers to it wherever it is given.
pub(super) fn share(document: &mut OpenApi) {
    for (status, name) in NAMES {
        let Some(common) = most_common(document, status) else { continue };
        let mut shared = None;
        for operation in document.paths.paths.values_mut().flat_map(operations) {
            let Some(response) = operation.responses.responses.get_mut(status) else { continue };
            if written(response).as_ref() == Some(&common) {
                shared = Some(std::mem::replace(response, RefOr::Ref(Ref::from_response_name(name))));
            }
        }
        if let Some(response) = shared {
            let components = document.components.get_or_insert_with(|| ComponentsBuilder::new().build());
            components.responses.insert(name.to_owned(), response);
        }
    }
}

/// The response that most operations give under this status, as it is written; none where few do.
fn most_common(document: &mut OpenApi, status: &str) -> Option<String> {
    let mut counted: HashMap<String, usize> = HashMap::new();
    for operation in document.paths.paths.values_mut().flat_map(operations) {
        if let Some(text) = operation.responses.responses.get(status).and_then(written) {
            let count = counted.entry(text).or_default();
            *count = count.saturating_add(1);
        }
    }
    let most = counted.into_iter().max_by(|(one, first), (other, second)| first.cmp(second).then_with(|| one.cmp(other)));
    most.filter(|(_, count)| OPERATIONS_MIN <= *count).map(|(text, _)| text)
}

fn written<T: serde::Serialize>(response: &T) -> Option<String> {
    serde_json::to_string(response).ok()
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.delete].into_iter().flatten()
}
