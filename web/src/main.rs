//! What everybody may see.

fn main() {
    lssc_web::app::start(lssc_web::route::public_page);
}
