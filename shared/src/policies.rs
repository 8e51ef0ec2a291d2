//! Every number of the programme, as data: unit in its name, FAQ question behind it, effective date. The history is
//! append-only; which version governs what is said where it is asked.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::fees::Fees;
use crate::text::{dollars, grouped};

/// Declares the numbers once: as fields, and as the list that is published.
macro_rules! policy {
    ($($name:ident, $unit:literal, Q $question:literal, $meaning:literal;)+) => {
        /// One version of the programme's numbers.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Policy {
            /// What this version is called. Certificates and cached standings name it.
            pub version: Cow<'static, str>,
            /// The first day on which it is in force.
            pub effective_from: Date,
            /// The sets that everyone needs (Q8, Q9).
            pub required_sets: Cow<'static, [CompetencySet]>,
            $(#[doc = $meaning] pub $name: u32,)+
        }

        impl Policy {
            /// Each number with its unit, its FAQ question and its meaning.
            pub fn numbers(&self) -> Vec<PolicyNumber> {
                vec![$(PolicyNumber {
                    name: stringify!($name).into(),
                    value: self.$name,
                    unit: $unit.into(),
                    question: $question,
                    meaning: $meaning.into(),
                }),+]
            }

            /// The version that was published; `value` gives the number of a name.
            fn of(version: &PolicyVersion, value: impl Fn(&'static str) -> Result<u32, PolicyError>) -> Result<Self, PolicyError> {
                Ok(Self {
                    version: version.version.clone(),
                    effective_from: version.effective_from,
                    required_sets: version.required_sets.clone(),
                    $($name: value(stringify!($name))?,)+
                })
            }
        }
    };
}

policy! {
    eligibility_hours_min, "hours", Q 6, "Hours worked or volunteered in libraries that an applicant needs";
    eligibility_window_years, "years", Q 6, "Years up to the application in which those hours are counted";
    application_fee_cents, "cents", Q 21, "Application fee";
    application_fee_member_cents, "cents", Q 21, "Application fee for members of ALA";
    portfolio_fee_cents, "cents", Q 21, "Fee for one portfolio and its one revision";
    portfolio_fee_member_cents, "cents", Q 21, "The same for members of ALA";
    renewal_fee_cents, "cents", Q 19, "Renewal fee; the FAQ names none";
    candidacy_years, "years", Q 18, "Years from admission to finish the certification work";
    electives_min, "sets", Q 8, "Elective sets needed besides the required ones";
    look_back_years, "years", Q 16, "Years before an approval or agreement from which work counts";
    recount_years, "years", Q 18, "Years before a new admission from which courses count again after an expired candidacy";
    approval_years, "years", Q 14, "Years that a course's approval lasts unless staff set another end";
    term_years, "years", Q 19, "Years that a certification lasts";
    renewal_window_months, "months", Q 19, "Months before a term's end in which it can be renewed";
    grace_months, "months", Q 19, "Months after a term's end in which it can still be renewed";
    renewal_hours_min, "hours", Q 19, "Contact hours that a renewal needs";
    renewal_technology_hours_min, "hours", Q 19, "Contact hours in technology among them";
    activity_minutes_min, "minutes", Q 19, "Length from which an activity counts";
    semester_credit_hours, "hours", Q 19, "Contact hours in a semester credit";
    quarter_credit_hours, "hours", Q 19, "Contact hours in a quarter credit";
    conference_day_hours, "hours", Q 19, "Contact hours in a day of a conference";
    portfolio_met_percent, "percent", Q 10, "Share of statements met from which a portfolio is achieved";
    portfolio_information_days, "days", Q 10, "Days to add what evaluators ask for";
}

impl Policy {
    /// Whether everyone needs this set.
    pub fn requires(&self, set: CompetencySet) -> bool {
        self.required_sets.contains(&set)
    }

    /// [`Self::eligibility_hours_min`] in minutes.
    pub fn eligibility_minutes_min(&self) -> u64 {
        u64::from(self.eligibility_hours_min).saturating_mul(60)
    }

    /// [`Self::renewal_hours_min`] in minutes.
    pub fn renewal_minutes_min(&self) -> u64 {
        u64::from(self.renewal_hours_min).saturating_mul(60)
    }

    /// [`Self::renewal_technology_hours_min`] in minutes.
    pub fn renewal_technology_minutes_min(&self) -> u64 {
        u64::from(self.renewal_technology_hours_min).saturating_mul(60)
    }
}

impl Policy {
    /// What is charged under this version.
    pub const fn fees(&self) -> Fees {
        let &Self { application_fee_cents, application_fee_member_cents, portfolio_fee_cents, portfolio_fee_member_cents, renewal_fee_cents, .. } =
            self;
        Fees { application_fee_cents, application_fee_member_cents, portfolio_fee_cents, portfolio_fee_member_cents, renewal_fee_cents }
    }

    /// This version with other fees.
    fn with_fees(self, fees: Fees) -> Self {
        let Fees { application_fee_cents, application_fee_member_cents, portfolio_fee_cents, portfolio_fee_member_cents, renewal_fee_cents } = fees;
        Self { application_fee_cents, application_fee_member_cents, portfolio_fee_cents, portfolio_fee_member_cents, renewal_fee_cents, ..self }
    }

    /// The text with every `{name}` of a number in it replaced by the number: `{application_fee_cents}` by `$350.00`.
    pub fn fill_in(&self, text: &str) -> String {
        self.numbers().into_iter().fold(text.to_owned(), |text, number| {
            let value = if number.unit == "cents" { dollars(number.value) } else { grouped(number.value.into()) };
            text.replace(&format!("{{{}}}", number.name), &value)
        })
    }
}

/// Why a published history cannot be gone by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// There is no version in it.
    #[error("there is no version")]
    Empty,
    /// A number that the rules need is not there.
    #[error("`{0}` is missing")]
    Missing(&'static str),
}

/// One number of a [`Policy`] as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyNumber {
    /// Its name, unit last.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Cow<'static, str>,
    /// Its value.
    pub value: u32,
    /// What it counts.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: Cow<'static, str>,
    /// The FAQ question behind it.
    pub question: u8,
    /// What it means.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub meaning: Cow<'static, str>,
}

