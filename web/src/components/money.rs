//! Amounts of money as people read them: `$325.00`.

use shared::text::dollars;
use yew::prelude::*;

/// An amount.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct MoneyProps {
    /// US cents.
    pub cents: u32,
}

/// Shows an amount.
#[component]
pub fn Money(props: &MoneyProps) -> Html {
    html! { <data class="money" value={format!("{}.{:02}", props.cents / 100, props.cents % 100)}>{ dollars(props.cents) }</data> }
}
