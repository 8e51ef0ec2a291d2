//! Coming back after a revocation: only with staff's leave (Q19).

use crate::facts::{FactBody, KnownFact};
use crate::standings::{Standing, Status};

/// Whether staff have allowed someone in this standing to apply again: on or after the day of the revocation. Never
/// while nothing is revoked.
pub fn readmission_allowed(standing: &Standing, facts: &[KnownFact<'_>]) -> bool {
    let revoked_on = standing.timeline.iter().rev().find(|entry| entry.status == Status::Revoked).map(|entry| entry.from);
    standing.status == Status::Revoked
        && facts.iter().any(|fact| matches!(fact.body, FactBody::ReadmissionAllowed) && revoked_on.is_some_and(|revoked_on| revoked_on <= fact.on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::dossier::Dossier;
    use crate::facts::Fact;
    use crate::ids::{ActId, FactId};
    use crate::policies::Policies;
    use crate::standings::evaluate;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn leave_counts_from_the_day_of_the_revocation() {
        let id = uuid::Uuid::from_u128(1);
        let (admitted_on, today) = (Some(date("2024-02-01")), date("2026-06-01"));
        for (revoked_on, allowed_on, expected) in [
            (Some("2026-01-10"), "2026-01-09", false),
            (Some("2026-01-10"), "2026-01-10", true),
            (Some("2026-01-10"), "2026-01-11", true),
            (None, "2026-01-11", false),
        ] {
            let dossier = Dossier { admitted_on, revoked_on: revoked_on.map(date), ..Dossier::default() };
            let standing = evaluate(&dossier, &Policies::built_in(), today);
            let recorded_at = chrono::DateTime::default();
            let leave = Fact { id: FactId(id), act: ActId(id), person: None, on: date(allowed_on), recorded_at, body: FactBody::ReadmissionAllowed };
            assert_eq!(readmission_allowed(&standing, &[KnownFact::Recorded(&leave)]), expected, "{revoked_on:?} {allowed_on}");
            assert!(!readmission_allowed(&standing, &[]));
        }
    }
}
