//! Reports the completions in `completions.csv`. Needs the crates `reqwest` (with `json`), `serde_json` and `tokio`.

use std::error::Error;

use reqwest::Client;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let variable = |name| std::env::var(name).map_err(|_| format!("set {name}"));
    let (server, id, secret) = (variable("LSSC_SERVER")?, variable("LSSC_CLIENT_ID")?, variable("LSSC_CLIENT_SECRET")?);
    let rows = std::fs::read_to_string("completions.csv")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let answers = runtime.block_on(report(&server, &id, &secret, &rows, "completions-of-november"))?;
    let part = |answer: &Value, path| answer.pointer(path).map(Value::to_string).unwrap_or_default();
    for answer in answers.iter().filter(|answer| answer.pointer("/problem/code").is_some()) {
        println!("row {} was refused: {}", part(answer, "/row"), part(answer, "/problem/detail"));
    }
    println!("{} rows", answers.len());
    Ok(())
}

/// The answers, one for each row. Where this fails, call it again with the same rows and key: nothing is recorded twice.
pub(crate) async fn report(server: &str, id: &str, secret: &str, rows: &str, key: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let client = Client::new();
    // A token, good for ten minutes.
    let granted = client
        .post(format!("{server}/oauth/token"))
        .basic_auth(id, Some(secret))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body("grant_type=client_credentials");
    let granted: Value = granted.send().await?.error_for_status()?.json().await?;
    let token = granted.pointer("/access_token").and_then(Value::as_str).ok_or("no token")?;

    let request = client
        .post(format!("{server}/api/v1/partner/reports/batch"))
        .bearer_auth(token)
        .header("Content-Type", "text/csv")
        .header("Idempotency-Key", key)
        .body(rows.to_owned());
    let mut response = request.send().await?.error_for_status()?;

    // The answers come while the rows are recorded, a line each.
    let (mut answers, mut text) = (Vec::new(), Vec::new());
    while let Some(chunk) = response.chunk().await? {
        text.extend_from_slice(&chunk);
        while let Some(end) = text.iter().position(|&byte| byte == b'\n') {
            let line: Vec<u8> = text.drain(..=end).collect();
            answers.push(serde_json::from_slice(&line)?);
        }
    }
    Ok(answers)
}
