//! What comes of a session when a button is pressed: a card that is charged is recorded exactly once, however often
//! and by however many at once the button is pressed.

use shared::ids::InvoiceId;
use shared::invoices::PaymentMethod;

use super::store::{self, Session, SessionId, SessionState};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::Error;
use crate::invoices::payments::{Receipt, receive};
use crate::invoices::store::{Case, find};
use crate::record::Act;

/// What is answered when a button was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Back to the invoice, with this result.
    Back(InvoiceId, SessionState),
    /// What the session was opened for is not owed any more; nothing was recorded.
    NotOwed(InvoiceId),
}

/// Ends an open session as the pressed button says. One that has ended stays as it ended.
pub(super) fn settle(tx: &mut DbConnection, id: &SessionId, pressed: SessionState, moment: Moment) -> Result<Outcome, Error> {
    let session = store::find(tx, id)?.ok_or(Error::NotFound("payment session"))?;
    if session.state != SessionState::Open {
        return Ok(Outcome::Back(session.invoice, session.state));
    }
    if pressed == SessionState::Approved {
        let Some(case) = owed(tx, &session, moment)? else {
            store::end(tx, id, SessionState::Abandoned, moment.now)?;
            return Ok(Outcome::NotOwed(session.invoice));
        };
        charge(tx, id, &session, &case, moment)?;
    }
    store::end(tx, id, pressed, moment.now)?;
    Ok(Outcome::Back(session.invoice, pressed))
}

/// The invoice, where what is owed for it is still what the session was opened for.
pub(super) fn owed(conn: &mut DbConnection, session: &Session, moment: Moment) -> Result<Option<Case>, Error> {
    Ok(find(conn, session.invoice, moment.today)?.filter(|case| case.owed_cents() == session.amount_cents))
}

fn charge(tx: &mut DbConnection, id: &SessionId, session: &Session, case: &Case, moment: Moment) -> Result<(), Error> {
    let act = Act { account: None, operation: "settle_checkout", now: moment.now, today: moment.today, reason: None, key: None };
    let receipt = Receipt {
        amount_cents: session.amount_cents,
        method: PaymentMethod::Card,
        reference: None,
        received_on: moment.today,
        once: Some(format!("card:{}", id.as_str())),
    };
    receive(tx, &act, case, &receipt)?;
    Ok(())
}
