//! When a mail that was not delivered is tried again: later each time, and not all at once after an outage.

use chrono::TimeDelta;

/// After so many attempts it is given up: between a day and a half and three days after the first.
pub(super) const ATTEMPTS_MAX: i32 = 20;
/// The longest rest between two attempts.
const REST_MINUTES_MAX: u32 = 360;

/// How long to rest after the attempt of this number, from 1: 2 minutes, 4, 8 and so on up to 6 hours, of which `chance`,
/// from 0 to 1, takes away up to a half.
pub(super) fn rest(attempt: i32, chance: f64) -> TimeDelta {
    let doubled = 2_u32.saturating_pow(u32::try_from(attempt).unwrap_or(1)).min(REST_MINUTES_MAX);
    let seconds = f64::from(doubled) * 60.0 * (1.0 - chance.clamp(0.0, 1.0) / 2.0);
    TimeDelta::from_std(std::time::Duration::from_secs_f64(seconds)).unwrap_or_else(|_| TimeDelta::minutes(REST_MINUTES_MAX.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rest_is_longer_than_the_one_before_until_it_is_the_longest() {
        for (attempt, minutes_max) in [(1, 2), (2, 4), (3, 8), (8, 256), (9, 360), (10, 360), (19, 360), (i32::MAX, 360)] {
            assert_eq!(rest(attempt, 0.0), TimeDelta::minutes(minutes_max), "attempt {attempt}");
            assert_eq!(rest(attempt, 1.0), TimeDelta::minutes(minutes_max) / 2, "attempt {attempt}");
            assert!((TimeDelta::minutes(minutes_max) / 2..=TimeDelta::minutes(minutes_max)).contains(&rest(attempt, 0.3)));
        }
    }

    #[test]
    fn an_outage_of_a_day_loses_nothing_and_a_dead_mailbox_is_found_in_three_days() {
        let all = |chance: f64| (1..ATTEMPTS_MAX).fold(TimeDelta::zero(), |sum, attempt| sum + rest(attempt, chance));
        assert!(all(1.0) > TimeDelta::hours(36), "{}", all(1.0));
        assert!(all(0.0) < TimeDelta::hours(76), "{}", all(0.0));
    }
}
