//! What a request can come to besides its answer.

use shared::problem::{MemberError, Problem};
use shared::reasons::Reason;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The service refused or failed, and said why.
    Problem(Box<Problem>),
    /// The service was not reached: nobody knows whether it received the request.
    Unreached,
    /// The service answered something that this version of the app cannot read.
    Unreadable,
}

impl Failure {
    /// What happened, in a few words.
    pub fn title(&self) -> String {
        match self {
            Self::Problem(problem) => problem.title.clone(),
            Self::Unreached => "The service cannot be reached".to_owned(),
            Self::Unreadable => "The answer could not be read".to_owned(),
        }
    }

    /// What happened and what to do, in a sentence or two.
    pub fn detail(&self) -> String {
        match self {
            Self::Problem(problem) => problem.detail.clone(),
            Self::Unreached => "Check your connection and try again. What you entered is still here.".to_owned(),
            Self::Unreadable => "The app may be older than the service. Load the page again.".to_owned(),
        }
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem(problem) => Some(problem.status),
            Self::Unreached | Self::Unreadable => None,
        }
    }

    /// The stable name of the problem, where there is one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(&problem.code),
            Self::Unreached | Self::Unreadable => None,
        }
    }

    /// The members of the request that are at fault.
    pub fn errors(&self) -> &[MemberError] {
        match self {
            Self::Problem(problem) => &problem.errors,
            Self::Unreached | Self::Unreadable => &[],
        }
    }

    /// The reasons of the rule that refused.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::Problem(problem) => &problem.reasons,
            Self::Unreached | Self::Unreadable => &[],
        }
    }

    /// Whether the request may have been carried out although there is no answer.
    pub fn is_uncertain(&self) -> bool {
        // A 5xx may come from what stands between the browser and the service.
        self.status().is_none_or(|status| status >= 500)
    }
}
