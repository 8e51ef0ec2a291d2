//! Standings: where a person stands, on their own dashboard and in the file that staff see.

mod dashboard;
mod dates;
mod next_steps;
mod renewal_hours;
mod sets;
mod summary;
mod timeline;
mod why_so;

pub use dashboard::Dashboard;
pub use dates::Dates;
pub use next_steps::NextSteps;
pub use renewal_hours::RenewalHours;
pub use sets::Sets;
use shared::standings::Standing;
pub use summary::Summary;
pub use timeline::Timeline;
pub use why_so::WhySo;
use yew::Properties;

/// A standing to show. Its `as_of` is the day that counts as today.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StandingProps {
    /// The standing.
    pub standing: Standing,
}
