//! Reads what was entered: days and hours. What cannot be read is answered with a sentence for the field.

use shared::calendar::Date;

/// The day that was entered.
///
/// # Errors
/// `ask` where nothing was entered, or what is wrong with it.
pub fn day(text: &str, ask: &str) -> Result<Date, String> {
    let text = text.trim();
    if text.is_empty() { Err(ask.to_owned()) } else { text.parse().map_err(|error: shared::calendar::DateError| error.to_string()) }
}

/// A number with at most two decimals, in hundredths: `37.5` is 3750.
fn hundredths(text: &str) -> Option<u32> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) || fraction.len() > 2 {
        return None;
    }
    let fraction: u32 = format!("{fraction:0<2}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(fraction)
}

/// Hours a week, such as `37.5`, in minutes; rounded to the nearest.
pub fn weekly_minutes(text: &str) -> Option<u32> {
    // A hundredth of an hour is three fifths of a minute.
    Some(hundredths(text)?.checked_mul(3)?.checked_add(2)? / 5)
}

/// Minutes a week as the hours that are entered for them.
pub fn weekly_hours(minutes: u32) -> String {
    let hundredths = minutes.saturating_mul(5).saturating_add(1) / 3;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}").trim_end_matches('0').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_are_read_exactly() {
        for (text, expected) in [
            ("350", Some(35_000)),
            ("$350.00", None),
            (" 37.5 ", Some(3_750)),
            ("0.05", Some(5)),
            ("1,000", None),
            ("37,5", None),
            ("-1", None),
            ("1.234", None),
            ("1.", None),
            (".5", None),
            ("", None),
            ("99999999999", None),
        ] {
            assert_eq!(hundredths(text), expected, "{text}");
        }
    }

    #[test]
    fn hours_become_minutes() {
        for (text, expected) in [("20", Some(1_200)), ("37.5", Some(2_250)), ("0.01", Some(1)), ("0.33", Some(20)), ("x", None)] {
            assert_eq!(weekly_minutes(text), expected, "{text}");
        }
    }

    #[test]
    fn minutes_are_entered_as_they_are_read() {
        assert_eq!([1_200, 2_250, 20, 0].map(weekly_hours), ["20", "37.5", "0.33", "0"]);
        assert!((0..=10_080).all(|minutes| weekly_minutes(&weekly_hours(minutes)) == Some(minutes)));
    }

    #[test]
    fn an_empty_day_is_asked_for() {
        assert_eq!(day(" ", "name the day"), Err("name the day".to_owned()));
        assert_eq!(day("2026-11-22", "name the day").map(|day| day.to_string()), Ok("2026-11-22".to_owned()));
        assert!(day("2026-02-30", "name the day").is_err());
    }
}
