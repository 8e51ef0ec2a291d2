//! The gateway's report of what moved on its side, held against the books: by day in sums, and by payment where they differ.
//!
//! Only what moved by card is compared. Fees and payouts to the bank are no money of anyone's invoice.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::ids::PaymentId;

/// The longest report that is read, in bytes.
pub const PAYOUT_REPORT_BYTES_MAX: usize = 16 * 1024 * 1024;

/// What moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Moved {
    /// Money came from a card.
    Charged,
    /// Money went back to a card, by a refund or a dispute.
    Returned,
    /// What went back is here again: a refund failed, a dispute was won.
    CameBack,
}

impl Moved {
    /// What a reporting category of the gateway's report is; none of fees, payouts and what else moves there.
    pub fn of_category(category: &str) -> Option<Self> {
        match category {
            "charge" => Some(Self::Charged),
            "refund" | "dispute" | "partial_capture_reversal" => Some(Self::Returned),
            "refund_failure" | "dispute_reversal" => Some(Self::CameBack),
            _ => None,
        }
    }
}

/// A movement, as the gateway reports it or as the books have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The day.
    pub on: Date,
    /// What moved.
    pub moved: Moved,
    /// What the gateway calls the payment; none where it does not say.
    pub payment_intent: Option<String>,
    /// The payment in the books; none of the gateway's own.
    pub payment: Option<PaymentId>,
    /// How much, in US cents.
    pub amount_cents: u64,
}

/// The same sum on both sides, or not; in US cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BothSides {
    /// What the gateway reports.
    pub gateway_cents: u64,
    /// What the books have.
    pub books_cents: u64,
}

impl BothSides {
    fn agree(self) -> bool {
        self.gateway_cents == self.books_cents
    }
}

/// A day on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayoutDay {
    /// The day.
    pub on: Date,
    /// What came from cards.
    pub charged: BothSides,
    /// What went back to cards.
    pub returned: BothSides,
    /// What is here again.
    pub came_back: BothSides,
    /// Whether all three agree.
    pub agrees: bool,
}

/// A payment of which the two sides say something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayoutDifference {
    /// What moved.
    pub moved: Moved,
    /// What the gateway calls the payment.
    pub payment_intent: String,
    /// The payment in the books; null where they do not have it.
    pub payment_id: Option<PaymentId>,
    /// The days on which the gateway reports it.
    pub gateway_on: Vec<Date>,
    /// The days on which the books have it.
    pub books_on: Vec<Date>,
    /// The sums.
    pub amount: BothSides,
}

/// The gateway's report beside the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayoutComparison {
    /// The first day of the report.
    pub from: Date,
    /// The last.
    pub until: Date,
    /// Whether nothing differs.
    pub agrees: bool,
    /// Each day on which something moved on either side.
    pub days: Vec<PayoutDay>,
    /// Where the two sides differ, payment by payment. A movement near midnight may stand on two days.
    pub differences: Vec<PayoutDifference>,
    /// How many rows of the report tell of something else: fees, payouts to the bank.
    pub other_rows: u32,
}

/// The days of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayoutDays {
    /// The first.
    pub from: Date,
    /// The last.
    pub until: Date,
}

