//! What the application form refuses, besides what the rules decide. The browser and the server use the same checks.

use crate::calendar::Date;
use crate::evidence::check_evidence;
use crate::problem::MemberError;
use crate::reasons::Refusal;
use crate::standings::{Standing, Status};
use crate::text::{self, Lines};

use super::{
    LIBRARY_WORK_MAX, LibraryWork, MEMBER_NUMBER_CHARS_MAX, POSITION_CHARS_MAX, SubmitApplication, WEEK_HOURS_MAX, jobs::check as check_whole_job,
};

/// The members of an application that are at fault, in their order; empty for one that can be submitted today.
pub fn check_application(application: &SubmitApplication, today: Date) -> Vec<MemberError> {
    let jobs = application.library_work.len();
    let mut errors = Vec::new();
    if !(1..=LIBRARY_WORK_MAX).contains(&jobs) {
        errors.push(MemberError::new("library_work", format!("has {jobs} jobs: name at least 1 and at most {LIBRARY_WORK_MAX}")));
    }
    for (index, job) in application.library_work.iter().take(LIBRARY_WORK_MAX).enumerate() {
        errors.extend(check_whole_job(&format!("library_work[{index}]"), job, today));
    }
    errors.extend(text::check("position_title", &application.position_title, POSITION_CHARS_MAX, Lines::One));
    if let Some(number) = &application.ala_member_number {
        errors.extend(text::check("ala_member_number", number, MEMBER_NUMBER_CHARS_MAX, Lines::One));
    }
    errors.extend(check_evidence("evidence", &application.evidence));
    errors
}

/// The members of what counts of a job that are at fault; `path` names the job.
pub fn check_job(path: &str, job: &LibraryWork, today: Date) -> Vec<MemberError> {
    let mut errors = Vec::new();
    if today < job.from {
        errors.push(MemberError::new(format!("{path}.from"), format!("`{}` lies in the future: name a day up to today, `{today}`", job.from)));
    }
    if let Some(until) = job.until {
        if until < job.from {
            errors.push(MemberError::new(format!("{path}.until"), format!("`{until}` lies before the job's first day, `{}`", job.from)));
        } else if today < until {
            errors.push(MemberError::new(format!("{path}.until"), "lies in the future: leave it empty for a job that goes on".to_owned()));
        }
    }
    let most = WEEK_HOURS_MAX.saturating_mul(60);
    if !(1..=most).contains(&job.minutes_per_week) {
        let hours = job.minutes_per_week / 60;
        errors.push(MemberError::new(
            format!("{path}.minutes_per_week"),
            format!("is {hours} hours a week: name more than 0 and at most {WEEK_HOURS_MAX}"),
        ));
    }
    errors
}

/// Why someone in this standing cannot apply now, if so.
///
/// `readmission_allowed` says whether staff have allowed it after a revocation.
pub fn application_refusal(standing: &Standing, readmission_allowed: bool) -> Option<Refusal> {
    match standing.status {
        Status::NotApplied | Status::CandidacyExpired | Status::Lapsed => None,
        Status::Applicant => Some(Refusal::new("application_open", 7, "You have an application already; withdraw it before you make another.")),
        Status::Candidate | Status::Certified | Status::RenewalOpen | Status::InGrace => Some(Refusal::new(
            "already_admitted",
            7,
            "You are admitted already; a new application is possible once the candidacy or the certification has ended.",
        )),
        Status::Revoked => readmission_refusal(standing, readmission_allowed),
    }
}

fn readmission_refusal(standing: &Standing, allowed: bool) -> Option<Refusal> {
    if !allowed {
        return Some(Refusal::new(
            "readmission_needed",
            19,
            "After a revocation you may apply again only when staff allow it; write to the programme.",
        ));
    }
    // A new enrolment begins after the day that ended the one before.
    let is_of_today = standing.timeline.last().is_some_and(|entry| entry.from == standing.as_of);
    is_of_today.then(|| Refusal::new("readmission_tomorrow", 19, "The revocation is of today; you may apply again from tomorrow."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_job_is_believable() {
        let today = date("2026-06-01");
        for (from, until, hours, members) in [
            ("2020-01-01", None, 20, vec![]),
            ("2026-06-01", Some("2026-06-01"), 100, vec![]),
            ("2020-01-02", Some("2020-01-01"), 20, vec!["job.until"]),
            ("2026-06-02", None, 20, vec!["job.from"]),
            ("2020-01-01", Some("2026-06-02"), 20, vec!["job.until"]),
            ("2020-01-01", None, 101, vec!["job.minutes_per_week"]),
            ("2020-01-01", None, 200, vec!["job.minutes_per_week"]),
            ("2020-01-01", None, 0, vec!["job.minutes_per_week"]),
        ] {
            let job = LibraryWork { from: date(from), until: until.map(date), minutes_per_week: hours * 60 };
            let found: Vec<String> = check_job("job", &job, today).into_iter().map(|error| error.member).collect();
            assert_eq!(found, members, "{job:?}");
        }
    }
}
