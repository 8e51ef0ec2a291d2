//! Today, the time zone and how to reach the programme.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::programme::Programme;

use super::Demonstration;
use crate::clock::{Moment, TIME_ZONE};
use crate::config::Config;
use crate::invoices::Gateway;

/// What anyone may know of this installation: today's date, by which all rules go, and how to reach the programme.
#[utoipa::path(tag = "programme", responses((status = 200, body = Programme)))]
#[get("/programme")]
pub(super) async fn get_programme(
    moment: Moment,
    config: Data<Config>,
    demonstration: Data<Demonstration>,
    gateway: Data<Gateway>,
) -> Json<Programme> {
    Json(Programme {
        today: moment.today,
        time_zone: TIME_ZONE.to_owned(),
        demonstration: demonstration.0,
        contact_email: config.contact_email.clone(),
        contact_phone: config.contact_phone.clone(),
        contact_postal_address: config.contact_postal_address.clone(),
        checks_payable_to: config.checks_payable_to.clone(),
        transfer_details: config.transfer_details.clone(),
        public_url: config.public_address().to_owned(),
        card_offered: gateway.cards_taken().0,
    })
}