impl PayoutDays {
    /// Whether this day is one of them.
    pub fn hold(&self, day: Date) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// The days from the first movement of a report to its last; none where it has none.
pub fn days_of(gateway: &[Movement]) -> Option<PayoutDays> {
    let days = || gateway.iter().map(|moved| moved.on);
    days().min().zip(days().max()).map(|(from, until)| PayoutDays { from, until })
}

/// The report beside what the books have on its days.
pub fn compare_payouts(gateway: &[Movement], books: &[Movement], of: PayoutDays, other_rows: u32) -> PayoutComparison {
    let books: Vec<&Movement> = books.iter().filter(|moved| of.hold(moved.on)).collect();
    let (days, differences) = (days(gateway, &books), differences(gateway, &books));
    let agrees = differences.is_empty() && days.iter().all(|day| day.agrees);
    PayoutComparison { from: of.from, until: of.until, agrees, days, differences, other_rows }
}

fn days(gateway: &[Movement], books: &[&Movement]) -> Vec<PayoutDay> {
    let mut sums: BTreeMap<Date, BTreeMap<Moved, BothSides>> = BTreeMap::new();
    for moved in gateway {
        let side = &mut sums.entry(moved.on).or_default().entry(moved.moved).or_default().gateway_cents;
        *side = side.saturating_add(moved.amount_cents);
    }
    for moved in books {
        let side = &mut sums.entry(moved.on).or_default().entry(moved.moved).or_default().books_cents;
        *side = side.saturating_add(moved.amount_cents);
    }
    let day = |(on, sums): (Date, BTreeMap<Moved, BothSides>)| {
        let sum = |moved| sums.get(&moved).copied().unwrap_or_default();
        let agrees = sums.values().all(|both| both.agree());
        PayoutDay { on, charged: sum(Moved::Charged), returned: sum(Moved::Returned), came_back: sum(Moved::CameBack), agrees }
    };
    sums.into_iter().map(day).collect()
}

/// What both sides say of one payment.
#[derive(Debug, Default)]
struct Said {
    payment: Option<PaymentId>,
    gateway_on: BTreeSet<Date>,
    books_on: BTreeSet<Date>,
    amount: BothSides,
}

fn differences(gateway: &[Movement], books: &[&Movement]) -> Vec<PayoutDifference> {
    let mut said: BTreeMap<(Moved, &str), Said> = BTreeMap::new();
    for moved in gateway {
        let Some(intent) = &moved.payment_intent else { continue };
        let one = said.entry((moved.moved, intent)).or_default();
        one.gateway_on.insert(moved.on);
        one.amount.gateway_cents = one.amount.gateway_cents.saturating_add(moved.amount_cents);
    }
    for moved in books {
        let Some(intent) = &moved.payment_intent else { continue };
        let one = said.entry((moved.moved, intent)).or_default();
        one.payment = moved.payment;
        one.books_on.insert(moved.on);
        one.amount.books_cents = one.amount.books_cents.saturating_add(moved.amount_cents);
    }
    // Where the report names no payment, only the days can be compared.
    let is_named = gateway.iter().any(|moved| moved.payment_intent.is_some());
    let differs = |one: &Said| is_named && (!one.amount.agree() || one.gateway_on != one.books_on);
    let difference = |((moved, intent), one): ((Moved, &str), Said)| PayoutDifference {
        moved,
        payment_intent: intent.to_owned(),
        payment_id: one.payment,
        gateway_on: one.gateway_on.into_iter().collect(),
        books_on: one.books_on.into_iter().collect(),
        amount: one.amount,
    };
    said.into_iter().filter(|(_, one)| differs(one)).map(difference).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn movement(on: &str, moved: Moved, intent: &str, amount_cents: u64) -> Movement {
        let payment_intent = (!intent.is_empty()).then(|| intent.to_owned());
        Movement { on: on.parse().unwrap(), moved, payment_intent, payment: Some(PaymentId(Uuid::from_u128(1))), amount_cents }
    }

    #[test]
    fn what_both_say_alike_agrees() {
        use Moved::{Charged, Returned};
        let both = [movement("2026-11-02", Charged, "pi_1", 35_000), movement("2026-11-03", Returned, "pi_1", 35_000)];
        let compared = compare_payouts(&both, &both, days_of(&both).unwrap(), 3);
        assert!(compared.agrees && compared.differences.is_empty());
        assert_eq!((compared.days.len(), compared.other_rows), (2, 3));
        assert_eq!((compared.from, compared.until), ("2026-11-02".parse().unwrap(), "2026-11-03".parse().unwrap()));
        assert_eq!(days_of(&[]), None);
    }

    /// What moved on some days of a month, of few payments, so that several movements are of one.
    fn any_movements() -> impl Strategy<Value = Vec<Movement>> {
        let moved = prop_oneof![Just(Moved::Charged), Just(Moved::Returned), Just(Moved::CameBack)];
        let one = (1_u32..=28, moved, 0_u32..6, 1_u64..100_000);
        let movement = |(day, moved, intent, cents)| movement(&format!("2026-11-{day:02}"), moved, &format!("pi_{intent}"), cents);
        proptest::collection::vec(one.prop_map(movement), 1..40)
    }

    proptest! {
        /// In whatever order both sides tell it, the same agrees; and whatever one of them leaves out or tells otherwise is found.
        #[test]
        fn what_differs_is_found_and_nothing_else(movements in any_movements(), other in any::<prop::sample::Index>(), cents in 1_u64..1_000) {
            let days = days_of(&movements).unwrap();
            let reversed: Vec<Movement> = movements.iter().rev().cloned().collect();
            prop_assert!(compare_payouts(&movements, &reversed, days, 0).agrees);
            let place = other.index(movements.len());
            let mut without = movements.clone();
            let left_out = without.remove(place);
            let compared = compare_payouts(&movements, &without, days, 0);
            prop_assert!(!compared.agrees && compared.days.iter().any(|day| day.on == left_out.on && !day.agrees));
            prop_assert!(compared.differences.iter().any(|told| Some(&told.payment_intent) == left_out.payment_intent.as_ref()));
            let mut otherwise = movements.clone();
            otherwise[place].amount_cents += cents;
            let compared = compare_payouts(&movements, &otherwise, days, 0);
            let (gateway, books): (u64, u64) = compared.days.iter().fold((0, 0), |(gateway, books), day| {
                let all = [day.charged, day.returned, day.came_back];
                (gateway + all.iter().map(|both| both.gateway_cents).sum::<u64>(), books + all.iter().map(|both| both.books_cents).sum::<u64>())
            });
            prop_assert_eq!((compared.agrees, books - gateway, compared.differences.len()), (false, cents, 1));
        }
    }

    #[test]
    fn each_difference_is_told() {
        use Moved::Charged;
        let one = movement("2026-11-02", Charged, "pi_1", 35_000);
        for (gateway, books, days_agree, told) in [
            // Only the gateway has it; only the books; another amount; another day.
            (vec![one.clone()], vec![], false, 1),
            (vec![one.clone()], vec![one.clone(), movement("2026-11-02", Charged, "pi_2", 1)], false, 1),
            (vec![one.clone()], vec![movement("2026-11-02", Charged, "pi_1", 32_500)], false, 1),
            (
                vec![one.clone(), movement("2026-11-03", Charged, "pi_3", 1)],
                vec![movement("2026-11-03", Charged, "pi_1", 35_000), movement("2026-11-03", Charged, "pi_3", 1)],
                false,
                1,
            ),
            // Two that cancel out on the day are found by what they are called.
            (
                vec![one.clone(), movement("2026-11-02", Charged, "pi_2", 5)],
                vec![movement("2026-11-02", Charged, "pi_1", 5), movement("2026-11-02", Charged, "pi_2", 35_000)],
                true,
                2,
            ),
            // Without names there are only the days.
            (vec![movement("2026-11-02", Charged, "", 35_000)], vec![one.clone()], true, 0),
            // What lies outside of the report's days is not its business.
            (vec![one.clone()], vec![one.clone(), movement("2026-12-01", Charged, "pi_9", 1)], true, 0),
        ] {
            let compared = compare_payouts(&gateway, &books, days_of(&gateway).unwrap(), 0);
            assert_eq!((compared.days.iter().all(|day| day.agrees), compared.differences.len()), (days_agree, told), "{compared:?}");
            assert_eq!(compared.agrees, days_agree && told == 0);
        }
    }
}
