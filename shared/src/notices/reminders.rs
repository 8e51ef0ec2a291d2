//! When somebody is reminded of an invoice that is still owed. No number of the rules: nobody stands otherwise for a
//! reminder, or for none.

use crate::calendar::Date;

/// How many days after its day of issue an invoice is reminded of.
pub const REMINDER_DAYS: [u32; 2] = [14, 28];

/// How many days late a reminder may still come: longer than any server is down, and not so long that a new
/// installation would remind people of what they forgot years ago.
const LATE_DAYS_MAX: u32 = 13;

/// A reminder of an invoice: the one that is due so many days after it was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reminder {
    /// The days, one of [`REMINDER_DAYS`].
    pub after_days: u32,
}

/// Which reminder an invoice that was issued on `issued_on` and is still owed is due on `today`, if any. Both are days
/// in the programme's time zone. A day that was missed is made up for, and never two at once.
///
/// ```
/// use shared::notices::reminder_due;
/// let due = |today: &str| reminder_due("2026-11-01".parse().unwrap(), today.parse().unwrap()).map(|reminder| reminder.after_days);
/// assert_eq!((due("2026-11-14"), due("2026-11-15"), due("2026-11-29")), (None, Some(14), Some(28)));
/// ```
pub fn reminder_due(issued_on: Date, today: Date) -> Option<Reminder> {
    let days = issued_on.days_through(today).saturating_sub(1);
    let is_due = |after_days: &u32| (i64::from(*after_days)..=i64::from(after_days.saturating_add(LATE_DAYS_MAX))).contains(&days);
    REMINDER_DAYS.into_iter().find(is_due).map(|after_days| Reminder { after_days })
}

/// The first and the last day on which an invoice can have been issued that is due a reminder on `today`.
pub fn reminded_issue_days(today: Date) -> (Date, Date) {
    let [first, last] = REMINDER_DAYS;
    (today.days_earlier(last.saturating_add(LATE_DAYS_MAX)), today.days_earlier(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn an_invoice_is_reminded_of_twice() {
        // Around the end of a year, of February in a leap year, and of daylight saving time, which civil days do not know.
        for (issued_on, today, expected) in [
            ("2026-11-01", "2026-10-31", None),
            ("2026-11-01", "2026-11-01", None),
            ("2026-11-01", "2026-11-14", None),
            ("2026-11-01", "2026-11-15", Some(14)),
            ("2026-11-01", "2026-11-16", Some(14)),
            ("2026-11-01", "2026-11-28", Some(14)),
            ("2026-11-01", "2026-11-29", Some(28)),
            ("2026-11-01", "2026-11-30", Some(28)),
            ("2026-11-01", "2026-12-12", Some(28)),
            ("2026-11-01", "2026-12-13", None),
            ("2026-11-01", "2029-11-01", None),
            ("2026-12-20", "2027-01-02", None),
            ("2026-12-20", "2027-01-03", Some(14)),
            ("2026-12-20", "2027-01-17", Some(28)),
            ("2028-02-15", "2028-02-28", None),
            ("2028-02-15", "2028-02-29", Some(14)),
            ("2027-02-15", "2027-03-01", Some(14)),
            ("2026-03-01", "2026-03-14", None),
            ("2026-03-01", "2026-03-15", Some(14)),
        ] {
            let found = reminder_due(date(issued_on), date(today));
            assert_eq!(found.map(|reminder| reminder.after_days), expected, "issued on {issued_on}, looked at on {today}");
        }
    }

    #[test]
    fn only_invoices_of_the_named_days_are_due() {
        let today = date("2026-12-31");
        let (first, last) = reminded_issue_days(today);
        for days in 0..100 {
            let issued_on = today.days_earlier(days);
            assert_eq!(reminder_due(issued_on, today).is_some(), (first..=last).contains(&issued_on), "{days} days");
        }
    }
}
