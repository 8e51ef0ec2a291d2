//! Every number of the programme, as data: unit in its name, FAQ question behind it, effective date. The history is
//! append-only; which version governs what is said where it is asked.

use serde::Serialize;

use crate::calendar::Date;
use crate::competencies::CompetencySet;

/// Declares the numbers once: as fields, and as the list that is published.
macro_rules! policy {
    ($($name:ident, $unit:literal, Q $question:literal, $meaning:literal;)+) => {
        /// One version of the programme's numbers.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Policy {
            /// What this version is called. Certificates and cached standings name it.
            pub version: &'static str,
            /// The first day on which it is in force.
            pub effective_from: Date,
            /// The sets that everyone needs (Q8, Q9).
            pub required_sets: &'static [CompetencySet],
            $(#[doc = $meaning] pub $name: u32,)+
        }

        impl Policy {
            /// Each number with its unit, its FAQ question and its meaning.
            pub fn numbers(&self) -> Vec<PolicyNumber> {
                vec![$(PolicyNumber {
                    name: stringify!($name),
                    value: self.$name,
                    unit: $unit,
                    question: $question,
                    meaning: $meaning,
                }),+]
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

/// One number of a [`Policy`] as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyNumber {
    /// Its name, unit last.
    pub name: &'static str,
    /// Its value.
    pub value: u32,
    /// What it counts.
    pub unit: &'static str,
    /// The FAQ question behind it.
    pub question: u8,
    /// What it means.
    pub meaning: &'static str,
}

/// One version of the programme's numbers as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyVersion {
    /// What it is called.
    pub version: &'static str,
    /// The first day on which it is in force.
    pub effective_from: Date,
    /// The sets that everyone needs (Q8, Q9).
    pub required_sets: &'static [CompetencySet],
    /// Its numbers.
    pub numbers: Vec<PolicyNumber>,
}

/// Every version of the programme's numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    version: "2010-1",
    effective_from: Date::FIRST,
    required_sets: &[CompetencySet::Foundations, CompetencySet::Communication, CompetencySet::Technology],
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

    /// The version in force on this day; before the first one's day, the first.
    pub fn in_force_on(&self, day: Date) -> &Policy {
        self.later.iter().rev().find(|policy| policy.effective_from <= day).unwrap_or(&self.first)
    }

    /// Every version as it is published.
    pub fn published(&self) -> PolicyList {
        let version = |policy: &Policy| PolicyVersion {
            version: policy.version,
            effective_from: policy.effective_from,
            required_sets: policy.required_sets,
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
        let second = Policy { version: "2027-1", effective_from: day("2027-01-01"), application_fee_cents: 40_000, ..FIRST };
        let policies = Policies::new(FIRST, vec![second]);
        for (on, fee) in [("1900-01-01", 35_000), ("2026-12-31", 35_000), ("2027-01-01", 40_000), ("2027-01-02", 40_000)] {
            assert_eq!(policies.in_force_on(day(on)).application_fee_cents, fee, "{on}");
        }
        assert_eq!(policies.iter().count(), 2);
    }

    #[test]
    fn every_number_names_its_faq_question() {
        for number in FIRST.numbers() {
            assert!((1..=27).contains(&number.question), "{}", number.name);
            assert!(number.name.contains(number.unit) || number.unit == "sets" || number.unit == "percent", "{}", number.name);
        }
    }
}
