//! A write that waits for its turn: the closure, and the way back to whoever waits for its answer.

use std::sync::Arc;

use tokio::sync::oneshot;

use crate::db::{DbConnection, StoreError};
use crate::error::Error;

/// A write of any answer.
pub(super) trait Write: Send {
    /// Runs the closure and keeps what it says.
    fn run(&mut self, tx: &mut DbConnection) -> Verdict;

    /// Hands over what the closure said, now that it is known what became of the commit.
    fn answer(self: Box<Self>, commit: Result<(), Arc<StoreError>>);
}

/// What is to become of what a closure has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Keep,
    Undo,
}

/// A closure with its answer.
pub(super) struct Queued<T, F> {
    work: F,
    outcome: Option<Result<T, Error>>,
    reply: oneshot::Sender<Result<T, Error>>,
}

impl<T, F> Queued<T, F> {
    pub(super) fn new(work: F, reply: oneshot::Sender<Result<T, Error>>) -> Self {
        Self { work, outcome: None, reply }
    }
}

impl<T, F> Write for Queued<T, F>
where
    T: Send,
    F: Fn(&mut DbConnection) -> Result<T, Error> + Send,
{
    fn run(&mut self, tx: &mut DbConnection) -> Verdict {
        let outcome = (self.work)(tx);
        let verdict = if outcome.is_ok() { Verdict::Keep } else { Verdict::Undo };
        self.outcome = Some(outcome);
        verdict
    }

    fn answer(self: Box<Self>, commit: Result<(), Arc<StoreError>>) {
        let answer = match commit {
            // Without an outcome it panicked.
            Ok(()) => self.outcome.unwrap_or(Err(Error::Interrupted)),
            Err(error) => Err(StoreError::Commit(error).into()),
        };
        // Who asked may have gone.
        drop(self.reply.send(answer));
    }
}
