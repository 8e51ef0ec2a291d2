//! People, endpoint by endpoint: searching, files, extensions, roles, leave to apply again, corrections.

mod add_note;
mod allow_readmission;
mod appoint_role;
mod correct_fact;
mod dismiss_role;
mod get;
mod grant_extension;
mod list_roles;
mod preview_correction;
mod search;

use crate::support::*;

const UNKNOWN: &str = "/people/01993e5c-6f00-7cc2-8000-0242ac120002";

/// The path of a person's file, and of what is done to it.
fn file(person: &Client, verb: &str) -> String {
    format!("/people/{}{verb}", person.person())
}

/// Asserts that reasons without content, and too long ones, are refused by name and that nothing is recorded.
async fn reasons_are_checked(app: &App, client: &Client, path: &str, body: &Value) {
    let before = app.counts().await;
    for reason in ["", " \n", "a\u{0}"].map(str::to_owned).into_iter().chain(["ن".repeat(2001)]) {
        let mut body = body.clone();
        body["reason"] = json!(reason);
        let reply = client.post(path, body).await;
        reply.is_problem(422, "invalid");
        assert_eq!(reply.members(), ["reason"]);
    }
    let mut without = body.clone();
    without.as_object_mut().unwrap().remove("reason");
    client.post(path, without).await.is_problem(400, "unreadable");
    assert_eq!(app.counts().await, before);
}
