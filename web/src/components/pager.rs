//! The way on through a list: to its beginning, and to what follows.

use yew::prelude::*;

/// Which page of a list is shown that keeps its place to itself: the cursor, what the question says of it, and the way to another.
#[hook]
pub fn use_place() -> (AttrValue, String, Callback<String>) {
    let after = use_state_eq(AttrValue::default);
    let said = if after.is_empty() { String::new() } else { format!("&after={}", String::from(js_sys::encode_uri_component(&after))) };
    let go = {
        let after = after.setter();
        Callback::from(move |to: String| after.set(to.into()))
    };
    ((*after).clone(), said, go)
}

/// Where a list can go.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PagerProps {
    /// The cursor of the page that is shown; empty on the first.
    pub after: AttrValue,
    /// The cursor of the next page, if there is one.
    pub next: Option<AttrValue>,
    /// Goes to the page of this cursor.
    pub go: Callback<String>,
}

/// Shows the ways. Nothing where there is only one page.
#[component]
pub fn Pager(props: &PagerProps) -> Html {
    if props.after.is_empty() && props.next.is_none() {
        return Html::default();
    }
    let to = |cursor: AttrValue| props.go.reform(move |_: MouseEvent| cursor.to_string());
    html! {
        <nav class="pager" aria-label="Pages">
            if !props.after.is_empty() {
                <button type="button" class="secondary" onclick={to(AttrValue::default())}>{ "Back to the beginning" }</button>
            }
            if let Some(next) = &props.next {
                <button type="button" class="secondary" onclick={to(next.clone())}>{ "Next page" }</button>
            }
        </nav>
    }
}
