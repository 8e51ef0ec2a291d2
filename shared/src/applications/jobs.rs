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

/// One job in a library, paid or volunteer.
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
/// same first day, and where no job was left out with the one in its place.
pub fn with_what_is_kept(work: &[LibraryWork], kept: &[Job]) -> Vec<Job> {
    let in_place = |index: usize| kept.get(index).filter(|_| kept.len() == work.len());
    let begun = |work: &LibraryWork| kept.iter().find(|job| job.from == work.from);
    let job = |(index, work): (usize, &LibraryWork)| {
        let of_it = in_place(index).filter(|job| job.from == work.from).or_else(|| begun(work)).or_else(|| in_place(index));
        of_it.map_or_else(
            || Job::from(*work),
            |job| Job { from: work.from, until: work.until, minutes_per_week: work.minutes_per_week, ..job.clone() },
        )
    };
    work.iter().enumerate().map(job).collect()
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
        let kept = [job("2020-01-01", None, "a"), job("2021-01-01", None, "b"), job("2022-01-01", None, "c")];
        let work = |days: &[&str]| days.iter().map(|day| job(day, Some("2026-01-01"), "").work()).collect::<Vec<_>>();
        for (days, positions) in [
            (vec!["2020-01-01", "2021-01-01", "2022-01-01"], vec![Some("a"), Some("b"), Some("c")]),
            (vec!["2020-01-01", "2022-01-01"], vec![Some("a"), Some("c")]),
            (vec!["2020-06-01", "2021-01-01", "2022-01-01"], vec![Some("a"), Some("b"), Some("c")]),
            (vec!["2020-06-01", "2021-01-01"], vec![None, Some("b")]),
            (vec!["2022-01-01", "2021-01-01", "2020-01-01"], vec![Some("c"), Some("b"), Some("a")]),
        ] {
            let jobs = with_what_is_kept(&work(&days), &kept);
            assert_eq!(jobs.iter().map(|job| job.position.as_deref()).collect::<Vec<_>>(), positions, "{days:?}");
            assert!(jobs.iter().all(|job| job.until.is_some()), "the days are those that count");
        }
        assert_eq!(with_what_is_kept(&work(&["2020-01-01"]), &[]).len(), 1);
    }

    #[test]
    fn names_are_read_back() {
        assert!(LibraryKind::ALL.into_iter().all(|kind| LibraryKind::named(kind.name()) == Some(kind)));
        assert!(Engagement::ALL.into_iter().all(|engagement| Engagement::named(engagement.name()) == Some(engagement)));
        assert_eq!((LibraryKind::named(""), Engagement::named("Paid")), (None, None));
    }
}
