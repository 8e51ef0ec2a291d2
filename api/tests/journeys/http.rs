//! A client that can let go between sending a request and reading its answer. Plain sockets: nothing retries, pools or
//! buffers behind the test's back.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// A request, ready to be sent as often as needed.
#[derive(Debug, Clone)]
pub(super) struct Request {
    method: &'static str,
    path: String,
    token: Option<String>,
    key: Option<String>,
    body: Option<Value>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Request {
    pub(super) fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), token: None, key: None, body: None }
    }

    pub(super) fn with(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    pub(super) fn signed_by(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    pub(super) fn keyed(self, key: Option<String>) -> Self {
        Self { key, ..self }
    }

    /// Writes the whole request; the answer is on its way.
    pub(super) fn send(&self, address: SocketAddr) -> std::io::Result<TcpStream> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let body = self.body.as_ref().map(Value::to_string).unwrap_or_default();
        let mut head =
            format!("{} {} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n", self.method, self.path, body.len());
        if self.body.is_some() {
            head.push_str("Content-Type: application/json\r\n");
        }
        if let Some(token) = &self.token {
            head = format!("{head}Authorization: Bearer {token}\r\n");
        }
        if let Some(key) = &self.key {
            head = format!("{head}Idempotency-Key: {key}\r\n");
        }
        stream.write_all(format!("{head}\r\n{body}").as_bytes())?;
        Ok(stream)
    }
}

/// Reads the answer to the end of the connection.
pub(super) fn receive(mut stream: TcpStream) -> std::io::Result<Response> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, rest) = text.split_once("\r\n\r\n").ok_or_else(|| std::io::Error::other("the answer broke off"))?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(|| std::io::Error::other("no status"))?;
    let body = if head.to_ascii_lowercase().contains("transfer-encoding: chunked") { unchunked(rest) } else { rest.to_owned() };
    Ok(Response { status, body: serde_json::from_str(&body).unwrap_or(Value::String(body)) })
}

fn unchunked(mut rest: &str) -> String {
    let mut body = String::new();
    while let Some((length, after)) = rest.split_once("\r\n") {
        let Ok(length) = usize::from_str_radix(length.trim(), 16) else { break };
        let (Some(chunk), Some(next)) = (after.get(..length), after.get(length + 2..)) else { break };
        body.push_str(chunk);
        rest = next;
    }
    body
}
