//! A server that behaves as Stripe does, as far as Checkout goes: sessions that are opened under a key, looked at and closed.
//! It takes no money; tests say when a card is charged.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Value, json};

pub(crate) const KEY: &str = "sk_test_canary";

#[derive(Default)]
struct State {
    sessions: BTreeMap<String, Value>,
    /// Which session was opened under which key, and with what.
    keys: BTreeMap<String, (String, String)>,
    /// How many of the next answers are lost on their way.
    lost: u32,
    /// The next requests are refused with this status.
    refused: Option<u16>,
    /// So many of the next requests to open a session come while the same is being asked.
    busy: u32,
    /// Closing a session does not work.
    keeps_open: bool,
    /// What went wrong under which key: that is answered again, too.
    failed: BTreeMap<String, u16>,
    /// What was sent back, by id.
    refunds: BTreeMap<String, Value>,
    /// As what a refund is made; `succeeded` where none is said.
    refund_status: Option<&'static str>,
    /// New refunds are refused with this status.
    refund_refused: Option<u16>,
}

/// The stub, until the test ends.
#[derive(Clone)]
pub(crate) struct StripeStub {
    state: Arc<Mutex<State>>,
    pub(crate) address: SocketAddr,
}

struct Asked {
    method: String,
    path: String,
    key: String,
    authorization: String,
    body: String,
}

impl StripeStub {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let stub = Self { state: Arc::default(), address: listener.local_addr().unwrap() };
        let answering = stub.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let answering = answering.clone();
                std::thread::spawn(move || answering.serve(&stream.unwrap()));
            }
        });
        stub
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// The sessions that were ever opened, the oldest first.
    pub(crate) fn sessions(&self) -> Vec<Value> {
        self.state().sessions.values().cloned().collect()
    }

    /// The next answers are lost, after what was asked was done.
    pub(crate) fn loses(&self, answers: u32) {
        self.state().lost = answers;
    }

    /// Everything is refused with this status, until told otherwise.
    pub(crate) fn refuses(&self, status: Option<u16>) {
        self.state().refused = status;
    }

    /// So many of the next requests for a page come while the same is being asked.
    pub(crate) fn is_busy(&self, times: u32) {
        self.state().busy = times;
    }

    /// Whether sessions cannot be closed.
    pub(crate) fn keeps_open(&self, keeps: bool) {
        self.state().keeps_open = keeps;
    }

    /// Someone enters a card on the page of this session; the session as it then is.
    pub(crate) fn pays(&self, id: &str) -> Value {
        let mut state = self.state();
        let session = state.sessions.get_mut(id).unwrap();
        assert_eq!(session["status"], "open", "nobody pays on a page that is closed");
        session["status"] = json!("complete");
        session["payment_status"] = json!("paid");
        session["payment_intent"] = json!(id.replace("cs_", "pi_"));
        session["url"] = Value::Null;
        session.clone()
    }

    /// As what refunds are made from now on.
    pub(crate) fn makes_refunds(&self, status: &'static str) {
        self.state().refund_status = Some(status);
    }

    /// It will not make refunds, and shows those that there are.
    pub(crate) fn makes_no_refunds(&self, status: Option<u16>) {
        self.state().refund_refused = status;
    }

    /// What was sent back, the oldest first.
    pub(crate) fn refunds(&self) -> Vec<Value> {
        self.state().refunds.values().cloned().collect()
    }

    /// A refund comes to this; it as it then is.
    pub(crate) fn settles_refund(&self, id: &str, status: &str) -> Value {
        let mut state = self.state();
        let refund = state.refunds.get_mut(id).unwrap();
        refund["status"] = json!(status);
        refund.clone()
    }

    fn serve(&self, mut stream: &TcpStream) {
        let Some(asked) = read(stream) else { return };
        let (status, answer) = self.answer(&asked);
        let mut state = self.state();
        if state.lost > 0 {
            state.lost -= 1;
            return;
        }
        drop(state);
        let answer = answer.to_string();
        let head = format!("HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", answer.len());
        stream.write_all(format!("{head}{answer}").as_bytes()).unwrap();
    }

    fn answer(&self, asked: &Asked) -> (u16, Value) {
        let fault = |status, kind: &str| (status, json!({"error": {"type": kind, "code": "stub", "message": KEY}}));
        let mut state = self.state();
        if let Some(status) = state.refused {
            if status >= 500 {
                state.failed.insert(asked.key.clone(), status);
            }
            return fault(status, "api_error");
        }
        if let Some(status) = state.failed.get(&asked.key).filter(|_| !asked.key.is_empty()) {
            return fault(*status, "api_error");
        }
        if asked.authorization != format!("Bearer {KEY}") {
            return fault(401, "invalid_request_error");
        }
        if asked.path.starts_with("/v1/refunds") {
            return refund(&mut state, asked);
        }
        let parts: Vec<&str> = asked.path.trim_start_matches("/v1/checkout/sessions").trim_start_matches('/').split('/').collect();
        match (asked.method.as_str(), parts.as_slice()) {
            ("POST", [""]) if state.busy > 0 => {
                state.busy -= 1;
                fault(409, "idempotency_error")
            }
            ("POST", [_, "expire"]) if state.keeps_open => fault(429, "rate_limit"),
            ("POST", [""]) => {
                if let Some((id, body)) = state.keys.get(&asked.key) {
                    // The same key with something else is a mistake.
                    return if *body == asked.body { (200, state.sessions[id].clone()) } else { fault(400, "idempotency_error") };
                }
                let id = format!("cs_test_{:04}", state.sessions.len() + 1);
                let members: BTreeMap<String, String> = url_decoded(&asked.body);
                let session = json!({
                    "id": id, "object": "checkout.session", "status": "open", "payment_status": "unpaid", "payment_intent": null,
                    "amount_total": members["line_items[0][price_data][unit_amount]"].parse::<u32>().unwrap(),
                    "currency": members["line_items[0][price_data][currency]"], "client_reference_id": members["client_reference_id"],
                    "metadata": {"invoice": members["metadata[invoice]"]},
                    "adaptive_pricing": {"enabled": members["adaptive_pricing[enabled]"].parse::<bool>().unwrap()},
                    "url": format!("https://checkout.stripe.example/{id}"), "success_url": members["success_url"],
                });
                state.keys.insert(asked.key.clone(), (id.clone(), asked.body.clone()));
                state.sessions.insert(id, session.clone());
                (200, session)
            }
            ("GET", [id]) => state.sessions.get(*id).map_or_else(|| fault(404, "invalid_request_error"), |session| (200, session.clone())),
            ("POST", [id, "expire"]) => match state.sessions.get_mut(*id) {
                Some(session) if session["status"] == "open" => {
                    session["status"] = json!("expired");
                    session["url"] = Value::Null;
                    (200, session.clone())
                }
                _ => fault(400, "invalid_request_error"),
            },
            _ => fault(404, "invalid_request_error"),
        }
    }
}

