//! Sessions are looked at every few minutes: an event may be lost on its way, and what is not owed any more is not to be
//! paid. Several replicas may look at the same ones; nothing is recorded twice.

use std::time::Duration;

use chrono::TimeDelta;

use super::super::store;
use super::super::{Gateway, SessionWanted};
use super::Stripe;
use crate::clock::{Clock, Moment};
use crate::db::Db;
use crate::error::Error;
use crate::invoices::store::find;

const EVERY: Duration = Duration::from_mins(10);
/// A session that was opened just now is being paid.
const OPEN_MINUTES_MIN: i64 = 10;
/// How many are looked at in a round, the oldest first.
const SESSIONS_MAX: i64 = 500;

/// Looks until the task is dropped; at nothing where cards are taken in no other house.
pub(crate) async fn watch(gateway: actix_web::web::Data<Gateway>, db: Db, clock: Clock) {
    if !matches!(gateway.get_ref(), Gateway::Stripe(_)) {
        return;
    }
    loop {
        tokio::time::sleep(EVERY).await;
        let looked = match clock.moment() {
            Ok(moment) => gateway.look_at_open_sessions(&db, moment).await,
            Err(error) => Err(Error::Defect(error.to_string())),
        };
        if let Err(error) = looked {
            tracing::warn!(%error, "open payment sessions could not be looked at");
        }
    }
}

impl Stripe {
    /// Looks at the sessions that have been open for a while.
    pub(in crate::invoices::gateway) async fn look_at_open_sessions(&self, db: &Db, moment: Moment) -> Result<(), Error> {
        let before = moment.now - TimeDelta::minutes(OPEN_MINUTES_MIN);
        let open = db.read(move |conn| Ok(store::open_since(conn, before, SESSIONS_MAX)?)).await?;
        for (id, wanted) in open {
            let SessionWanted { invoice, amount_cents } = wanted;
            let case = db.read(move |conn| Ok(find(conn, invoice, moment.today)?)).await?;
            let still = case.filter(|case| case.owed_cents() == amount_cents).map(|_| wanted);
            // One that cannot be looked at does not hold up the others.
            if let Err(error) = self.look(db, &id, still, moment).await {
                tracing::warn!(%error, "a payment session could not be looked at");
            }
        }
        Ok(())
    }
}
