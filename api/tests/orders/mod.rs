//! Orders until they are issued, endpoint by endpoint.

mod change;
mod create;
pub(crate) mod document;
mod get_pdf;
mod import;
mod issue;
mod leave;
mod limits;
mod lines;
mod list;
mod settling;

use crate::support::*;

/// A line, at the price of who is no member.
pub(crate) fn line(name: &str, email: &str) -> Value {
    json!({"name": name, "email": email, "amount_cents": 35_000})
}

/// So many lines of different people.
pub(crate) fn many(count: usize) -> Vec<Value> {
    (1..=count).map(|number| line(&format!("Demo Person {number}"), &format!("person-{number}@demo.example"))).collect()
}

pub(crate) fn path(order: &Value, verb: &str) -> String {
    format!("/orders/{}{verb}", order["id"].as_str().unwrap())
}

/// An order without lines.
pub(crate) async fn begun(buyer: &Client) -> Value {
    buyer.post("/orders", json!({})).await.ok()
}

/// Puts lines in place of all that an order has.
pub(crate) async fn put(buyer: &Client, order: &Value, lines: &[Value]) -> Reply {
    buyer.put(&path(order, "/lines"), json!({"follows": order["version"], "lines": lines})).await
}

/// An order with these lines.
pub(crate) async fn drafted(buyer: &Client, lines: &[Value]) -> Value {
    let order = begun(buyer).await;
    put(buyer, &order, lines).await.ok()
}

/// Issues an order.
pub(crate) async fn issue(buyer: &Client, order: &Value) -> Reply {
    buyer.post(&path(order, "/issue"), json!({"follows": order["version"]})).await
}

/// The lines of an order.
pub(crate) async fn lines_of(client: &Client, order: &Value) -> Vec<Value> {
    client.get(&path(order, "/lines?limit=200")).await.ok()["items"].as_array().unwrap().clone()
}

/// What is told of each line, by its name.
pub(crate) async fn findings(client: &Client, order: &Value) -> Vec<Vec<String>> {
    let name = |finding: &Value| finding["finding"].as_str().unwrap().to_owned();
    lines_of(client, order).await.iter().map(|line| line["findings"].as_array().unwrap().iter().map(name).collect()).collect()
}
