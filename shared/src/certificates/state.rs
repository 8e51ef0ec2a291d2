//! Where an issued certificate stands on a day. It ends only by date or by revocation: where the rules would by now
//! decide otherwise, the certificate stays what it is until someone decides so.

use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::policies::Policies;
use crate::standings::{Term, held_terms};

use super::CertificateState;

/// Where a certificate of `certified_on` stands on the day `as_of`, and the term that holds the day or ended last
/// (none before it was issued). `dossier` is that of its enrolment; only renewals, activities and the revocation in
/// it are looked at.
pub fn certificate_state(certified_on: Date, dossier: &Dossier, policies: &Policies, as_of: Date) -> (CertificateState, Option<Term>) {
    if as_of < certified_on {
        return (CertificateState::NotYet, None);
    }
    let revoked_on = dossier.revoked_on.filter(|&revoked_on| revoked_on <= as_of);
    let day = revoked_on.map_or(as_of, |revoked_on| revoked_on.previous_day().max(certified_on));
    let terms = held_terms(dossier, policies, certified_on, day);
    let term = terms.iter().find(|held| day <= held.term.expires_on).or(terms.last()).map(|held| held.term);
    let state = match term {
        _ if revoked_on.is_some() => CertificateState::Revoked,
        Some(term) if day <= term.expires_on => CertificateState::Valid,
        Some(term) if day <= term.grace_ends_on => CertificateState::InGrace,
        _ => CertificateState::Expired,
    };
    (state, term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{Activity, Renewal};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn state(dossier: &Dossier, as_of: &str) -> CertificateState {
        certificate_state(date("2025-05-10"), dossier, &Policies::built_in(), date(as_of)).0
    }

    #[test]
    fn a_certificate_ends_by_date() {
        for (as_of, expected) in [
            ("2025-05-09", CertificateState::NotYet),
            ("2025-05-10", CertificateState::Valid),
            ("2029-05-10", CertificateState::Valid),
            ("2029-05-11", CertificateState::InGrace),
            ("2029-07-10", CertificateState::InGrace),
            ("2029-07-11", CertificateState::Expired),
        ] {
            assert_eq!(state(&Dossier::default(), as_of), expected, "{as_of}");
        }
    }

    #[test]
    fn a_renewal_prolongs_it_and_a_revocation_ends_it() {
        let mut dossier = Dossier {
            activities: vec![Activity { completed_on: date("2027-01-01"), minutes: 1_920, technology: true }],
            renewals: vec![Renewal { submitted_on: date("2029-07-01") }],
            ..Dossier::default()
        };
        assert_eq!(state(&dossier, "2029-06-30"), CertificateState::InGrace);
        assert_eq!(state(&dossier, "2029-07-01"), CertificateState::Valid);
        assert_eq!(state(&dossier, "2033-05-10"), CertificateState::Valid);
        dossier.revoked_on = Some(date("2030-01-01"));
        assert_eq!(state(&dossier, "2029-12-31"), CertificateState::Valid);
        assert_eq!(state(&dossier, "2030-01-01"), CertificateState::Revoked);
        assert_eq!(state(&dossier, "2040-01-01"), CertificateState::Revoked);
    }
}
