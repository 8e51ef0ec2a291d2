//! What stood in a field when a session ended by itself, back in the field.

use yew::prelude::*;

use crate::session::take_kept;

/// Gives `put` what was kept of the field of this id, once.
#[hook]
pub fn use_kept(id: &AttrValue, put: Callback<String>) {
    use_effect_with(id.clone(), move |id| {
        if let Some(text) = take_kept(id) {
            put.emit(text);
        }
    });
}
