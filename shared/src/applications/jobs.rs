//! Jobs in libraries as people apply with them: what the rules count of each, and where and as what it was done. The
//! rules look at the days and hours alone ([`LibraryWork`]); the rest is for those who decide.

use serde::{Deserialize, Serialize};

use super::{LibraryWork, POSITION_CHARS_MAX, check_job};
use crate::calendar::Date;
use crate::problem::MemberError;
use crate::text::{self, Lines};

/// The longest name of an employer, in characters.
pub const EMPLOYER_CHARS_MAX: usize = 200;

/// What kind of library it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LibraryKind {
    /// A public library.
    Public,
    /// The library of a college or a university.
    Academic,
    /// The library of a school.
    School,
    /// The library of a firm, an agency, a museum, a hospital.
    Special,
    /// Any other.
    Other,
}

impl LibraryKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Public, Self::Academic, Self::School, Self::Special, Self::Other];

    /// The name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Academic => "academic",
            Self::School => "school",
            Self::Special => "special",
            Self::Other => "other",
        }
    }

    /// What people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Public => "Public library",
            Self::Academic => "Academic library",
            Self::School => "School library",
            Self::Special => "Special library",
            Self::Other => "Another library",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Whether a job is paid. Both count alike (Q6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Engagement {
    /// For pay.
    Paid,
    /// As a volunteer.
    Volunteer,
}

impl Engagement {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Paid, Self::Volunteer];

    /// The name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Volunteer => "volunteer",
        }
    }

    /// What people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Paid => "Paid",
            Self::Volunteer => "Volunteer",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engagement| engagement.name() == name)
    }
}

/// One job in a library, paid or volunteer, as one applies with it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    /// Its first day.
    pub from: Date,
    /// Its last day; null for a job that goes on.
    #[serde(default)]
    pub until: Option<Date>,
    /// Minutes worked in a week.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_080))]
    pub minutes_per_week: u32,
    /// The library, or whoever runs it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Demo Valley Public Library")))]
    pub employer: Option<String>,
    /// What kind of library it is.
    #[serde(default)]
    pub library_kind: Option<LibraryKind>,
    /// The title of the position there.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Circulation assistant")))]
    pub position: Option<String>,
    /// Whether it is paid.
    #[serde(default)]
    pub engagement: Option<Engagement>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job { .. }")
    }
}

impl Job {
    /// What the rules count of it.
    pub const fn work(&self) -> LibraryWork {
        LibraryWork { from: self.from, until: self.until, minutes_per_week: self.minutes_per_week }
    }
}

impl From<LibraryWork> for Job {
    /// A job of which only the days and the hours are known.
    fn from(work: LibraryWork) -> Self {
        let LibraryWork { from, until, minutes_per_week } = work;
        Self { from, until, minutes_per_week, employer: None, library_kind: None, position: None, engagement: None }
    }
}

/// A job of an application that was made. What a later version says of it besides is no fault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppliedJob {
    /// Its first day.
    pub from: Date,
    /// Its last day; null for a job that goes on.
    pub until: Option<Date>,
    /// Minutes worked in a week.
    pub minutes_per_week: u32,
    /// The library, or whoever runs it; null where it was not said or is erased.
    pub employer: Option<String>,
    /// What kind of library it is.
    pub library_kind: Option<LibraryKind>,
    /// The title of the position there.
    pub position: Option<String>,
    /// Whether it is paid.
    pub engagement: Option<Engagement>,
}

impl std::fmt::Debug for AppliedJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppliedJob { .. }")
    }
}

impl AppliedJob {
    /// What the rules count of it.
    pub const fn work(&self) -> LibraryWork {
        LibraryWork { from: self.from, until: self.until, minutes_per_week: self.minutes_per_week }
    }

    /// Whether it says where it is, in what kind of library, as what, paid or not.
    pub const fn is_whole(&self) -> bool {
        self.employer.is_some() && self.library_kind.is_some() && self.position.is_some() && self.engagement.is_some()
    }
}

impl From<Job> for AppliedJob {
    fn from(job: Job) -> Self {
        let Job { from, until, minutes_per_week, employer, library_kind, position, engagement } = job;
        Self { from, until, minutes_per_week, employer, library_kind, position, engagement }
    }
}

impl From<LibraryWork> for AppliedJob {
    /// A job of which only the days and the hours are known.
    fn from(work: LibraryWork) -> Self {
        Job::from(work).into()
    }
}

