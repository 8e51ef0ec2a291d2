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
use crate::{notices, orders, partners};

/// Days since which some wait, and how many since each.
type Waiting = Vec<(Date, u64)>;

/// Each queue of people's matters, and the state of what waits in it.
const QUEUES: [(QueueName, MatterKind, &str); 5] = [
    (QueueName::Applications, MatterKind::Application, ApplicationState::Submitted.name()),
    (QueueName::AwaitedAnswers, MatterKind::Application, ApplicationState::InformationRequested.name()),
    (QueueName::Completions, MatterKind::Completion, CompletionState::Reported.name()),
    (QueueName::UnpaidInvoices, MatterKind::Invoice, InvoiceState::Open.name()),
    (QueueName::Refunds, MatterKind::Invoice, InvoiceState::RefundDue.name()),
];

/// What waits for staff: how much, since when, and how long.
#[utoipa::path(tag = "queues", responses((status = 200, body = Queues)), security(("session" = [])))]
#[get("/queues")]
pub(super) async fn get_queues(_staff: Require<permissions::ReadLists>, moment: Moment, db: Data<Db>) -> Result<Json<Queues>, Error> {
    let items = db.read(move |conn| Ok(waiting(conn)?.into_iter().map(|(name, waiting)| queue(name, &waiting, moment.today)).collect())).await?;
    Ok(Json(Queues { as_of: moment.today, items }))
}

/// What waits in each queue: the days since which, and how much since each.
fn waiting(conn: &mut DbConnection) -> Result<Vec<(QueueName, Waiting)>, StoreError> {
    let mut all: Vec<(QueueName, Waiting)> = Vec::new();
    for (name, kind, state) in QUEUES {
        all.push((name, store::waiting(conn, kind, state)?));
    }
    all.push((QueueName::UnpaidOrders, orders::unpaid_waiting(conn)?));
    all.push((QueueName::Proposals, partners::proposals_waiting(conn)?));
    all.push((QueueName::UndeliveredNotices, notices::undelivered_waiting(conn)?));
    Ok(all)
}

/// How much waits in each queue, by its name.
pub(crate) fn counts(conn: &mut DbConnection) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let count = |(name, waiting): (QueueName, Waiting)| (label(name), waiting.iter().map(|(_, count)| *count).sum());
    Ok(waiting(conn)?.into_iter().map(count).collect())
}

fn label(name: QueueName) -> &'static str {
    match name {
        QueueName::Applications => "applications",
        QueueName::AwaitedAnswers => "awaited_answers",
        QueueName::Completions => "completions",
        QueueName::UnpaidInvoices => "unpaid_invoices",
        QueueName::UnpaidOrders => "unpaid_orders",
        QueueName::Refunds => "refunds",
        QueueName::Proposals => "proposals",
        QueueName::UndeliveredNotices => "undelivered_notices",
        QueueName::Other => "other",
    }
}

fn queue(name: QueueName, waiting: &[(Date, u64)], today: Date) -> Queue {
    let ages = ages(waiting, today);
    let count = ages.iter().fold(0_u64, |sum, age| sum.saturating_add(age.count));
    Queue { name, count, oldest_on: waiting.iter().map(|(since, _)| *since).min(), ages }
}
