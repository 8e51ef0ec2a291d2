//! Limits on guessing who has a number. A partner that names a family wrongly is told so, and a few times a day that is
//! a typing error; the number, and the partner, are then not answered any more that day.

use chrono::{DateTime, Utc};
use shared::ids::PartnerId;
use shared::partners::ReportForCandidate;
use shared::people::CandidateNumber;

use super::report::UNKNOWN;
use crate::auth::attempts::{self, GUESSES_PER_NUMBER, GUESSES_PER_PARTNER};
use crate::db::DbConnection;
use crate::error::Error;

/// Fails where this number, or this partner, was guessed at too often: also for what would be right.
pub(super) fn must_be_few(tx: &mut DbConnection, partner: PartnerId, number: CandidateNumber, now: DateTime<Utc>) -> Result<(), Error> {
    let (partner, number) = (partner.to_string(), number.compact());
    attempts::must_be_below(tx, &[(GUESSES_PER_NUMBER, &number), (GUESSES_PER_PARTNER, &partner)], now)
}

/// The number at which was guessed, where this is the answer to a guess.
pub(super) fn guessed(body: &ReportForCandidate, error: &Error) -> Option<CandidateNumber> {
    let is_one = matches!(error, Error::Refused(refusal) if refusal.reasons.iter().any(|reason| reason.rule == UNKNOWN));
    body.candidate_number.parse().ok().filter(|_| is_one)
}

/// Counts a guess.
pub(super) fn count(tx: &mut DbConnection, partner: PartnerId, number: CandidateNumber, now: DateTime<Utc>) -> Result<(), Error> {
    match attempts::count(tx, &[(GUESSES_PER_NUMBER, &number.compact()), (GUESSES_PER_PARTNER, &partner.to_string())], now) {
        // As many as there may be are counted already.
        Err(Error::TooMany(_)) => Ok(()),
        counted => counted.map(drop),
    }
}
