//! What was told of money that is not known here yet. Owns the table `gateway_events`: kept until its payment is told, and
//! no longer than [`WAITING_DAYS`]; what then is still there was of a payment that was never told.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::event::{Gone, Money, Turn};
use crate::db::schema::gateway_events::dsl;
use crate::db::{DbConnection, StoreError, text};

/// Longer than Stripe goes on sending what is not taken.
pub(crate) const WAITING_DAYS: i64 = 30;

/// Keeps it, unless it is there.
pub(super) fn keep(tx: &mut DbConnection, event: &str, money: &Money, now: DateTime<Utc>) -> Result<(), StoreError> {
    let is_kept: i64 = dsl::gateway_events.filter(dsl::id.eq(event)).count().get_result(tx)?;
    if is_kept > 0 {
        return Ok(());
    }
    let (turn, id) = name(&money.turn);
    let row = (
        dsl::id.eq(event),
        dsl::payment_intent.eq(&money.payment_intent),
        dsl::turn.eq(turn),
        dsl::turn_id.eq(id),
        dsl::amount_cents.eq(i64::from(money.amount_cents)),
        dsl::received_at.eq(text::time(now)),
    );
    diesel::insert_into(dsl::gateway_events).values(row).execute(tx)?;
    Ok(())
}

/// Takes what waits for this payment, in the order in which it came.
pub(super) fn take(tx: &mut DbConnection, payment_intent: &str) -> Result<Vec<Money>, StoreError> {
    let waiting = dsl::gateway_events.filter(dsl::payment_intent.eq(payment_intent));
    let rows: Vec<(String, String, i64)> =
        waiting.order((dsl::received_at, dsl::id)).select((dsl::turn, dsl::turn_id, dsl::amount_cents)).load(tx)?;
    diesel::delete(waiting).execute(tx)?;
    let money = |(turn, id, amount): (String, String, i64)| {
        let amount_cents = u32::try_from(amount).map_err(|error| StoreError::unreadable("gateway_events.amount_cents", error))?;
        Ok(Money { payment_intent: payment_intent.to_owned(), amount_cents, turn: read(&turn, id)? })
    };
    rows.into_iter().map(money).collect()
}

fn name(turn: &Turn) -> (&'static str, &str) {
    match turn {
        Turn::Refunded(gone) => ("refunded", &gone.id),
        Turn::RefundFailed(gone) => ("refund_failed", &gone.id),
        Turn::Withdrawn(id) => ("withdrawn", id),
        Turn::Reinstated(id) => ("reinstated", id),
    }
}

fn read(turn: &str, id: String) -> Result<Turn, StoreError> {
    Ok(match turn {
        // Staff begin none of a payment that is not here.
        "refunded" => Turn::Refunded(Gone { id, order: None }),
        "refund_failed" => Turn::RefundFailed(Gone { id, order: None }),
        "withdrawn" => Turn::Withdrawn(id),
        "reinstated" => Turn::Reinstated(id),
        _ => return Err(StoreError::unreadable("gateway_events.turn", "unknown turn")),
    })
}
