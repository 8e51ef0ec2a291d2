//! What has become of a notice, in words.

use shared::notices::{Notice, NoticeState};

use crate::components::instant;

/// The words: what it is, and since when.
pub(super) fn became(notice: &Notice) -> String {
    match notice.state {
        NoticeState::Queued if notice.attempts == 0 => "on its way".to_owned(),
        NoticeState::Queued => format!("on its way, tried {}", times(notice.attempts)),
        NoticeState::Delivered => since("delivered", notice.delivered_at.map(|at| at.to_string())),
        NoticeState::Failed => since("not delivered, found", notice.failed_at.map(|at| at.to_string())),
        NoticeState::Dropped => "not delivered, given up by staff".to_owned(),
        NoticeState::Expired => "not delivered in time".to_owned(),
        NoticeState::Other => "unknown to this version".to_owned(),
    }
}

fn since(words: &str, at: Option<String>) -> String {
    at.map_or_else(|| words.to_owned(), |at| format!("{words} on {}", instant(&at)))
}

/// How often, in words.
pub(super) fn times(attempts: u32) -> String {
    if attempts == 1 { "once".to_owned() } else { format!("{attempts} times") }
}
