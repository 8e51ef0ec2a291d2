//! What has become of an application, in words.

use shared::applications::ApplicationState;
use yew::prelude::*;

use crate::components::{StatusBadge, Tone};

/// The words of a state.
pub const fn state_title(state: ApplicationState) -> &'static str {
    match state {
        ApplicationState::Submitted => "Awaits a decision",
        ApplicationState::InformationRequested => "Awaits an answer",
        ApplicationState::Accepted => "Accepted, fee open",
        ApplicationState::Admitted => "Admitted",
        ApplicationState::Refused => "Refused",
        ApplicationState::Withdrawn => "Withdrawn",
    }
}

/// Shows a state.
pub fn application_badge(state: ApplicationState) -> Html {
    let tone = match state {
        ApplicationState::Submitted | ApplicationState::InformationRequested | ApplicationState::Accepted => Tone::Waiting,
        ApplicationState::Admitted => Tone::Good,
        ApplicationState::Refused => Tone::Ended,
        ApplicationState::Withdrawn => Tone::Plain,
    };
    html! { <StatusBadge words={state_title(state)} {tone} /> }
}