/// Money goes back: at most what was paid, once under a key.
fn refund(state: &mut State, asked: &Asked) -> (u16, Value) {
    let fault = |status, kind: &str| (status, json!({"error": {"type": kind, "code": "stub", "message": KEY}}));
    let path = asked.path.trim_start_matches("/v1/refunds");
    if asked.method == "GET" {
        if let Some(query) = path.strip_prefix('?') {
            let asked = url_decoded(query);
            let of_it = state.refunds.values().filter(|refund| refund["payment_intent"] == asked["payment_intent"]);
            return (200, json!({"object": "list", "data": of_it.collect::<Vec<_>>()}));
        }
        let found = state.refunds.get(path.trim_start_matches('/'));
        return found.map_or_else(|| fault(404, "invalid_request_error"), |refund| (200, refund.clone()));
    }
    if let Some(status) = state.refund_refused {
        return fault(status, "invalid_request_error");
    }
    if let Some((id, body)) = state.keys.get(&asked.key) {
        return if *body == asked.body { (200, state.refunds[id].clone()) } else { fault(400, "idempotency_error") };
    }
    let members = url_decoded(&asked.body);
    let (intent, amount) = (&members["payment_intent"], members["amount"].parse::<u64>().unwrap());
    let paid =
        state.sessions.values().find(|session| session["payment_intent"] == **intent).map_or(0, |session| session["amount_total"].as_u64().unwrap());
    let gone = state.refunds.values().filter(|refund| refund["payment_intent"] == **intent && refund["status"] != "failed");
    if paid < gone.map(|refund| refund["amount"].as_u64().unwrap()).sum::<u64>() + amount {
        return fault(400, "invalid_request_error");
    }
    let id = format!("re_test_{:04}", state.refunds.len() + 1);
    let made = json!({
        "id": id, "object": "refund", "amount": amount, "payment_intent": intent, "status": state.refund_status.unwrap_or("succeeded"),
        "metadata": {"refund": members["metadata[refund]"]},
    });
    state.keys.insert(asked.key.clone(), (id.clone(), asked.body.clone()));
    state.refunds.insert(id, made.clone());
    (200, made)
}

fn url_decoded(form: &str) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let header = |name: &str| headers.get(name).cloned().unwrap_or_default();
    Some(Asked { method, path, key: header("idempotency-key"), authorization: header("authorization"), body: String::from_utf8(body).unwrap() })
}
