//! A writing operation: who asks (and may), with what, when, and under which key. Everything that writes for a
//! signed-in account or a partner goes through [`Command::write`].

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::idempotency::{self, Key};
use super::{BODY_BYTES_MAX, Extracting, NoBody, body};
use crate::auth::{Permission, Principal, Require};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::Act;

/// A writing operation that needs the permission `P` and takes the body `T`.
///
/// The session is asked before the body is looked at: who may not gets no hint of what would be taken.
#[derive(Debug)]
pub struct Command<P: Permission, T = NoBody> {
    /// Who asks.
    pub requester: Require<P>,
    /// What was sent.
    pub body: T,
    /// When.
    pub moment: Moment,
    key: Option<Key>,
}

impl<P: Permission, T: DeserializeOwned + 'static> FromRequest for Command<P, T> {
    type Error = Error;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let requester = Require::<P>::extract(&request).await?;
            let bytes = body::read_body(&request, payload, BODY_BYTES_MAX).await?;
            let key = Key::of(&request, &bytes)?;
            Ok(Self { requester, body: body::parse(&bytes)?, moment: Moment::of(&request)?, key })
        })
    }
}

impl<P: Permission, T: DeserializeOwned> Command<P, T> {
    /// One whose body may be longer than others.
    ///
    /// # Errors
    /// As the body is refused: [`Error::TooLarge`], [`Error::NotJson`], [`Error::Unreadable`].
    pub async fn of_json(requester: Require<P>, request: &HttpRequest, payload: web::Payload, bytes_max: usize) -> Result<Self, Error> {
        let bytes = body::read_body(request, payload.into_inner(), bytes_max).await?;
        let key = Key::of(request, &bytes)?;
        Ok(Self { requester, body: body::parse(&bytes)?, moment: Moment::of(request)?, key })
    }
}

impl<P: Permission> Command<P, web::Bytes> {
    /// One whose body is comma-separated values.
    ///
    /// # Errors
    /// [`Error::NotTable`], [`Error::TooLarge`], or [`Error::Unreadable`] where the connection broke off.
    pub async fn of_table(requester: Require<P>, request: &HttpRequest, payload: web::Payload, bytes_max: usize) -> Result<Self, Error> {
        let body = body::read_table(request, payload, bytes_max).await?;
        let key = Key::of(request, &body)?;
        Ok(Self { requester, body, moment: Moment::of(request)?, key })
    }
}

impl<P: Permission, T> Command<P, T> {
    /// The act that this is, without a reason.
    pub fn act(&self, operation: &'static str) -> Act {
        Act {
            account: Some(self.requester.actor()),
            operation,
            now: self.moment.now,
            today: self.moment.today,
            reason: None,
            key: self.key.as_ref().map(|key| key.hash.clone()),
        }
    }

    /// Records and answers in one transaction. A repetition under the same key gets the first answer again, and the
    /// closure does not run. It may run more than once before it is committed; where it refuses, nothing is recorded.
    ///
    /// `operation` is the operation id; it stands in the act.
    ///
    /// # Errors
    /// What the closure refuses; [`Error::KeyReused`]; [`Error::Store`].
    pub async fn write<F>(self, db: &Db, operation: &'static str, work: F) -> Result<HttpResponse, Error>
    where
        F: Fn(&mut DbConnection, &Act, &P::Who, &T) -> Result<Answer, Error> + Send + 'static,
        T: Send + 'static,
    {
        let act = self.act(operation);
        let Self { requester, body, key, .. } = self;
        let requester = requester.into_inner();
        let (answer, replayed) = db.write(move |tx| idempotency::once(tx, key.as_ref(), &act, |tx| work(tx, &act, &requester, &body))).await?;
        Ok(answer.respond(replayed))
    }
}

/// The answer of a writing operation, as it is kept for repetitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
}

impl Answer {
    /// 200 with this body.
    ///
    /// # Errors
    /// [`Error::Defect`] where the body cannot be written as JSON.
    pub fn ok<T: Serialize>(body: &T) -> Result<Self, Error> {
        Self::with(StatusCode::OK, body)
    }

    /// 201 with this body.
    ///
    /// # Errors
    /// [`Error::Defect`] where the body cannot be written as JSON.
    pub fn created<T: Serialize>(body: &T) -> Result<Self, Error> {
        Self::with(StatusCode::CREATED, body)
    }

    /// 204 without a body.
    pub fn done() -> Self {
        Self { status: StatusCode::NO_CONTENT.as_u16(), body: String::new() }
    }

    fn with<T: Serialize>(status: StatusCode, body: &T) -> Result<Self, Error> {
        Ok(Self { status: status.as_u16(), body: serde_json::to_string(body)? })
    }

    fn respond(self, replayed: bool) -> HttpResponse {
        let mut response = HttpResponse::build(StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK));
        if replayed {
            response.insert_header(("Idempotent-Replayed", "true"));
        }
        if self.body.is_empty() { response.finish() } else { response.content_type("application/json").body(self.body) }
    }
}
