//! Amounts of money as people read them: `$325.00`.

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
    html! { <data class="money" value={format!("{}.{:02}", props.cents / 100, props.cents % 100)}>{ text(props.cents) }</data> }
}

/// Dollars with commas, and cents.
fn text(cents: u32) -> String {
    let dollars = (cents / 100).to_string();
    let grouped: String = dollars
        .chars()
        .enumerate()
        .flat_map(|(place, digit)| {
            let comma = place > 0 && (dollars.len().saturating_sub(place)).is_multiple_of(3);
            comma.then_some(',').into_iter().chain(std::iter::once(digit))
        })
        .collect();
    format!("${grouped}.{:02}", cents % 100)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn dollars_are_grouped_and_cents_have_two_digits() {
        for (cents, expected) in [(0, "$0.00"), (5, "$0.05"), (32_500, "$325.00"), (100_000, "$1,000.00"), (123_456_789, "$1,234,567.89")] {
            assert_eq!(text(cents), expected);
        }
    }
}
