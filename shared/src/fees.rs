//! Fees: what the programme charges, and from which day on. The first ones stand in the policy (Q19, Q21); administrators set
//! others for a day to come. What was charged stays as it was: an invoice keeps the fees of its day, and those on a purchase
//! order those of the day on which it was issued.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::ids::ActId;
use crate::problem::MemberError;
use crate::reasons::Refusal;
use crate::text::dollars;

/// The highest fee, in US cents.
pub const FEE_CENTS_MAX: u32 = 1_000_000;
/// The lowest fee of an application, in US cents: an application without a fee would never be paid.
pub const APPLICATION_FEE_CENTS_MIN: u32 = 100;
/// How far ahead fees can be set, in days.
pub const FEES_AHEAD_DAYS_MAX: u32 = 730;

/// What is charged, in US cents. Each has the name of the policy's number that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fees {
    /// For an application.
    #[cfg_attr(feature = "openapi", schema(minimum = 100, maximum = 1_000_000, example = 37_500))]
    pub application_fee_cents: u32,
    /// The same for members of ALA; at most as much.
    #[cfg_attr(feature = "openapi", schema(minimum = 100, maximum = 1_000_000, example = 35_000))]
    pub application_fee_member_cents: u32,
    /// For one portfolio and its one revision.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 6_500))]
    pub portfolio_fee_cents: u32,
    /// The same for members of ALA; at most as much.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 5_500))]
    pub portfolio_fee_member_cents: u32,
    /// For a renewal.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 0))]
    pub renewal_fee_cents: u32,
}

/// Sets what is charged from a day on, until others are set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetFees {
    /// The first day on which they are charged: tomorrow at the earliest, 730 days from now at the latest.
    pub effective_from: Date,
    /// What is charged.
    pub fees: Fees,
    /// Why, for the record: the decision of the board, for example.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2_000, example = "Decided by the board."))]
    pub reason: String,
}

/// Fees that were set, and the act that set them. What is set later for the same day takes their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeeChange {
    /// The act.
    pub id: ActId,
    /// The instant at which they were set.
    pub recorded_at: DateTime<Utc>,
    /// Who set them, by name; null for the programme itself.
    pub by: Option<String>,
    /// The reason that was given.
    pub reason: Option<String>,
    /// The first day on which they are charged.
    pub effective_from: Date,
    /// What is charged.
    pub fees: Fees,
}

/// Fees that were set, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeeChangePage {
    /// Those that were set last come first.
    pub items: Vec<FeeChange>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// What is wrong with fees that are set today; empty for good ones. The reason is judged elsewhere, as every text.
///
/// ```
/// use shared::{fees::{SetFees, check_fees}, policies::Policies};
/// let fees = Policies::built_in().in_force_on("2026-11-01".parse()?).fees();
/// let set = SetFees { effective_from: "2026-12-01".parse()?, fees, reason: "Decided by the board.".to_owned() };
/// assert!(check_fees(&set, "2026-11-30".parse()?).is_empty());
/// assert_eq!(check_fees(&set, "2026-12-01".parse()?)[0].member, "effective_from");
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn check_fees(set: &SetFees, today: Date) -> Vec<MemberError> {
    let (first, last) = (today.days_later(1), today.days_later(FEES_AHEAD_DAYS_MAX));
    let mut errors = Vec::new();
    if set.effective_from < first || last < set.effective_from {
        // Nobody is charged what they could not have known that day.
        errors.push(MemberError::new("effective_from", format!("is `{}`: name a day from `{first}` to `{last}`", set.effective_from)));
    }
    let fees = &set.fees;
    for (name, cents, least, of_others) in [
        ("application_fee_cents", fees.application_fee_cents, APPLICATION_FEE_CENTS_MIN, None),
        ("application_fee_member_cents", fees.application_fee_member_cents, APPLICATION_FEE_CENTS_MIN, Some(fees.application_fee_cents)),
        ("portfolio_fee_cents", fees.portfolio_fee_cents, 0, None),
        ("portfolio_fee_member_cents", fees.portfolio_fee_member_cents, 0, Some(fees.portfolio_fee_cents)),
        ("renewal_fee_cents", fees.renewal_fee_cents, 0, None),
    ] {
        let member = format!("fees.{name}");
        if cents < least || FEE_CENTS_MAX < cents {
            errors.push(MemberError::new(member, format!("is {}: name {} to {}", dollars(cents), dollars(least), dollars(FEE_CENTS_MAX))));
        } else if let Some(of_others) = of_others.filter(|others| *others < cents) {
            errors.push(MemberError::new(member, format!("is {}, more than the {} that others pay", dollars(cents), dollars(of_others))));
        }
    }
    errors
}

/// Why nothing is charged to somebody who was told another fee, if so; `quoted_cents` is none where they take whatever it is.
///
/// ```
/// use shared::fees::quote_refusal;
/// assert!(quote_refusal(37_500, Some(35_000)).is_some_and(|refusal| refusal.code == "fee_changed"));
/// assert!(quote_refusal(37_500, Some(37_500)).is_none() && quote_refusal(37_500, None).is_none());
/// ```
pub fn quote_refusal(fee_cents: u32, quoted_cents: Option<u32>) -> Option<Refusal> {
    let quoted = quoted_cents.filter(|quoted| *quoted != fee_cents)?;
    let (is, was) = (dollars(fee_cents), dollars(quoted));
    Some(Refusal::new("fee_changed", 21, format!("The fee is {is} by now, and not {was} as you were told; submit again if you go on.")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policies::Policies;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn fees_are_set_for_a_day_to_come() {
        let fees = Policies::built_in().in_force_on(date("2026-11-27")).fees();
        for (on, expected) in [("2026-11-26", false), ("2026-11-27", false), ("2026-11-28", true), ("2028-11-26", true), ("2028-11-27", false)] {
            let set = SetFees { effective_from: date(on), fees, reason: String::new() };
            assert_eq!(check_fees(&set, date("2026-11-27")).is_empty(), expected, "{on}");
        }
    }

    #[test]
    fn members_pay_at_most_as_much_and_an_application_is_never_free() {
        let good = Policies::built_in().in_force_on(date("2026-11-27")).fees();
        for (fees, wrong) in [
            (Fees { application_fee_cents: 100, application_fee_member_cents: 100, ..good }, None),
            (
                Fees { application_fee_cents: 99, application_fee_member_cents: 99, ..good },
                Some("application_fee_cents application_fee_member_cents"),
            ),
            (Fees { application_fee_member_cents: 35_001, ..good }, Some("application_fee_member_cents")),
            (Fees { application_fee_cents: 1_000_000, ..good }, None),
            (Fees { application_fee_cents: 1_000_001, ..good }, Some("application_fee_cents")),
            (Fees { portfolio_fee_cents: 0, portfolio_fee_member_cents: 0, ..good }, None),
            (Fees { portfolio_fee_cents: 0, ..good }, Some("portfolio_fee_member_cents")),
            (Fees { renewal_fee_cents: u32::MAX, ..good }, Some("renewal_fee_cents")),
        ] {
            let errors = check_fees(&SetFees { effective_from: date("2027-01-01"), fees, reason: String::new() }, date("2026-11-27"));
            let members: Vec<&str> = errors.iter().filter_map(|error| error.member.strip_prefix("fees.")).collect();
            assert_eq!(members.join(" "), wrong.unwrap_or_default(), "{fees:?}");
        }
    }
}
