//! What anybody may try out.

fn main() {
    lssc_web::app::start(lssc_web::route::planner_page);
}
