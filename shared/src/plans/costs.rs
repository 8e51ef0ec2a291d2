//! What a plan costs, by the prices in force on the day of each charge (Q21).

use super::Plan;
use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::policies::Policies;
use crate::standings::Means;

/// One charge, or one that the provider of a course sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostLine {
    /// The set whose course or portfolio it is; none for the application.
    pub set: Option<(CompetencySet, Means)>,
    /// The day of the charge.
    pub on: Date,
    /// The price; none where a provider sets it.
    pub cents: Option<u32>,
    /// Whether its day has come.
    pub is_past: bool,
}

/// What a plan costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Costs {
    /// The charges, by day.
    pub lines: Vec<CostLine>,
    /// What was charged up to the day.
    pub charged_cents: u32,
    /// What is still to be charged.
    pub to_come_cents: u32,
}

/// What the plan costs with this admission.
pub(super) fn costs(plan: &Plan, admitted_on: Date, is_admitted: bool, policies: &Policies, today: Date) -> Costs {
    let price = |on: Date, by: Option<Means>| {
        let policy = policies.in_force_on(on);
        match (by, plan.ala_member) {
            (None, false) => Some(policy.application_fee_cents),
            (None, true) => Some(policy.application_fee_member_cents),
            (Some(Means::Portfolio), false) => Some(policy.portfolio_fee_cents),
            (Some(Means::Portfolio), true) => Some(policy.portfolio_fee_member_cents),
            (Some(Means::Course), _) => None,
        }
    };
    let application = CostLine { set: None, on: admitted_on, cents: price(admitted_on, None), is_past: is_admitted };
    let sets = plan.sets.iter().map(|planned| CostLine {
        set: Some((planned.set, planned.by)),
        on: planned.on,
        cents: price(planned.on, Some(planned.by)),
        is_past: planned.on <= today,
    });
    let mut lines: Vec<CostLine> = std::iter::once(application).chain(sets).collect();
    lines.sort_by_key(|line| (line.on, line.set.map(|(set, _)| set)));
    let sum = |is_past: bool| lines.iter().filter(|line| line.is_past == is_past).filter_map(|line| line.cents).fold(0, u32::saturating_add);
    let (charged_cents, to_come_cents) = (sum(true), sum(false));
    Costs { lines, charged_cents, to_come_cents }
}
