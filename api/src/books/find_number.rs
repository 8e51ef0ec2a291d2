//! What has a number: people write that of their invoice on the check, and that of their receipt in a letter.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::books::{DocumentNumber, NumberedDocument};
use shared::calendar::Date;
use shared::facts::FactBody;

use super::store;
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::fact_numbered;

/// What has this number.
///
/// It is that of an invoice (`2026-00017`), a receipt (`R2026-00031`) or a credit note (`C2026-00003`), in either case. What
/// was struck from the record is not found.
#[utoipa::path(tag = "books", security(("session" = [])),
    params(("number" = String, Path, description = "The number.", example = "2026-00017")),
    responses((status = 200, body = NumberedDocument), (status = 422, description = "It is no number.")))]
#[get("/books/numbers/{number}")]
pub(super) async fn find_number(
    _staff: Require<permissions::ReadBooks>,
    number: Path<String>,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<NumberedDocument>, Error> {
    let number = DocumentNumber::entered(&number).map_err(|error| Error::invalid("number", error.to_string()))?;
    db.read(move |conn| document(conn, number, moment.today)?.map(Json).ok_or(Error::NotFound("number"))).await
}

fn document(conn: &mut DbConnection, number: DocumentNumber, today: Date) -> Result<Option<NumberedDocument>, Error> {
    let nothing = NumberedDocument { number, invoice_id: None, order_id: None, payment_id: None };
    Ok(match fact_numbered(conn, number)?.map(|fact| fact.body) {
        // Neither can be struck.
        Some(FactBody::InvoiceIssued { invoice, .. }) => Some(NumberedDocument { invoice_id: Some(invoice), ..nothing }),
        Some(FactBody::OrderIssued { order, .. } | FactBody::OrderCredited { order, .. }) => {
            Some(NumberedDocument { order_id: Some(order), ..nothing })
        }
        Some(FactBody::PaymentReceived { payment, invoice, .. }) => {
            let found = NumberedDocument { payment_id: Some(payment), invoice_id: Some(invoice), ..nothing };
            store::find(conn, payment, today)?.map(|_| found)
        }
        Some(FactBody::MoneyReceived { payment, order, .. }) => {
            let found = NumberedDocument { payment_id: Some(payment), order_id: order, ..nothing };
            store::find(conn, payment, today)?.map(|_| found)
        }
        _ => None,
    })
}
