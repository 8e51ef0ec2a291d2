//! What an application lacks for the admission: what staff see in their queue, and what they ask for.

use serde::{Deserialize, Serialize};

use super::{ApplicationRecord, ApplicationState, AppliedJob, eligibility};
use crate::calendar::Date;
use crate::dossier::Application;
use crate::policies::Policy;

/// Something that an application lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Missing {
    /// The diploma.
    Diploma,
    /// The position that needs no master's degree.
    SupportPosition,
    /// Hours of library work.
    Hours,
    /// The answer to what staff asked.
    Answer,
    /// Of some job: where it was, as what, or whether it was paid.
    JobDetails,
    /// Money.
    Payment,
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

/// What an application that is open lacks as of this day, the most telling first; nothing of one that has ended.
///
/// `jobs` are its jobs with what is kept of them, `policy` the one in force on the day of submission.
pub fn missing(record: &ApplicationRecord, jobs: &[AppliedJob], policy: &Policy, today: Date) -> Vec<Missing> {
    let state = record.state();
    if !state.is_open() {
        return Vec::new();
    }
    let submitted = &record.submitted;
    // Hours are judged by themselves.
    let otherwise_fine = Application { has_diploma: true, in_support_position: true, ..submitted.clone() };
    let undecided = state.is_undecided();
    [
        (Missing::Diploma, undecided && !submitted.has_diploma),
        (Missing::SupportPosition, undecided && !submitted.in_support_position),
        (Missing::Hours, undecided && !eligibility(&otherwise_fine, policy).eligible),
        (Missing::Answer, state == ApplicationState::InformationRequested),
        (Missing::JobDetails, undecided && !jobs.iter().all(AppliedJob::is_whole)),
        (Missing::Payment, record.invoices.iter().any(|invoice| 0 < invoice.owed_cents(today))),
    ]
    .into_iter()
    .filter_map(|(what, lacks)| lacks.then_some(what))
    .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::applications::{Engagement, LibraryKind, LibraryWork, QuestionRecord};
    use crate::ids::{ApplicationId, FactId};
    use crate::policies::Policies;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// An application that lacks nothing but a decision.
    fn whole() -> (ApplicationRecord, Vec<AppliedJob>) {
        let work = LibraryWork { from: date("2020-01-01"), until: None, minutes_per_week: 1_800 };
        let job = AppliedJob {
            employer: Some("Demo Valley".to_owned()),
            library_kind: Some(LibraryKind::Public),
            position: Some("Page".to_owned()),
            engagement: Some(Engagement::Paid),
            ..AppliedJob::from(work)
        };
        let submitted = Application { submitted_on: date("2026-01-01"), has_diploma: true, in_support_position: true, library_work: vec![work] };
        let record = ApplicationRecord {
            application: ApplicationId(Uuid::from_u128(1)),
            person: None,
            submitted,
            ala_member: false,
            accepted_on: None,
            refused_on: None,
            refusal: None,
            withdrawn_on: None,
            unconfirmed: None,
            questions: Vec::new(),
            invoices: Vec::new(),
        };
        (record, vec![job])
    }

    fn found(change: impl FnOnce(&mut ApplicationRecord, &mut Vec<AppliedJob>)) -> Vec<Missing> {
        let (mut record, mut jobs) = whole();
        change(&mut record, &mut jobs);
        let policies = Policies::built_in();
        missing(&record, &jobs, policies.in_force_on(record.submitted.submitted_on), date("2026-02-01"))
    }

    #[test]
    fn what_is_missing_is_named_while_the_application_is_open() {
        let question = QuestionRecord { asked: FactId(Uuid::from_u128(2)), asked_on: date("2026-01-05"), answered: None };
        assert_eq!(found(|_, _| {}), []);
        assert_eq!(found(|record, _| record.submitted.has_diploma = false), [Missing::Diploma]);
        assert_eq!(found(|record, _| record.submitted.in_support_position = false), [Missing::SupportPosition]);
        assert_eq!(found(|record, _| record.submitted.library_work.clear()), [Missing::Hours]);
        assert_eq!(found(|record, _| record.questions.push(question)), [Missing::Answer]);
        for lacking in [
            |job: &mut AppliedJob| job.employer = None,
            |job: &mut AppliedJob| job.library_kind = None,
            |job: &mut AppliedJob| job.position = None,
            |job: &mut AppliedJob| job.engagement = None,
        ] {
            assert_eq!(found(|_, jobs| jobs.iter_mut().for_each(lacking)), [Missing::JobDetails]);
        }
        let all = |record: &mut ApplicationRecord| {
            record.submitted.has_diploma = false;
            record.submitted.library_work.clear();
            record.questions.push(question);
        };
        assert_eq!(found(|record, _| all(record)), [Missing::Diploma, Missing::Hours, Missing::Answer]);
        // Once it is decided, only money can be missing; once it has ended, nothing.
        assert_eq!(found(|record, _| (all(record), record.accepted_on = Some(date("2026-01-20"))).0), []);
        assert_eq!(found(|record, _| (all(record), record.refused_on = Some(date("2026-01-20"))).0), []);
        assert_eq!(found(|record, _| (all(record), record.withdrawn_on = Some(date("2026-01-20"))).0), []);
    }
}
