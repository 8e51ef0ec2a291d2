//! Standings: where someone stands on any day, lists by status, and the rules as a service. Reads the table
//! `standings`, which `record` keeps, for lists alone; a single standing is computed from the facts.

mod evaluate;
mod get_mine;
mod get_person;
mod list;
mod policy;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use store::page;
pub use store::standing_of;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(get_mine::get_my_standing)
        .service(get_person::get_person_standing)
        .service(list::list_standings)
        .service(evaluate::evaluate_standing)
        .service(policy::get_policy);
}
