//! What stood in a field when a session ended by itself, back in the field.

use yew::prelude::*;

use crate::session::take_kept;

/// Gives `put` what was kept of the field of this member, once.
#[hook]
pub fn use_kept(member: &AttrValue, put: Callback<String>) {
    use_effect_with(member.clone(), move |member| {
        if let Some(text) = take_kept(member) {
            put.emit(text);
        }
    });
}
