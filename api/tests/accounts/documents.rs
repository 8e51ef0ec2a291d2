//! The privacy notice and the terms: accepted to register, and again when they change.

use lssc_api::accounts::{NewAccount, open_accepting};
use lssc_api::auth::hash_blocking;
use lssc_api::record::{Act, facts_of};
use shared::accounts::{Document, DocumentVersion, PRIVACY_VERSION, TERMS_VERSION};
use shared::facts::FactBody;

use super::{confirm, mailed_token, register, sign_in, with_token};
use crate::support::*;

/// Someone who accepted the privacy notice as it is, and the terms of another day.
async fn with_old_terms(app: &App) -> (Client, Value) {
    let moment = app.clock.moment().unwrap();
    let email = "earlier@demo.example".to_owned();
    let new =
        NewAccount { email: email.clone(), name: "Demo Holder".to_owned(), password_hash: hash_blocking(PASSWORD).unwrap(), appointed: Vec::new() };
    let old = |document, version: &str| DocumentVersion { document, version: version.to_owned() };
    let accepted = [old(Document::Privacy, PRIVACY_VERSION), old(Document::Terms, "2019-01-01")];
    let act = Act { account: None, operation: "confirm_account", now: moment.now, today: moment.today, reason: None, key: None };
    app.db.write(move |tx| open_accepting(tx, &act, &new, &accepted)).await.unwrap();
    let session = sign_in(app, &email, PASSWORD).await.ok();
    (with_token(app, session["access_token"].as_str().unwrap()), session["account"].clone())
}

both! {
    async fn what_was_accepted_is_recorded(app) {
        register(&app, "reader@demo.example").await.ok();
        assert_eq!(confirm(&app, &mailed_token(&app, "reader@demo.example").await, PASSWORD).await.status, 204);
        let account = sign_in(&app, "reader@demo.example", PASSWORD).await.ok()["account"].clone();
        assert_eq!(account["documents_due"], json!([]));
        let person = account["person_id"].as_str().unwrap().parse().unwrap();
        let facts = app.read(move |conn| facts_of(conn, person).unwrap()).await;
        let accepted: Vec<_> = facts
            .into_iter()
            .filter_map(|fact| if let FactBody::DocumentAccepted { document, version } = fact.body { Some((document, version)) } else { None })
            .collect();
        assert_eq!(accepted, [(Document::Privacy, PRIVACY_VERSION.to_owned()), (Document::Terms, TERMS_VERSION.to_owned())]);
    }

    async fn a_new_version_asks_again_and_reading_goes_on(app) {
        let (holder, account) = with_old_terms(&app).await;
        assert_eq!(account["documents_due"], json!(["terms"]));
        for path in ["/me", "/me/applications", "/me/standing", "/me/certificates", "/me/sessions"] {
            assert_eq!(holder.get(path).await.status, 200, "{path}");
        }
        holder.post("/completions", json!({})).await.is_problem(403, "documents_due");
        let accept = json!({"documents": [{"document": "terms", "version": TERMS_VERSION}]});
        let before = app.counts().await;
        let accepted = holder.post("/me/documents", accept.clone()).await.ok();
        assert_eq!(accepted["documents_due"], json!([]));
        holder.post("/completions", json!({})).await.is_problem(400, "unreadable");
        // Once accepted, nothing is recorded again.
        holder.post("/me/documents", accept).await.ok();
        let after = app.counts().await;
        assert_eq!((after.0, after.1), (before.0 + 1, before.1 + 1));
    }

    async fn another_version_is_not_accepted(app) {
        let (holder, _) = with_old_terms(&app).await;
        let one = |version: &str| json!({"document": "terms", "version": version});
        let many = vec![one(TERMS_VERSION); 3];
        for (documents, member) in [(json!([one("2019-01-01")]), "documents[0].version"), (json!([]), "documents"), (json!(many), "documents")] {
            let reply = holder.post("/me/documents", json!({"documents": documents})).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member]);
        }
        holder.post("/me/documents", json!({"documents": [{"document": "cookies", "version": "1"}]})).await.is_problem(400, "unreadable");
        app.anyone().post("/me/documents", json!({})).await.is_problem(401, "signed_out");
    }
}
