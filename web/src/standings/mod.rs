//! Standings: where a person stands, on their own dashboard and in the file that staff see.

mod dashboard;
mod dates;
mod next_steps;
mod renewal_hours;
mod sets;
mod summary;
mod timeline;
mod told;
mod why_so;

pub use dashboard::Dashboard;
pub use dates::dates;
pub use next_steps::next_steps;
pub use renewal_hours::renewal_hours;
pub use sets::sets;
pub use summary::summary;
pub use timeline::timeline;
pub use why_so::why_so;
