//! Amounts as people write them, in a form or in a table.

/// The amount that was written, in US cents: `350`, `350.00`, `$350.00` or `1,350.00`.
///
/// # Errors
/// What is wrong with it, in words that go on from the amount's name.
///
/// ```
/// use shared::amount::amount_cents;
/// assert_eq!(amount_cents("350"), Ok(35_000));
/// assert_eq!(amount_cents(" $1,350.50 "), Ok(135_050));
/// for wrong in ["", "-350", "350.005", "350,00", "€350", "350 USD", "1,35", "99999999999", "0"] {
///     assert!(amount_cents(wrong).is_err(), "{wrong}");
/// }
/// ```
pub fn amount_cents(written: &str) -> Result<u32, String> {
    price_cents(written).and_then(|cents| if cents == 0 { Err(refusal(written.trim(), "write at least `0.01`")) } else { Ok(cents) })
}

/// A price that was written, in US cents: as [`amount_cents`], but it may be nothing.
///
/// # Errors
/// What is wrong with it, in words that go on from the price's name.
pub fn price_cents(written: &str) -> Result<u32, String> {
    let text = written.trim();
    let refused = |why: &str| Err(refusal(text, why));
    if text.is_empty() {
        return Err("is missing: write US dollars, as `350.00`".to_owned());
    }
    if text.starts_with('-') || text.starts_with('(') || text.starts_with('\u{2212}') {
        return refused("an amount is not less than nothing");
    }
    let number = text.strip_prefix('$').unwrap_or(text).trim_start();
    if number.chars().any(|character| !matches!(character, '0'..='9' | '.' | ',')) {
        return refused("write US dollars as a number, as `350.00`, without another currency");
    }
    let (whole, cents) = number.split_once('.').unwrap_or((number, "00"));
    if cents.contains([',', '.']) || !is_grouped(whole) {
        return refused("write a point before the cents, as `350.00`");
    }
    if cents.len() != 2 {
        return refused("write no cents, or two digits of them, as `350.00`");
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).chain(cents.chars()).collect();
    digits.parse().or_else(|_| refused("it is more than one payment can be"))
}

fn refusal(text: &str, why: &str) -> String {
    format!("is `{}`: {why}", text.chars().take(30).collect::<String>())
}

/// Whether these are digits, with commas between thousands or without.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    !first.is_empty() && (rest.is_empty() || first.len() <= 3) && rest.iter().all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_it_is_written() {
        for (written, cents) in
            [("350", 35_000), ("350.00", 35_000), ("$350.00", 35_000), ("1,350.00", 135_000), ("0.01", 1), ("42949672.95", u32::MAX)]
        {
            assert_eq!(amount_cents(written), Ok(cents), "{written}");
        }
        assert_eq!(price_cents("0.00"), Ok(0));
        for (written, why) in [
            ("", "missing"),
            ("-1", "less than nothing"),
            ("(350)", "less than nothing"),
            ("350.5", "two digits"),
            ("350.005", "two digits"),
            ("350.", "two digits"),
            ("350,00", "a point"),
            ("3,50.00", "a point"),
            (".50", "a point"),
            ("1.350.00", "a point"),
            ("EUR 350", "another currency"),
            ("=1+1", "another currency"),
            ("42949672.96", "more than"),
            ("0.00", "at least"),
        ] {
            let said = amount_cents(written).unwrap_err();
            assert!(said.contains(why), "{written}: {said}");
        }
    }
}
