//! How long what waits has waited.

use super::Age;
use crate::calendar::Date;

/// From how many days and until how many: a week, a month, a quarter, longer.
pub const AGES: [(u32, Option<u32>); 4] = [(0, Some(7)), (8, Some(30)), (31, Some(90)), (91, None)];

/// How many have waited for how long. `waiting` gives the days since which some wait, and how many since each.
///
/// ```
/// use shared::queues::ages;
/// let counts = |today: &str| -> Vec<u64> {
///     ages(&[("2026-11-01".parse().unwrap(), 2)], today.parse().unwrap()).iter().map(|age| age.count).collect()
/// };
/// assert_eq!(counts("2026-11-08"), [2, 0, 0, 0]);
/// assert_eq!(counts("2026-11-09"), [0, 2, 0, 0]);
/// ```
pub fn ages(waiting: &[(Date, u64)], today: Date) -> Vec<Age> {
    AGES.into_iter()
        .map(|(days_from, days_until)| {
            let fits = |since: Date| {
                let days = days_waited(since, today);
                i64::from(days_from) <= days && days_until.is_none_or(|until| days <= i64::from(until))
            };
            let count = waiting.iter().filter(|(since, _)| fits(*since)).fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
            Age { days_from, days_until, count }
        })
        .collect()
}

/// What begins later than today, where a demonstration moved the day back, has not waited at all.
fn days_waited(since: Date, today: Date) -> i64 {
    since.days_through(today).saturating_sub(1).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_age_has_its_place_and_one_alone() {
        let since: Date = "2026-01-01".parse().unwrap();
        for (days, place) in [(0, 0), (7, 0), (8, 1), (30, 1), (31, 2), (90, 2), (91, 3), (2_000, 3)] {
            let found = ages(&[(since, 3)], since.days_later(days));
            let filled: Vec<usize> = found.iter().enumerate().filter(|(_, age)| age.count == 3).map(|(index, _)| index).collect();
            assert_eq!(filled, [place], "{days} days");
            assert_eq!(found.iter().map(|age| age.count).sum::<u64>(), 3);
        }
        assert_eq!(ages(&[(since, 3)], since.previous_day()).first().map(|age| age.count), Some(3));
    }
}
