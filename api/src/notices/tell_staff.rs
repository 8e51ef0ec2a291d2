//! Telling staff something: a notice to the programme's own mailbox.

use chrono::{DateTime, Utc};

use super::Telling;
use crate::db::{DbConnection, StoreError};
use crate::outbox::{self, Mail};

/// Tells staff, at the programme's configured address `programme`, in the transaction of what they are told of. The
/// subject is the code's own; `words` may hold what people typed, and `path` is the page of the app to look at, such as
/// `/staff/invoices`. Nobody's name belongs here where an id in `path` does: the mailbox keeps it longer than the person may.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn tell_staff(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    programme: &str,
    subject: &'static str,
    words: &str,
    path: &str,
) -> Result<(), StoreError> {
    let telling = Telling::StaffNotice { subject: subject.to_owned(), words: words.to_owned(), path: path.to_owned() };
    outbox::queue_to_programme(tx, now, &Mail { to: programme.to_owned(), telling })
}
