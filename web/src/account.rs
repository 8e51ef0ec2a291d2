//! What people settle with the programme: their account and their invoices; and the orders of institutions.

fn main() {
    lssc_web::app::start(lssc_web::route::account_page);
}
