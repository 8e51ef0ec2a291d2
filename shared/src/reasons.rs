//! Why: a [`Reason`] names the rule, the FAQ question behind it and a sentence that a person understands. Every
//! status and every refusal carries some, and the browser shows the same ones as the server.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Why something is as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// The rule, by a stable name, for example `library_hours`.
    pub rule: Cow<'static, str>,
    /// The number of the FAQ question behind it, 1 to 27.
    pub question: u8,
    /// One sentence in plain words.
    pub sentence: String,
}

impl Reason {
    /// A reason under this rule and FAQ question.
    pub fn new(rule: &'static str, question: u8, sentence: impl Into<String>) -> Self {
        Self { rule: rule.into(), question, sentence: sentence.into() }
    }
}

/// A rule says no. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", reasons.iter().map(|reason| reason.sentence.as_str()).collect::<Vec<_>>().join(" "))]
pub struct Refusal {
    /// A stable name of what is refused, for example `application_open`.
    pub code: &'static str,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Refusal {
    /// A refusal for one reason; its rule is the code.
    pub fn new(code: &'static str, question: u8, sentence: impl Into<String>) -> Self {
        Self { code, reasons: vec![Reason::new(code, question, sentence)] }
    }
}