/// What the rules count of these jobs.
pub fn works(jobs: &[Job]) -> Vec<LibraryWork> {
    jobs.iter().map(Job::work).collect()
}

/// The members of one job that are at fault on this day; `path` names the job.
pub(super) fn check(path: &str, job: &Job, today: Date) -> Vec<MemberError> {
    let of_texts = check_job_texts(path, [job.employer.as_deref(), job.position.as_deref()]);
    check_job(path, &job.work(), today).into_iter().chain(of_texts).collect()
}

/// What is wrong with the employer and the position of a job, where they are given.
pub fn check_job_texts(path: &str, [employer, position]: [Option<&str>; 2]) -> Vec<MemberError> {
    [("employer", employer, EMPLOYER_CHARS_MAX), ("position", position, POSITION_CHARS_MAX)]
        .into_iter()
        .filter_map(|(part, text, chars_max)| text::check(&format!("{path}.{part}"), text?, chars_max, Lines::One))
        .collect()
}

/// The jobs that count, each with what is kept of it besides.
///
/// A correction may have changed the days or the hours of a job, or left one out: what is kept goes with the job of the
/// same first day, the one in its place before any other, and where no job was left out with the one in its place.
/// What is kept is of one job only.
///
/// ```
/// use shared::applications::{AppliedJob, LibraryWork, with_what_is_kept};
/// let work = LibraryWork { from: "2020-01-01".parse()?, until: None, minutes_per_week: 1_200 };
/// let kept = AppliedJob { employer: Some("Demo Valley Public Library".to_owned()), ..AppliedJob::from(work) };
/// let corrected = LibraryWork { minutes_per_week: 1_000, ..work };
/// let jobs = with_what_is_kept(&[corrected], &[kept.clone()]);
/// assert_eq!(jobs[0].minutes_per_week, 1_000);
/// assert_eq!(jobs[0].employer, kept.employer);
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn with_what_is_kept(work: &[LibraryWork], kept: &[AppliedJob]) -> Vec<AppliedJob> {
    let mut left: Vec<Option<&AppliedJob>> = kept.iter().map(Some).collect();
    let mut found: Vec<Option<&AppliedJob>> = vec![None; work.len()];
    let is_whole = kept.len() == work.len();
    let begins = |job: &AppliedJob, work: &LibraryWork| job.from == work.from;
    // Three rounds, so that no job takes what goes better with another.
    for round in [Round::SameDayInPlace, Round::SameDay, Round::InPlace] {
        for (index, (work, found)) in work.iter().zip(&mut found).enumerate().filter(|(_, (_, found))| found.is_none()) {
            let place = match round {
                Round::SameDayInPlace => left.get(index).is_some_and(|job| job.is_some_and(|job| begins(job, work))).then_some(index),
                Round::SameDay => left.iter().position(|job| job.is_some_and(|job| begins(job, work))),
                Round::InPlace => is_whole.then_some(index),
            };
            *found = place.and_then(|place| left.get_mut(place)).and_then(Option::take);
        }
    }
    let job = |(work, of_it): (&LibraryWork, Option<&AppliedJob>)| {
        let LibraryWork { from, until, minutes_per_week } = *work;
        of_it.map_or_else(|| AppliedJob::from(*work), |job| AppliedJob { from, until, minutes_per_week, ..job.clone() })
    };
    work.iter().zip(found).map(job).collect()
}

/// How what is kept is looked for.
#[derive(Debug, Clone, Copy)]
enum Round {
    SameDayInPlace,
    SameDay,
    InPlace,
}

