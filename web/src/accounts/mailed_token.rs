//! The token of a mailed link. It stands in the address's fragment, which no server sees, and is taken out of the
//! address at once.

use gloo::utils::window;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// The token of the link that led here, if there is one.
#[hook]
pub fn use_mailed_token() -> Option<String> {
    let token = use_state(|| window().location().hash().ok().as_deref().and_then(token_in));
    use_effect_with((), |()| {
        if let (Ok(history), Ok(path)) = (window().history(), window().location().pathname()) {
            // A browser that refuses leaves the token in its own history only.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
        }
    });
    (*token).clone()
}

fn token_in(fragment: &str) -> Option<String> {
    fragment.strip_prefix('#')?.split('&').find_map(|pair| pair.strip_prefix("token=")).filter(|token| !token.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::token_in;

    #[test]
    fn the_token_is_found_in_the_fragment() {
        for (fragment, token) in [("#token=abc", Some("abc")), ("#a=b&token=c", Some("c")), ("#token=", None), ("", None), ("#other=x", None)] {
            assert_eq!(token_in(fragment).as_deref(), token, "{fragment}");
        }
    }
}
