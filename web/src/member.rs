//! What people see of their own.

fn main() {
    lssc_web::app::start(lssc_web::route::member_page);
}