/// The title of the position that someone with these jobs holds: of those that go on, or else of those that ended last,
/// the one that began last.
///
/// ```
/// use shared::applications::{Job, LibraryWork, position_held};
/// let job = |from: &str, until: Option<&str>, position: &str| -> Result<Job, Box<dyn std::error::Error>> {
///     let work = LibraryWork { from: from.parse()?, until: until.map(str::parse).transpose()?, minutes_per_week: 1_200 };
///     Ok(Job { position: Some(position.to_owned()), ..Job::from(work) })
/// };
/// let jobs = [job("2019-05-01", None, "Page")?, job("2021-05-01", Some("2026-01-31"), "Cataloger")?];
/// assert_eq!(position_held(&jobs), Some("Page"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn position_held(jobs: &[Job]) -> Option<&str> {
    // No last day comes after every last day.
    let latest = |job: &&Job| (job.until.is_none(), job.until, job.from);
    jobs.iter().filter(|job| job.position.as_deref().is_some_and(|position| !position.trim().is_empty())).max_by_key(latest)?.position.as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(from: &str, until: Option<&str>, position: &str) -> Job {
        let work = LibraryWork { from: from.parse().unwrap(), until: until.map(|day| day.parse().unwrap()), minutes_per_week: 60 };
        Job { position: Some(position.to_owned()), ..Job::from(work) }
    }

    #[test]
    fn the_position_is_the_latest_one_that_is_named() {
        for (jobs, held) in [
            (vec![], None),
            (vec![job("2020-01-01", None, " ")], None),
            (vec![job("2020-01-01", Some("2020-12-31"), "a"), job("2019-01-01", Some("2021-01-01"), "b")], Some("b")),
            (vec![job("2020-01-01", None, "a"), job("2022-01-01", None, "b"), job("2023-01-01", Some("2024-01-01"), "c")], Some("b")),
            (vec![job("2020-01-01", Some("2020-12-31"), "a"), job("2022-01-01", None, "")], Some("a")),
        ] {
            assert_eq!(position_held(&jobs), held, "{held:?}");
        }
    }

    #[test]
    fn what_is_said_of_a_job_is_optional_and_bounded() {
        let today = "2026-11-27".parse().unwrap();
        let plain = Job::from(job("2020-01-01", None, "").work());
        let members = |job: &Job| check("library_work[0]", job, today).into_iter().map(|error| error.member).collect::<Vec<_>>();
        let text = |chars: usize| Some("ж".repeat(chars));
        for (job, expected) in [
            (plain.clone(), vec![]),
            (Job { employer: text(200), position: text(200), ..plain.clone() }, vec![]),
            (Job { employer: text(201), position: text(201), ..plain.clone() }, vec!["library_work[0].employer", "library_work[0].position"]),
            (Job { employer: text(0), ..plain.clone() }, vec!["library_work[0].employer"]),
            (
                Job { minutes_per_week: 0, position: Some("a\nb".to_owned()), ..plain },
                vec!["library_work[0].minutes_per_week", "library_work[0].position"],
            ),
        ] {
            assert_eq!(members(&job), expected);
        }
    }

    #[test]
    fn what_is_kept_follows_a_corrected_job() {
        let kept = |days: &[(&str, &str)]| days.iter().map(|(day, position)| job(day, None, position).into()).collect::<Vec<AppliedJob>>();
        let three = [("2020-01-01", "a"), ("2021-01-01", "b"), ("2022-01-01", "c")];
        let twins = [("2020-01-01", "a"), ("2020-01-01", "b")];
        let work = |days: &[&str]| days.iter().map(|day| job(day, Some("2026-01-01"), "").work()).collect::<Vec<_>>();
        for (was, days, positions) in [
            (&three[..], vec!["2020-01-01", "2021-01-01", "2022-01-01"], vec![Some("a"), Some("b"), Some("c")]),
            (&three[..], vec!["2020-01-01", "2022-01-01"], vec![Some("a"), Some("c")]),
            (&three[..], vec!["2020-06-01", "2021-01-01", "2022-01-01"], vec![Some("a"), Some("b"), Some("c")]),
            (&three[..], vec!["2020-06-01", "2021-01-01"], vec![None, Some("b")]),
            (&three[..], vec!["2022-01-01", "2021-01-01", "2020-01-01"], vec![Some("c"), Some("b"), Some("a")]),
            // The first day of one becomes that of another.
            (&three[..2], vec!["2021-01-01", "2021-01-01"], vec![Some("a"), Some("b")]),
            (&twins[..], vec!["2020-01-01", "2020-01-01"], vec![Some("a"), Some("b")]),
            (&twins[..], vec!["2020-01-01"], vec![Some("a")]),
            (&[], vec!["2020-01-01"], vec![None]),
        ] {
            let jobs = with_what_is_kept(&work(&days), &kept(was));
            assert_eq!(jobs.iter().map(|job| job.position.as_deref()).collect::<Vec<_>>(), positions, "{days:?}");
            assert!(jobs.iter().all(|job| job.until.is_some()), "the days are those that count");
        }
    }

    #[test]
    fn names_are_read_back() {
        assert!(LibraryKind::ALL.into_iter().all(|kind| LibraryKind::named(kind.name()) == Some(kind)));
        assert!(Engagement::ALL.into_iter().all(|engagement| Engagement::named(engagement.name()) == Some(engagement)));
        assert_eq!((LibraryKind::named(""), Engagement::named("Paid")), (None, None));
    }
}
