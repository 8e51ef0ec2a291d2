//! Partner institutions, for staff: who is one, their secrets, and what they propose.

mod proposal_entry;
mod proposals;
mod secret;
mod staff_list;

pub use proposals::Proposals;
pub use staff_list::StaffList;
