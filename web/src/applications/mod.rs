//! Applications: the eligibility check, applying, one's application, and what staff decide.

mod answer;
mod application;
mod apply;
mod confirm_hours;
mod confirmations;
mod eligibility;
mod facts;
mod job_rows;
mod jobs;
mod membership;
mod mine;
mod outcome;
mod questions;
mod staff_decision;
mod staff_list;
mod state;
mod time_line;

pub use application::ApplicationPage;
pub use apply::Apply;
pub use confirm_hours::ConfirmHours;
pub use eligibility::EligibilityCheck;
pub use facts::{ApplicationFacts, ApplicationOutcome};
pub use job_rows::JobRows;
pub use jobs::{Asked, Jobs};
use membership::membership_unconfirmed;
pub use mine::MyApplications;
pub use outcome::EligibilityOutcome;
pub use staff_decision::StaffDecision;
pub use staff_list::StaffList;
pub use state::{application_badge, state_title};
