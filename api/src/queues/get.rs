//! What waits for staff, and since when.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::applications::ApplicationState;
use shared::calendar::Date;
use shared::completions::CompletionState;
use shared::invoices::InvoiceState;
use shared::queues::{MatterKind, Queue, QueueName, Queues, ages};

use super::store;
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection, StoreError};
use crate::error::Error;

/// Each queue, and the state of what waits in it.
const QUEUES: [(QueueName, MatterKind, &str); 4] = [
    (QueueName::Applications, MatterKind::Application, ApplicationState::Submitted.name()),
    (QueueName::Completions, MatterKind::Completion, CompletionState::Reported.name()),
    (QueueName::UnpaidInvoices, MatterKind::Invoice, InvoiceState::Open.name()),
    (QueueName::Refunds, MatterKind::Invoice, InvoiceState::RefundDue.name()),
];

/// What waits for staff: how much, since when, and how long.
#[utoipa::path(tag = "queues", responses((status = 200, body = Queues)), security(("session" = [])))]
#[get("/queues")]
pub(super) async fn get_queues(_staff: Require<permissions::ReadLists>, moment: Moment, db: Data<Db>) -> Result<Json<Queues>, Error> {
    let items = db.read(move |conn| QUEUES.into_iter().map(|(name, kind, state)| queue(conn, name, kind, state, moment.today)).collect()).await?;
    Ok(Json(Queues { as_of: moment.today, items }))
}

/// How much waits in each queue, by its name.
pub(crate) fn counts(conn: &mut DbConnection) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let count = |(name, kind, state)| Ok((label(name), store::waiting(conn, kind, state)?.iter().map(|(_, count)| *count).sum()));
    QUEUES.into_iter().map(count).collect()
}

fn label(name: QueueName) -> &'static str {
    match name {
        QueueName::Applications => "applications",
        QueueName::Completions => "completions",
        QueueName::UnpaidInvoices => "unpaid_invoices",
        QueueName::Refunds => "refunds",
        QueueName::Other => "other",
    }
}

fn queue(conn: &mut DbConnection, name: QueueName, kind: MatterKind, state: &str, today: Date) -> Result<Queue, Error> {
    let waiting = store::waiting(conn, kind, state)?;
    let ages = ages(&waiting, today);
    let count = ages.iter().fold(0_u64, |sum, age| sum.saturating_add(age.count));
    Ok(Queue { name, count, oldest_on: waiting.iter().map(|(since, _)| *since).min(), ages })
}
