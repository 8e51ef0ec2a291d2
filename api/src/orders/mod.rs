//! Purchase orders (Q22): a buyer names the people for whom it pays; once it is issued, its order is an invoice and no
//! charge. `lines` are its people, `findings` what is told of them before it is issued, `documents` the buyer's own order as a
//! file, `settling` what becomes of it afterwards. Owns the tables `orders` and `order_lines`.

mod access;
mod answer;
mod change;
mod create;
mod discard;
pub mod documents;
mod findings;
mod get;
mod get_pdf;
mod issue;
mod lines;
mod list;
pub mod settling;
mod sheet;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use create::create;
pub(crate) use issue::issue;
pub(crate) use lines::{forget_drafted, replace, tidy};
pub(crate) use list::page;
pub(crate) use sheet::OrderSheet;
pub(crate) use store::{Wanted, unpaid_waiting};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_orders)
        .service(create::create_order)
        .service(get::get_order)
        .service(change::change_order)
        .service(discard::discard_order)
        .service(issue::issue_order)
        .service(get_pdf::get_order_pdf)
        .configure(lines::configure)
        .configure(documents::configure)
        .configure(settling::configure);
}
