//! Where to go after signing in: kept in this tab's session storage, never in an address.

use gloo::storage::{SessionStorage, Storage};

const ENTRY: &str = "return_path";

/// Remembers the page that is being looked at.
pub fn keep_return_path() {
    let location = gloo::utils::window().location();
    if let (Ok(path), Ok(search)) = (location.pathname(), location.search()) {
        // Without storage (private windows of some browsers) signing in leads to the dashboard instead.
        let _ = SessionStorage::set(ENTRY, format!("{path}{search}"));
    }
}

/// The remembered page, once.
pub fn take_return_path() -> Option<String> {
    let path = SessionStorage::get::<String>(ENTRY).ok();
    SessionStorage::delete(ENTRY);
    // Only a page of this app: one slash, never two, which would be another host.
    path.filter(|path| path.starts_with('/') && !path.starts_with("//"))
}
