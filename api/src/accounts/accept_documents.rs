//! Accepting the documents in the version that holds.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::accounts::{AcceptDocuments, Document};
use shared::facts::FactBody;

use super::register::must_be_current;
use super::store;
use crate::auth::permissions::KeepOwnAccount;
use crate::auth::{StaffTotp, documents_due_of};
use crate::db::Db;
use crate::error::Error;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::Faults;

/// Accepts documents in the version that holds. What was accepted before is not recorded again. Answers the account.
#[utoipa::path(
    tag = "accounts",
    request_body = AcceptDocuments,
    responses((status = 200, description = "Accepted; this is the account now.", body = shared::accounts::Account)),
    security(("session" = []))
)]
#[post("/me/documents")]
pub(super) async fn accept_documents(
    command: Command<KeepOwnAccount, AcceptDocuments>,
    staff_totp: Data<StaffTotp>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    check(&command.body)?;
    let staff_totp = **staff_totp;
    command
        .write(&db, "accept_documents", move |tx, act, requester, sent| {
            let due = documents_due_of(tx, requester.person)?;
            let named = |document: &Document| sent.documents.iter().any(|accepted| accepted.document == *document);
            let accepted: Vec<NewFact> = due
                .into_iter()
                .filter(named)
                .map(|document| FactBody::DocumentAccepted { document, version: document.version().to_owned() })
                .map(|body| NewFact::of(requester.person, act.today, body))
                .collect();
            if !accepted.is_empty() {
                record(tx, act, accepted)?;
            }
            let kept = store::by_id(tx, requester.account)?.ok_or(Error::NotFound("account"))?;
            Answer::ok(&store::shown(tx, kept, staff_totp)?)
        })
        .await
}

fn check(sent: &AcceptDocuments) -> Result<(), Error> {
    let mut faults = Faults::default();
    faults.require((1..=Document::ALL.len()).contains(&sent.documents.len()), "documents", "name at least 1 and at most 2 documents");
    for (index, accepted) in sent.documents.iter().take(Document::ALL.len()).enumerate() {
        let (member, document) = (format!("documents[{index}].version"), accepted.document);
        faults.require(accepted.version == document.version(), member, must_be_current(document));
    }
    faults.check()
}
