//! Amounts of the books: sums are larger than what one invoice holds.

use shared::amount::amount_cents;
use shared::text::dollars;
use yew::prelude::*;

/// An amount as it is typed: `1234.50`.
pub(crate) fn typed(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Shows a sum.
pub(crate) fn sum(cents: u64) -> Html {
    html! { <data class="money" value={typed(cents)}>{ dollars(cents) }</data> }
}

/// What an amount that was entered is, and what is wrong with it: at least a cent, and at most this.
pub(super) fn amount(entered: &str, most_cents: u64) -> Result<u32, String> {
    let cents = amount_cents(entered)?;
    if most_cents < u64::from(cents) {
        return Err(format!("is `{}`: enter at most `{}`", dollars(cents), dollars(most_cents)));
    }
    Ok(cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_bounded() {
        assert_eq!((amount("10.00", 1_000), amount("10.01", 1_000).is_err(), amount("0", 1_000).is_err()), (Ok(1_000), true, true));
    }
}
