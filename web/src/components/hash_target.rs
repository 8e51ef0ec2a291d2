//! Deep links into a page: what stands behind the `#` of its address is opened, shown and given the focus, also where
//! it comes later than the page.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_router::prelude::*;

/// What stands behind the `#` of the address, without it.
#[hook]
pub fn use_hash() -> String {
    use_location().map(|location| location.hash().trim_start_matches('#').to_owned()).unwrap_or_default()
}

/// Goes to the element that the address names, once `is_there` says that the page has what it will have.
#[hook]
pub fn use_hash_target(is_there: bool) {
    let hash = use_hash();
    use_effect_with((hash, is_there), |(hash, is_there)| {
        let target = document().get_element_by_id(hash).filter(|_| *is_there && !hash.is_empty());
        if let Some(element) = target.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            if element.tag_name() == "DETAILS" {
                // Where it cannot be opened, it is shown closed.
                let _ = element.set_attribute("open", "");
            }
            element.scroll_into_view();
            let _ = element.focus();
        }
    });
}
