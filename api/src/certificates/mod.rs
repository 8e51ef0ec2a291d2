//! Certificates: one's own, anyone's for staff, the public answer to whether one is real, and their end by revocation.
//! Finds them in the table `certificates`, which `record` keeps; issuing them is `record`'s business.

mod check;
mod list;
mod list_mine;
mod list_person;
mod qr;
mod revoke;
mod store;
mod verify;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use list::{Filter, beginning, page};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(verify::verify_certificate)
        .service(list_mine::list_my_certificates)
        .service(list_person::list_person_certificates)
        .service(list::list_certificates)
        .service(check::check_certificates)
        .service(qr::get_certificate_qr)
        .service(revoke::revoke_certification);
}