/// One version of the programme's numbers as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyVersion {
    /// What it is called.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub version: Cow<'static, str>,
    /// The first day on which it is in force.
    pub effective_from: Date,
    /// The sets that everyone needs (Q8, Q9).
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<CompetencySet>))]
    pub required_sets: Cow<'static, [CompetencySet]>,
    /// Its numbers.
    pub numbers: Vec<PolicyNumber>,
}

/// Every version of the programme's numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyList {
    /// The versions, oldest first.
    pub items: Vec<PolicyVersion>,
}

/// The whole history of policies, oldest first; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policies {
    first: Policy,
    later: Vec<Policy>,
}

/// The version that the programme began with.
const FIRST: Policy = Policy {
    version: Cow::Borrowed("2010-1"),
    effective_from: Date::FIRST,
    required_sets: Cow::Borrowed(&[CompetencySet::Foundations, CompetencySet::Communication, CompetencySet::Technology]),
    eligibility_hours_min: 1_820,
    eligibility_window_years: 5,
    application_fee_cents: 35_000,
    application_fee_member_cents: 32_500,
    portfolio_fee_cents: 6_000,
    portfolio_fee_member_cents: 5_000,
    renewal_fee_cents: 0,
    candidacy_years: 4,
    electives_min: 3,
    look_back_years: 2,
    recount_years: 4,
    approval_years: 4,
    term_years: 4,
    renewal_window_months: 12,
    grace_months: 2,
    renewal_hours_min: 32,
    renewal_technology_hours_min: 4,
    activity_minutes_min: 60,
    semester_credit_hours: 15,
    quarter_credit_hours: 10,
    conference_day_hours: 6,
    portfolio_met_percent: 70,
    portfolio_information_days: 60,
};

impl Policies {
    /// The history that this software knows.
    pub const fn built_in() -> Self {
        Self { first: FIRST, later: Vec::new() }
    }

    /// A history of `first` and the versions that followed it, in any order.
    pub fn new(first: Policy, mut later: Vec<Policy>) -> Self {
        later.sort_by_key(|policy| policy.effective_from);
        Self { first, later }
    }

