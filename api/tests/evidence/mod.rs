//! Files that go with an application, endpoint by endpoint.

mod check;
mod get;
mod list;
mod remove;
mod s3;
mod tidy;
mod upload;

use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use diesel::prelude::*;
use futures_util::Stream;
use lssc_api::db::schema::evidence_files;

use crate::support::*;

pub(crate) const PATH: &str = "/me/evidence";

/// A PDF with something in it.
pub(crate) fn pdf(content: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{content}\n%%EOF\n").into_bytes()
}

/// How a file of this name is sent.
fn named(name: &str) -> TestRequest {
    let encoded = name.bytes().fold(String::new(), |text, byte| format!("{text}%{byte:02X}"));
    TestRequest::post().uri("/api/v1/me/evidence").insert_header(("Content-Disposition", format!("attachment; filename*=UTF-8''{encoded}")))
}

/// Sends a file.
pub(crate) async fn send(client: &Client, name: &str, bytes: impl Into<Bytes>) -> Reply {
    client.send(named(name).set_payload(bytes)).await
}

/// Sends a file, and gives it as it was answered.
pub(crate) async fn sent(client: &Client, name: &str, content: &str) -> Value {
    let reply = send(client, name, pdf(content)).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.body
}

/// Sends a file as it comes; the status of the answer and its code.
async fn stream(app: &App, client: &Client, request: TestRequest, body: impl Stream<Item = Chunk> + 'static) -> (u16, String) {
    let body: std::pin::Pin<Box<dyn Stream<Item = Chunk>>> = Box::pin(body);
    let authorization = format!("Bearer {}", client.token.as_ref().unwrap());
    let (request, _) =
        request.insert_header(("Authorization", authorization)).to_request().replace_payload(actix_web::dev::Payload::Stream { payload: body });
    let response = app.call(request).await;
    let status = response.status().as_u16();
    let body: Value = serde_json::from_slice(&actix_web::body::to_bytes(response.into_body()).await.unwrap()).unwrap();
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

/// The rows of files: their states.
async fn states(app: &App) -> Vec<String> {
    app.read(|conn| evidence_files::table.order(evidence_files::id).select(evidence_files::state).load(conn).unwrap()).await
}

/// The names of files that lie in the store.
async fn stored(app: &App) -> Vec<String> {
    app.files.names("evidence").await.unwrap().into_keys().collect()
}

/// An application with these files.
pub(crate) async fn applied_with(client: &Client, files: &[&Value]) -> Value {
    let mut application = crate::applications::eligible();
    application["evidence"] = files.iter().map(|file| file["id"].clone()).collect();
    client.post("/applications", application).await.ok()
}

fn id(file: &Value) -> &str {
    file["id"].as_str().unwrap()
}
