//! What staff see of everybody.

fn main() {
    lssc_web::app::start(lssc_web::route::staff_page);
}
