//! What an order goes by: the prices of today and until when they hold, and the last day for applying.

use crate::calendar::Date;
use crate::invoices::InvoiceLine;
use crate::policies::Policies;
use crate::problem::MemberError;

use super::{APPLY_BY_DAYS, APPLY_BY_DAYS_MAX, APPLY_BY_DAYS_MIN, PriceQuote, expected_charge};

/// What a line may cost today, without a membership number and with one, and until when each is known to hold (Q21).
///
/// ```
/// use shared::{orders::price_quotes, policies::Policies};
/// let quotes = price_quotes(&Policies::built_in(), "2026-06-01".parse()?);
/// assert_eq!(quotes.iter().map(|quote| quote.amount_cents).collect::<Vec<_>>(), [35_000, 32_500]);
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn price_quotes(policies: &Policies, day: Date) -> Vec<PriceQuote> {
    [false, true].into_iter().filter_map(|is_member| quote(policies, is_member, day)).collect()
}

fn quote(policies: &Policies, is_member: bool, day: Date) -> Option<PriceQuote> {
    let InvoiceLine { charge, amount_cents } = expected_charge(policies.in_force_on(day), is_member)?;
    let is_other = |charge: Option<InvoiceLine>| charge.is_none_or(|charge| charge.amount_cents != amount_cents);
    let mut later = policies.iter().filter(|policy| day < policy.effective_from);
    let other = later.find(|policy| is_other(expected_charge(policy, is_member)));
    Some(PriceQuote { charge, amount_cents, holds_until: other.map(|policy| policy.effective_from.previous_day()) })
}

/// The last day for applying of an order that is issued on this day: the one that was named, or 180 days later.
///
/// # Errors
/// What is wrong with the one that was named: it lies 30 to 730 days after the issue.
///
/// ```
/// use shared::{calendar::Date, orders::apply_by};
/// let on: Date = "2026-06-01".parse()?;
/// assert_eq!(apply_by(None, on).unwrap().to_string(), "2026-11-28");
/// assert!(apply_by(Some(on), on).is_err());
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn apply_by(named: Option<Date>, issued_on: Date) -> Result<Date, MemberError> {
    let Some(named) = named else { return Ok(issued_on.days_later(APPLY_BY_DAYS)) };
    let (first, last) = (issued_on.days_later(APPLY_BY_DAYS_MIN), issued_on.days_later(APPLY_BY_DAYS_MAX));
    if first <= named && named <= last {
        return Ok(named);
    }
    let detail = format!("is `{named}`: name a day from `{first}` to `{last}`, or none for {APPLY_BY_DAYS} days after the issue");
    Err(MemberError::new("apply_by", detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policies::Policy;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_price_holds_until_the_day_before_another_one() {
        let built_in = Policies::built_in();
        let first = built_in.in_force_on(date("2026-01-01")).clone();
        let same = Policy { effective_from: date("2027-01-01"), ..first.clone() };
        let dearer = Policy { effective_from: date("2027-03-01"), application_fee_cents: 40_000, ..first.clone() };
        let policies = Policies::new(first, vec![same, dearer]);
        for (day, expected) in [
            ("2026-12-31", [(35_000, Some("2027-02-28")), (32_500, None)]),
            ("2027-02-28", [(35_000, Some("2027-02-28")), (32_500, None)]),
            ("2027-03-01", [(40_000, None), (32_500, None)]),
        ] {
            let quotes: Vec<_> = price_quotes(&policies, date(day)).iter().map(|quote| (quote.amount_cents, quote.holds_until)).collect();
            assert_eq!(quotes, expected.map(|(cents, until)| (cents, until.map(date))), "{day}");
        }
    }

    #[test]
    fn the_last_day_for_applying_lies_between_thirty_and_730_days_after_the_issue() {
        let on = date("2026-06-01");
        for (named, taken) in [("2026-06-30", false), ("2026-07-01", true), ("2028-05-31", true), ("2028-06-01", false)] {
            assert_eq!(apply_by(Some(date(named)), on).is_ok(), taken, "{named}");
        }
    }
}
