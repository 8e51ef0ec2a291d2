//! What handlers receive: bodies and queries that parse or are refused by name, and writing operations with the one
//! who asks, the moment and the key under which a repetition is recognised.

mod body;
mod command;
mod idempotency;
mod query;

pub(crate) use body::read_table;
pub use body::{BODY_BYTES_MAX, Body, NoBody, read_body};
pub use command::{Answer, Command};
pub use idempotency::{KEY_CHARS_MAX, KEY_HOURS, Key, forget_answers};
pub use query::Parameters;

/// What an extractor that has to wait returns.
pub(crate) type Extracting<T> = std::pin::Pin<Box<dyn Future<Output = Result<T, crate::error::Error>>>>;
