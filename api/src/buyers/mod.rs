//! Buyers: institutions that pay for people by purchase orders (Q22). Staff register them and say who orders for them.
//! Owns the table `buyers`; who orders for a buyer is said by the facts about those people.

mod add_member;
mod change;
mod get;
mod list;
mod members;
mod register;
mod remove_member;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use add_member::add_member;
pub(crate) use members::{buyer_of, leave};
pub use register::register;
pub(crate) use store::{find, must_be_there, of_member};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_buyers)
        .service(register::register_buyer)
        .service(get::get_buyer)
        .service(change::change_buyer)
        .service(add_member::add_buyer_member)
        .service(remove_member::remove_buyer_member);
}
