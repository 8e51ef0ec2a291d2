//! What staff see of everybody's money.

fn main() {
    lssc_web::app::start(lssc_web::route::books_page);
}
