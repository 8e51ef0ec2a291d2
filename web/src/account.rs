//! What people set up for themselves.

fn main() {
    lssc_web::app::start(lssc_web::route::account_page);
}
