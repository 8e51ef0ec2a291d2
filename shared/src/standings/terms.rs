//! Terms and renewals (Q19): which terms a certification has had, and what the next renewal still needs.

use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::policies::{Policies, Policy};

use super::types::{RenewalOutlook, Term};

/// A term, and the renewal that led to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldTerm {
    /// The term.
    pub term: Term,
    /// The day on which the granted renewal for it was submitted.
    pub renewed_on: Option<Date>,
    /// The submission of the renewal before it; none in the first term.
    pub previous_renewal_on: Option<Date>,
    /// The day of the certification.
    pub certified_on: Date,
}

/// The terms of a certification as known on `day`, from the first to the one that is not yet renewed.
///
/// The ends are counted from the certification date, so that a leap day does not drift (Q19). A renewed term is
/// followed by the next one from the day after its end, however early or late it was renewed. Never empty.
pub fn held_terms(dossier: &Dossier, policies: &Policies, certified_on: Date, day: Date) -> Vec<HeldTerm> {
    let mut submissions: Vec<Date> =
        dossier.renewals.iter().map(|renewal| renewal.submitted_on).filter(|&submitted_on| submitted_on <= day).collect();
    submissions.sort_unstable();

    let mut terms = Vec::with_capacity(1);
    let (mut years, mut starts_on, mut previous_renewal_on) = (0_u32, certified_on, None);
    for number in 1_u32.. {
        let policy = policies.in_force_on(starts_on);
        years = years.saturating_add(policy.term_years);
        let term = term(policy, number, starts_on, certified_on.years_later(years));
        let mut held = HeldTerm { term, renewed_on: None, previous_renewal_on, certified_on };
        // Each renewal is later than the one before, so that one submission never grants two terms.
        held.renewed_on = submissions
            .iter()
            .copied()
            .filter(|&submitted_on| previous_renewal_on.is_none_or(|previous| previous < submitted_on))
            .find(|&submitted_on| is_granted(dossier, policies, &held, submitted_on));
        terms.push(held);
        if held.renewed_on.is_none() {
            break;
        }
        (starts_on, previous_renewal_on) = (term.expires_on.next_day(), held.renewed_on);
    }
    terms
}

/// The window and the grace are counted from the end of their own term.
fn term(policy: &Policy, number: u32, starts_on: Date, expires_on: Date) -> Term {
    Term {
        number,
        starts_on,
        expires_on,
        renewal_opens_on: expires_on.months_earlier(policy.renewal_window_months),
        grace_ends_on: expires_on.months_later(policy.grace_months),
    }
}

/// Whether a renewal submitted on this day renews this term: inside the window, grace included, with enough hours.
fn is_granted(dossier: &Dossier, policies: &Policies, held: &HeldTerm, submitted_on: Date) -> bool {
    let window = held.term.renewal_opens_on..=held.term.grace_ends_on;
    window.contains(&submitted_on) && {
        let outlook = counted(dossier, policies, held, submitted_on);
        outlook.minutes_counted >= outlook.minutes_required && outlook.technology_minutes_counted >= outlook.technology_minutes_required
    }
}

/// The hours for the renewal of this term, up to `day`.
fn counted(dossier: &Dossier, policies: &Policies, held: &HeldTerm, day: Date) -> RenewalOutlook {
    let policy = policies.in_force_on(held.term.starts_on);
    // Nothing is counted twice, and nothing that follows an early renewal is lost.
    let first = held.previous_renewal_on.map_or(held.certified_on, Date::next_day);
    let (mut minutes_counted, mut technology_minutes_counted) = (0_u64, 0_u64);
    for activity in &dossier.activities {
        if (first..=day).contains(&activity.completed_on) && activity.minutes >= policy.activity_minutes_min {
            minutes_counted = minutes_counted.saturating_add(u64::from(activity.minutes));
            if activity.technology {
                technology_minutes_counted = technology_minutes_counted.saturating_add(u64::from(activity.minutes));
            }
        }
    }
    RenewalOutlook {
        minutes_counted,
        technology_minutes_counted,
        minutes_required: policy.renewal_minutes_min(),
        technology_minutes_required: policy.renewal_technology_minutes_min(),
        ready: false,
    }
}

/// What the next renewal has and needs, and whether one submitted on `day` would be granted.
pub(super) fn renewal_outlook(dossier: &Dossier, policies: &Policies, held: &HeldTerm, day: Date) -> RenewalOutlook {
    RenewalOutlook { ready: is_granted(dossier, policies, held, day), ..counted(dossier, policies, held, day) }
}
