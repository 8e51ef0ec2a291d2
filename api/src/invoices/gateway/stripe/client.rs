//! What is asked of Stripe, over HTTP.

use std::collections::BTreeMap;
use std::time::Duration;

use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shared::ids::{InvoiceId, RefundId};
use url::Url;

use super::super::SessionWanted;
use super::super::store::SessionId;
use super::event::Refund;
use super::{PRODUCT, session_key};
use crate::config::{Config, StripeConfig};
use crate::error::Error;
use crate::{http_client, ids};

/// The version of Stripe's API that this speaks.
///
/// From this one on, a session says whether its price is converted; from the one before, refunds of cards are told by `refund.*`.
const VERSION: &str = "2024-11-20.acacia";
const CONNECT_MAX: Duration = Duration::from_secs(5);
const ANSWER_MAX: Duration = Duration::from_secs(15);
/// How often a page is asked for, and how long it waits where the same is being asked already.
const TRIES_MAX: u32 = 4;
const BUSY: Duration = Duration::from_millis(250);
/// The longest answer that is read.
const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// Where Stripe is asked, and as whom.
#[derive(Clone)]
pub(super) struct Client {
    http: reqwest::Client,
    base: Url,
    authorization: String,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

/// A Checkout session, as far as it matters here.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Session {
    pub(super) id: SessionId,
    pub(super) status: Status,
    pub(super) payment_status: PaymentStatus,
    pub(super) payment_intent: Option<String>,
    pub(super) amount_total: Option<u32>,
    pub(super) currency: Option<String>,
    /// What was given along when it was opened. The reference is not among it: of other pages of the same account anyone
    /// writes it into the address.
    #[serde(default)]
    metadata: Option<BTreeMap<String, String>>,
    /// The page; none once the session has ended.
    url: Option<String>,
}

/// What has become of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    Open,
    Complete,
    Expired,
}

/// Whether the money is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PaymentStatus {
    Paid,
    Unpaid,
    NoPaymentRequired,
}

impl Session {
    /// The invoice, as it was named when the session was opened.
    pub(super) fn invoice(&self) -> Option<InvoiceId> {
        self.metadata.as_ref()?.get("invoice")?.parse().ok()
    }

    /// Where its page is.
    pub(super) fn page(&self) -> Result<String, Error> {
        self.url.clone().ok_or_else(|| Error::Gateway("an open session has no page".to_owned()))
    }
}

/// Why there is no session.
#[derive(Debug)]
enum Fault {
    /// No answer came, or none that can be read: it may be done all the same.
    Lost(String),
    /// Stripe said no, with this status.
    Said(StatusCode, String),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Lost(why) => Self::Gateway(why),
            Fault::Said(status, said) => Self::Gateway(format!("{status} {said}")),
        }
    }
}

/// Why a refund was not made.
#[derive(Debug)]
pub(super) enum RefundFault {
    /// Stripe will not make it: what it said.
    Refused(String),
    /// It may be made, now or later.
    Later(String),
}

impl RefundFault {
    /// What a refusal to show a refund says: nothing of whether there is one.
    pub(super) fn only_looked(self) -> Self {
        match self {
            Self::Refused(words) | Self::Later(words) => Self::Later(words),
        }
    }
}

impl From<Fault> for RefundFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Lost(_) => Self::Later("Stripe does not answer.".to_owned()),
            Fault::Said(status, said) => {
                let words = format!("Stripe answers {} {said}", status.as_u16());
                let is_final = status.is_client_error() && !matches!(status, StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS);
                // Keys that are wrong are put right by whoever runs this.
                if is_final && status != StatusCode::UNAUTHORIZED { Self::Refused(words) } else { Self::Later(words) }
            }
        }
    }
}

/// Refunds of a payment.
#[derive(Deserialize)]
struct Refunds {
    data: Vec<Refund>,
}

/// What Stripe says is wrong.
#[derive(Deserialize)]
struct Refusal {
    error: Told,
}

#[derive(Deserialize)]
struct Told {
    #[serde(rename = "type")]
    kind: String,
    code: Option<String>,
}

impl Client {
    pub(super) fn new(config: &StripeConfig) -> Result<Self, Error> {
        let http = http_client::new(CONNECT_MAX, ANSWER_MAX)?;
        Ok(Self { http, base: config.url.clone(), authorization: format!("Bearer {}", config.secret_key) })
    }