    /// The history that a service published: who asks elsewhere goes by the same numbers. Numbers that this software does
    /// not know are left aside.
    ///
    /// # Errors
    /// [`PolicyError`] where a number is missing, or everything.
    pub fn from_published(list: &PolicyList) -> Result<Self, PolicyError> {
        let version = |version: &PolicyVersion| {
            let value = |name| version.numbers.iter().find(|number| number.name == name).map(|number| number.value).ok_or(PolicyError::Missing(name));
            Policy::of(version, value)
        };
        let mut versions = list.items.iter().map(version).collect::<Result<Vec<_>, _>>()?;
        versions.sort_by_key(|policy| policy.effective_from);
        let mut versions = versions.into_iter();
        Ok(Self { first: versions.next().ok_or(PolicyError::Empty)?, later: versions.collect() })
    }

    /// The version in force on this day; before the first one's day, the first.
    pub fn in_force_on(&self, day: Date) -> &Policy {
        self.later.iter().rev().find(|policy| policy.effective_from <= day).unwrap_or(&self.first)
    }

    /// This history with the fees that were set, each from its day on and until the next; of two for one day the later in
    /// `set` holds. A version that begins while they hold has them, too.
    ///
    /// ```
    /// use shared::{fees::Fees, policies::Policies};
    /// let built_in = Policies::built_in();
    /// let dearer = Fees { application_fee_cents: 37_500, ..built_in.in_force_on("2026-12-31".parse()?).fees() };
    /// let policies = built_in.with_fees([("2027-01-01".parse()?, dearer)]);
    /// let fee = |day: &str| Ok::<_, shared::calendar::DateError>(policies.in_force_on(day.parse()?).application_fee_cents);
    /// assert_eq!((fee("2026-12-31")?, fee("2027-01-01")?), (35_000, 37_500));
    /// # Ok::<(), shared::calendar::DateError>(())
    /// ```
    #[must_use]
    pub fn with_fees(&self, set: impl IntoIterator<Item = (Date, Fees)>) -> Self {
        let set: BTreeMap<Date, Fees> = set.into_iter().collect();
        let mut days: Vec<Date> = self.later.iter().map(|policy| policy.effective_from).chain(set.keys().copied()).collect();
        days.sort_unstable();
        days.dedup();
        let version = |day: Date| {
            let policy = self.in_force_on(day).clone();
            let Some((from, fees)) = set.range(..=day).next_back() else { return policy };
            let version = format!("{}, fees of {from}", policy.version).into();
            Policy { version, effective_from: day, ..policy.with_fees(*fees) }
        };
        Self { first: self.first.clone(), later: days.into_iter().map(version).collect() }
    }

    /// The version by which an application was priced on this day at so much, for members or for others: the one in force, or where
    /// it costs something else the last one before it that had the price. A purchase order keeps the price of what was owed
    /// already.
    pub fn priced_by(&self, day: Date, cents: u32) -> &Policy {
        let has_it = |policy: &&Policy| [policy.application_fee_cents, policy.application_fee_member_cents].contains(&cents);
        let until = self.iter().filter(|policy| policy.effective_from <= day);
        until.filter(has_it).last().unwrap_or_else(|| self.in_force_on(day))
    }

    /// The last day on which the fees of this day hold; none where no others are set.
    pub fn fees_until(&self, day: Date) -> Option<Date> {
        let fees = self.in_force_on(day).fees();
        let other = self.later.iter().find(|later| day < later.effective_from && later.fees() != fees)?;
        Some(other.effective_from.previous_day())
    }

    /// Every version as it is published.
    pub fn published(&self) -> PolicyList {
        let version = |policy: &Policy| PolicyVersion {
            version: policy.version.clone(),
            effective_from: policy.effective_from,
            required_sets: policy.required_sets.clone(),
            numbers: policy.numbers(),
        };
        PolicyList { items: self.iter().map(version).collect() }
    }

