//! Confirmations of hours: an applicant may have the supervisor of a job say whether its hours are right. It is a favour,
//! not a condition; what the supervisor says is a fact, who they are and what they add to it is not.

use serde::{Deserialize, Serialize};

use crate::accounts::EMAIL_CHARS_MAX;
use crate::calendar::Date;
use crate::problem::MemberError;
use crate::text::{self, Lines};

/// For how many days a link may be answered, the day of the asking not counted.
pub const CONFIRMATION_DAYS: u32 = 30;
/// The longest name of a supervisor, in characters.
pub const SUPERVISOR_NAME_CHARS_MAX: usize = 200;
/// The longest comment, in characters.
pub const COMMENT_CHARS_MAX: usize = 500;

/// Asks a supervisor to confirm the hours of a job.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskForConfirmation {
    /// Which job: its place in the application's list, from 0.
    #[cfg_attr(feature = "openapi", schema(maximum = 49, examples(0)))]
    pub job: u32,
    /// The supervisor's name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Demo Supervisor")))]
    pub supervisor_name: String,
    /// Where the link is mailed to; kept for 90 days.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 254, examples("supervisor@demo.example")))]
    pub supervisor_email: String,
}

/// Looks at what is asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookAtConfirmation {
    /// The token of the mailed link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub token: String,
}

/// Answers what is asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerConfirmation {
    /// The token of the mailed link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub token: String,
    /// What the supervisor says.
    pub answer: HoursAnswer,
    /// What is not right; only with hours that are disputed.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, example = json!(null)))]
    pub comment: Option<String>,
}

macro_rules! says_nothing_of_anyone {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )+};
}

says_nothing_of_anyone!(AskForConfirmation, LookAtConfirmation, AnswerConfirmation, AskedConfirmation, Confirmation);

/// What a supervisor says of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum HoursAnswer {
    /// They are right.
    Confirmed,
    /// They are not.
    Disputed,
}

/// What a supervisor is asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedConfirmation {
    /// Who asks.
    pub applicant_name: String,
    /// Who is asked.
    pub supervisor_name: String,
    /// The library of the job, where the application says it.
    pub employer: Option<String>,
    /// The title of the position there.
    pub position: Option<String>,
    /// The first day of the job.
    pub from: Date,
    /// Its last day; null where it goes on.
    pub until: Option<Date>,
    /// Minutes worked in a week.
    pub minutes_per_week: u32,
    /// The last day on which the link may be answered.
    pub answer_by: Date,
}

/// What has become of an asking, as of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ConfirmationState {
    /// It waits for the supervisor's answer.
    Asked,
    /// The hours are right.
    Confirmed,
    /// They are not.
    Disputed,
    /// The link has ended without an answer, or staff struck the answer.
    Expired,
    /// Staff have corrected the job since: what was asked and said was of other days or hours.
    Outdated,
}

/// An asking, and what has become of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmation {
    /// Which job: its place in the application's list, from 0.
    pub job: u32,
    /// What has become of it.
    pub state: ConfirmationState,
    /// Who was asked.
    #[cfg_attr(feature = "openapi", schema(examples("Demo Supervisor")))]
    pub supervisor_name: String,
    /// The day of the asking.
    pub asked_on: Date,
    /// The last day on which it may be answered.
    pub answer_by: Date,
    /// The day of the answer.
    pub answered_on: Option<Date>,
    /// What is not right, in the supervisor's words: told to staff who look at the application, and to nobody else.
    pub comment: Option<String>,
}

/// What is wrong with an asking about an application of so many jobs, if anything; whether the address is one, the server says.
pub fn check_asking(asking: &AskForConfirmation, jobs: usize) -> Vec<MemberError> {
    let job = usize::try_from(asking.job).unwrap_or(usize::MAX);
    let no_job = (job >= jobs).then(|| MemberError::new("job", format!("is no job of the application: it has {jobs}, counted from 0")));
    let name = text::check("supervisor_name", &asking.supervisor_name, SUPERVISOR_NAME_CHARS_MAX, Lines::One);
    let email = text::check("supervisor_email", &asking.supervisor_email, EMAIL_CHARS_MAX, Lines::One);
    [no_job, name, email].into_iter().flatten().collect()
}

/// What is wrong with an answer, if anything.
pub fn check_answer(answer: HoursAnswer, comment: Option<&str>) -> Option<MemberError> {
    let comment = comment?;
    if answer == HoursAnswer::Confirmed {
        return Some(MemberError::new("comment", "goes with hours that are not right: leave it out"));
    }
    text::check("comment", comment, COMMENT_CHARS_MAX, Lines::Many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asking_names_a_job_and_a_supervisor() {
        let asking = |job: u32, name: &str| AskForConfirmation {
            job,
            supervisor_name: name.to_owned(),
            supervisor_email: "supervisor@demo.example".to_owned(),
        };
        let long = "ж".repeat(200);
        for (asked, members) in [
            (asking(0, "Demo Supervisor"), vec![]),
            (asking(1, &long), vec![]),
            (asking(2, "Demo Supervisor"), vec!["job"]),
            (asking(0, &format!("{long}x")), vec!["supervisor_name"]),
            (asking(0, ""), vec!["supervisor_name"]),
        ] {
            let found: Vec<String> = check_asking(&asked, 2).into_iter().map(|error| error.member).collect();
            assert_eq!(found, members);
        }
    }

    #[test]
    fn a_comment_says_what_is_not_right() {
        let long = "ж".repeat(500);
        for (answer, comment, taken) in [
            (HoursAnswer::Confirmed, None, true),
            (HoursAnswer::Confirmed, Some("fine"), false),
            (HoursAnswer::Disputed, None, true),
            (HoursAnswer::Disputed, Some(long.as_str()), true),
            (HoursAnswer::Disputed, Some(&format!("{long}x")), false),
            (HoursAnswer::Disputed, Some(" "), false),
        ] {
            assert_eq!(check_answer(answer, comment).is_none(), taken, "{answer:?} {comment:?}");
        }
    }
}