    /// Opens a session; asked again with the same `ended`, Stripe answers with the one that it opened then.
    ///
    /// It answers so for a day, also with what went wrong: where it failed by itself, a key of chance takes the place. The
    /// page that it may have opened all the same is known to nobody.
    pub(super) async fn create(&self, wanted: SessionWanted, ended: u32, config: &Config) -> Result<Session, Error> {
        let invoice = wanted.invoice.to_string();
        let back = |outcome: &str| format!("{}/invoices/{invoice}?payment={outcome}", config.public_address());
        let (approved, abandoned, amount) = (back("approved"), back("abandoned"), wanted.amount_cents.to_string());
        let members = [
            ("mode", "payment"),
            ("client_reference_id", &invoice),
            ("success_url", &approved),
            ("cancel_url", &abandoned),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", "usd"),
            ("line_items[0][price_data][unit_amount]", &amount),
            ("line_items[0][price_data][product_data][name]", PRODUCT),
            ("payment_method_types[0]", "card"),
            // Whatever the account is set to: what is owed is owed in dollars, and nothing else can be recorded.
            ("adaptive_pricing[enabled]", "false"),
            ("metadata[invoice]", &invoice),
            // So that the payment is found by the invoice in Stripe's own pages.
            ("payment_intent_data[metadata][invoice]", &invoice),
        ];
        let body = serde_urlencoded::to_string(members).map_err(|error| Error::Defect(format!("a session cannot be written: {error}")))?;
        // What is asked belongs to the key: under one key Stripe takes nothing else.
        let mut key = format!("{}-{}", session_key(wanted.invoice, wanted.amount_cents, ended), ids::hash(&[body.as_bytes()]));
        for tried in 1.. {
            let request = self.request(Method::POST, "v1/checkout/sessions")?.header("Idempotency-Key", &key);
            match self.ask(request.header(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded").body(body.clone())).await {
                // The same is being asked at this very moment, by another click.
                Err(Fault::Said(StatusCode::CONFLICT, _)) if tried < TRIES_MAX => tokio::time::sleep(BUSY).await,
                Err(Fault::Said(status, _)) if status.is_server_error() && tried < TRIES_MAX => key = ids::token(),
                answer => return Ok(answer?),
            }
        }
        Err(Error::Interrupted)
    }

    /// A session as it now is; none that this account does not know, perhaps for the keys are of another one now.
    pub(super) async fn session(&self, id: &SessionId) -> Result<Option<Session>, Error> {
        match self.ask(self.request(Method::GET, &format!("v1/checkout/sessions/{}", id.as_str()))?).await {
            Err(Fault::Said(StatusCode::NOT_FOUND, _)) => Ok(None),
            answer => Ok(Some(answer?)),
        }
    }

    /// Closes an open session, so that nobody pays on it any more; one that has ended meanwhile stays as it ended.
    pub(super) async fn expire(&self, id: &SessionId) -> Result<Option<Session>, Error> {
        let request = self.request(Method::POST, &format!("v1/checkout/sessions/{}/expire", id.as_str()))?;
        match self.ask(request).await {
            Ok(session) => Ok(Some(session)),
            // It may have been paid in this very moment. One that is still open is still to be closed.
            Err(fault) => match self.session(id).await? {
                Some(session) if session.status == Status::Open => Err(fault.into()),
                other => Ok(other),
            },
        }
    }

    /// Sends money of a payment back; asked again for the same, Stripe answers with what it made then.
    pub(super) async fn make_refund(&self, payment_intent: &str, amount_cents: u32, refund: RefundId) -> Result<Refund, RefundFault> {
        let (amount, id) = (amount_cents.to_string(), refund.to_string());
        let members = [("payment_intent", payment_intent), ("amount", &amount), ("metadata[refund]", &id)];
        let body = serde_urlencoded::to_string(members).map_err(|error| RefundFault::Later(error.to_string()))?;
        let request = self.refund_request(Method::POST, "v1/refunds")?.header("Idempotency-Key", format!("refund-{refund}"));
        Ok(self.ask(request.header(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded").body(body)).await?)
    }

    /// A refund as it now is.
    pub(super) async fn refund(&self, id: &str) -> Result<Refund, RefundFault> {
        Ok(self.ask(self.refund_request(Method::GET, &format!("v1/refunds/{id}"))?).await?)
    }

    /// The refunds of a payment: at most a hundred, which is more than there are.
    pub(super) async fn refunds_of(&self, payment_intent: &str) -> Result<Vec<Refund>, RefundFault> {
        let query = serde_urlencoded::to_string([("payment_intent", payment_intent), ("limit", "100")]);
        let query = query.map_err(|error| RefundFault::Later(error.to_string()))?;
        let refunds: Refunds = self.ask(self.refund_request(Method::GET, &format!("v1/refunds?{query}"))?).await?;
        Ok(refunds.data)
    }

    fn refund_request(&self, method: Method, path: &str) -> Result<RequestBuilder, RefundFault> {
        self.request(method, path).map_err(|error| RefundFault::Later(error.problem().detail))
    }

    fn request(&self, method: Method, path: &str) -> Result<RequestBuilder, Error> {
        let address = self.base.join(path).map_err(|error| Error::Defect(format!("the gateway's address: {error}")))?;
        Ok(self.http.request(method, address).header(AUTHORIZATION.as_str(), &self.authorization).header("Stripe-Version", VERSION))
    }

    async fn ask<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Fault> {
        // Neither the address nor the keys: the log tells what went wrong, and no more.
        let broken = |error: reqwest::Error| Fault::Lost(error.without_url().to_string());
        let mut answer = request.send().await.map_err(broken)?;
        let status = answer.status();
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(broken)? {
            if bytes.len().saturating_add(chunk.len()) > ANSWER_BYTES_MAX {
                return Err(Fault::Lost("its answer is too long".to_owned()));
            }
            bytes.extend_from_slice(&chunk);
        }
        if status == StatusCode::OK {
            return serde_json::from_slice(&bytes).map_err(|error| Fault::Lost(format!("its answer cannot be read: {error}")));
        }
        let said = serde_json::from_slice::<Refusal>(&bytes)
            .map(|refusal| format!("{} {}", refusal.error.kind, refusal.error.code.unwrap_or_default()))
            .unwrap_or_default();
        Err(Fault::Said(status, said))
    }
}