    /// Every version, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Policy> {
        std::iter::once(&self.first).chain(&self.later)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_the_day_governs() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let second = Policy { version: "2027-1".into(), effective_from: day("2027-01-01"), application_fee_cents: 40_000, ..FIRST };
        let policies = Policies::new(FIRST, vec![second]);
        for (on, fee) in [("1900-01-01", 35_000), ("2026-12-31", 35_000), ("2027-01-01", 40_000), ("2027-01-02", 40_000)] {
            assert_eq!(policies.in_force_on(day(on)).application_fee_cents, fee, "{on}");
        }
        assert_eq!(policies.iter().count(), 2);
    }

    #[test]
    fn fees_hold_from_their_day_until_others_are_set() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let longer = Policy { version: "2028-1".into(), effective_from: day("2028-01-01"), term_years: 5, ..FIRST };
        let fees = |application_fee_cents| Fees { application_fee_cents, ..FIRST.fees() };
        let set = [("2029-01-01", 3), ("2027-01-01", 9), ("2027-01-01", 2)].map(|(on, cents)| (day(on), fees(cents)));
        let policies = Policies::new(FIRST, vec![longer]).with_fees(set);
        for (on, cents, term_years, version) in [
            ("2026-12-31", 35_000, 4, "2010-1"),
            ("2027-01-01", 2, 4, "2010-1, fees of 2027-01-01"),
            ("2027-12-31", 2, 4, "2010-1, fees of 2027-01-01"),
            ("2028-01-01", 2, 5, "2028-1, fees of 2027-01-01"),
            ("2028-12-31", 2, 5, "2028-1, fees of 2027-01-01"),
            ("2029-01-01", 3, 5, "2028-1, fees of 2029-01-01"),
        ] {
            let policy = policies.in_force_on(day(on));
            assert_eq!((policy.application_fee_cents, policy.term_years, &*policy.version), (cents, term_years, version), "{on}");
        }
        for (on, until) in
            [("2026-12-31", Some("2026-12-31")), ("2027-01-01", Some("2028-12-31")), ("2028-06-01", Some("2028-12-31")), ("2029-01-01", None)]
        {
            assert_eq!(policies.fees_until(day(on)), until.map(day), "{on}");
        }
        for (on, cents, expected) in [
            ("2026-12-31", 35_000, "2010-1"),
            ("2027-06-01", 2, "2010-1, fees of 2027-01-01"),
            // For members, whose fee is the same under all of them: that of the day.
            ("2027-06-01", 32_500, "2010-1, fees of 2027-01-01"),
            ("2027-06-01", 35_000, "2010-1"),
            ("2026-12-31", 2, "2010-1"),
            ("2029-06-01", 9, "2028-1, fees of 2029-01-01"),
        ] {
            assert_eq!(policies.priced_by(day(on), cents).version, expected, "{on} {cents}");
        }
        assert_eq!(Policies::built_in().with_fees([]), Policies::built_in());
        // Nothing but the fees is another.
        let others = |policy: &Policy| policy.clone().with_fees(FIRST.fees()).numbers();
        assert_eq!(others(policies.in_force_on(day("2027-06-01"))), FIRST.numbers());
    }

    #[test]
    fn what_is_published_can_be_gone_by_elsewhere() {
        let second = Policy { version: "2027-1".into(), effective_from: "2027-01-01".parse().unwrap(), term_years: 5, ..FIRST };
        let policies = Policies::new(FIRST, vec![second]);
        let sent = serde_json::to_string(&policies.published()).unwrap();
        let mut received: PolicyList = serde_json::from_str(&sent).unwrap();
        assert_eq!(Policies::from_published(&received), Ok(policies));
        received.items[1].numbers.retain(|number| number.name != "term_years");
        assert_eq!(Policies::from_published(&received), Err(PolicyError::Missing("term_years")));
        assert_eq!(Policies::from_published(&PolicyList { items: Vec::new() }), Err(PolicyError::Empty));
    }

    #[test]
    fn numbers_are_filled_into_a_text() {
        let text = "{application_fee_cents} for {eligibility_hours_min} hours in {eligibility_window_years} years; {else}";
        assert_eq!(FIRST.fill_in(text), "$350.00 for 1,820 hours in 5 years; {else}");
    }

    #[test]
    fn every_number_names_its_faq_question() {
        for number in FIRST.numbers() {
            assert!((1..=27).contains(&number.question), "{}", number.name);
            assert!(number.name.contains(&*number.unit) || number.unit == "sets" || number.unit == "percent", "{}", number.name);
        }
    }
}
