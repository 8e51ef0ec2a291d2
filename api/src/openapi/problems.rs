//! The problems that an operation may answer, as named examples under their codes. They are made from the errors
//! themselves, so that what is shown is what is sent.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use shared::problem::{MemberError, Problem};
use utoipa::openapi::example::{Example, ExampleBuilder};
use utoipa::openapi::{Content, Ref, RefOr};

use super::refusals;
use crate::db::{Remedy, StoreError};
use crate::error::{Error, SignedOut};
use crate::request::BODY_BYTES_MAX;

/// Whether an operation takes an `Idempotency-Key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Taken,
    None,
}

/// The problems that many operations answer alike: said once in the document, by their codes.
pub(super) fn general() -> impl Iterator<Item = (String, RefOr<Example>)> {
    errors().into_iter().map(|error| error.problem()).map(|problem| (problem.code.clone(), RefOr::T(example(&problem))))
}

/// Shows what this operation may answer with this status.
pub(super) fn show(content: &mut Content, operation: &str, key: Key, status: &str) {
    let has_status = |problem: &Problem| problem.status.to_string() == status;
    let alike = errors().into_iter().filter(|error| fits(error, operation, key)).map(|error| error.problem()).filter(has_status);
    content.examples.extend(alike.map(|problem| {
        let reference = Ref::new(format!("#/components/examples/{}", problem.code));
        (problem.code, RefOr::Ref(reference))
    }));
    let own = refusals::of(operation).map(|answer| answer.error().problem()).filter(has_status);
    content.examples.extend(own.map(|problem| (problem.code.clone(), RefOr::T(example(&problem)))));
}

fn example(problem: &Problem) -> Example {
    ExampleBuilder::new().summary(problem.title.clone()).value(serde_json::to_value(problem).ok()).build()
}

/// Whether this operation may answer it, where it has the status of it.
fn fits(error: &Error, operation: &str, key: Key) -> bool {
    match error {
        Error::KeyReused => key == Key::Taken,
        Error::Store(error) if error.remedy() == Remedy::Conflict => refusals::records(operation),
        Error::ForeignOrigin => operation == "refresh_session",
        Error::SignedOut(SignedOut::WrongPassword) => operation == "sign_in",
        Error::NotJson => {
            !["report_for_candidates", "upload_evidence", "import_order_lines", "put_order_document", "compare_payouts"].contains(&operation)
        }
        Error::NotTable => ["import_order_lines", "compare_payouts"].contains(&operation),
        Error::OtherKind(_) => ["upload_evidence", "put_order_document"].contains(&operation),
        Error::Files(_) => {
            ["upload_evidence", "get_evidence_file", "export_my_data", "put_order_document", "get_order_document"].contains(&operation)
        }
        Error::NotRows => operation == "report_for_candidates",
        Error::Gateway(_) => operation == "open_checkout",
        // It takes no member that could be wrong: its 422 is the rule's.
        Error::Invalid(_) => operation != "accept_application",
        _ => true,
    }
}

fn errors() -> Vec<Error> {
    let failed = |error| Error::Store(StoreError::Query(error));
    vec![
        Error::Unreadable(MemberError::new("completed_on", "expected a date such as `2026-11-24`")),
        Error::SignedOut(SignedOut::NoToken),
        Error::SignedOut(SignedOut::BadToken),
        Error::SignedOut(SignedOut::Ended),
        Error::SignedOut(SignedOut::WrongPassword),
        Error::Forbidden,
        Error::OwnMatter,
        Error::ForeignOrigin,
        Error::NotFound("completion"),
        Error::KeyReused,
        // Two recorded the same at once, and the one that came second did not see the first.
        failed(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, Box::new(String::new()))),
        Error::TooLarge(BODY_BYTES_MAX),
        Error::NotJson,
        Error::NotRows,
        Error::NotTable,
        Error::OtherKind("of the kind `image/gif`".to_owned()),
        Error::Files(String::new()),
        Error::invalid("reason", "at most 2000 characters; this has 2314"),
        Error::TooMany(30),
        Error::Gateway(String::new()),
        failed(DieselError::BrokenTransactionManager),
    ]
}
