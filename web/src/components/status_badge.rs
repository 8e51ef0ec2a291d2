//! A few words on a coloured ground: a status. The words say it all; the colour only helps.

use shared::certificates::CertificateState;
use shared::standings::Status;
use yew::prelude::*;

/// What a status means for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// All is well.
    Good,
    /// Something waits, or is about to end.
    Waiting,
    /// Something has ended or was refused.
    Ended,
    /// Nothing of these.
    Plain,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Waiting => "waiting",
            Self::Ended => "ended",
            Self::Plain => "plain",
        }
    }
}

impl From<Status> for Tone {
    fn from(status: Status) -> Self {
        match status {
            Status::NotApplied => Self::Plain,
            Status::Applicant | Status::RenewalOpen | Status::InGrace => Self::Waiting,
            Status::Candidate | Status::Certified => Self::Good,
            Status::CandidacyExpired | Status::Lapsed | Status::Revoked => Self::Ended,
        }
    }
}

impl From<CertificateState> for Tone {
    fn from(state: CertificateState) -> Self {
        match state {
            CertificateState::Valid => Self::Good,
            CertificateState::InGrace => Self::Waiting,
            CertificateState::Expired | CertificateState::Revoked => Self::Ended,
            CertificateState::NotYet | CertificateState::Unknown => Self::Plain,
        }
    }
}

/// A status.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StatusBadgeProps {
    /// Its words.
    pub words: AttrValue,
    /// What it means.
    pub tone: Tone,
}

/// Shows a status.
#[component]
pub fn StatusBadge(props: &StatusBadgeProps) -> Html {
    html! { <span class={classes!("badge", props.tone.class())}>{ &props.words }</span> }
}
