//! The jobs of an application as they are entered: rows that come and go, what they say once they can be read, and
//! what is wrong with them otherwise.

use std::rc::Rc;

use shared::applications::{DraftJob, Engagement, Job, LIBRARY_WORK_MAX, LibraryKind, LibraryWork, check_job, check_job_texts};
use shared::calendar::Date;
use shared::problem::MemberError;
use yew::prelude::*;

use crate::form::{day, weekly_hours, weekly_minutes};

/// What is asked of each job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The days and the hours: what the rules count.
    Hours,
    /// These, and where and as what it is done.
    Everything,
}

/// One job as it is entered. Its id tells rows apart while others come and go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobRow {
    /// Tells the row from the others.
    pub id: u32,
    /// What was typed.
    pub typed: DraftJob,
}

/// The parts of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobPart {
    /// The library, or whoever runs it.
    Employer,
    /// What kind of library it is, by its name on the wire.
    LibraryKind,
    /// The title of the position.
    Position,
    /// Whether it is paid, by the name on the wire.
    Engagement,
    /// The first day.
    From,
    /// The last day; empty for a job that goes on.
    Until,
    /// Hours a week.
    Hours,
}

impl JobPart {
    /// The member of a job that it fills.
    pub const fn member(self) -> &'static str {
        match self {
            Self::Employer => "employer",
            Self::LibraryKind => "library_kind",
            Self::Position => "position",
            Self::Engagement => "engagement",
            Self::From => "from",
            Self::Until => "until",
            Self::Hours => "minutes_per_week",
        }
    }

    /// What was typed there.
    pub const fn of(self, job: &DraftJob) -> &String {
        match self {
            Self::Employer => &job.employer,
            Self::LibraryKind => &job.library_kind,
            Self::Position => &job.position,
            Self::Engagement => &job.engagement,
            Self::From => &job.from,
            Self::Until => &job.until,
            Self::Hours => &job.hours,
        }
    }

    const fn of_mut(self, job: &mut DraftJob) -> &mut String {
        match self {
            Self::Employer => &mut job.employer,
            Self::LibraryKind => &mut job.library_kind,
            Self::Position => &mut job.position,
            Self::Engagement => &mut job.engagement,
            Self::From => &mut job.from,
            Self::Until => &mut job.until,
            Self::Hours => &mut job.hours,
        }
    }
}

/// What happens to the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobsChange {
    /// Another row is wanted.
    Add,
    /// The row of this id is not wanted any more.
    Remove(u32),
    /// A part of the row of this id was entered.
    Enter(u32, JobPart, String),
}

/// The rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jobs {
    rows: Vec<JobRow>,
    next_id: u32,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { rows: vec![JobRow::default()], next_id: 1 }
    }
}

impl Reducible for Jobs {
    type Action = JobsChange;

    fn reduce(self: Rc<Self>, change: JobsChange) -> Rc<Self> {
        let mut jobs = (*self).clone();
        match change {
            JobsChange::Add if jobs.rows.len() < LIBRARY_WORK_MAX => {
                jobs.rows.push(JobRow { id: jobs.next_id, ..JobRow::default() });
                jobs.next_id = jobs.next_id.saturating_add(1);
            }
            JobsChange::Add => {}
            JobsChange::Remove(id) => jobs.rows.retain(|row| row.id != id),
            JobsChange::Enter(id, part, text) => {
                for row in jobs.rows.iter_mut().filter(|row| row.id == id) {
                    part.of_mut(&mut row.typed).clone_from(&text);
                }
            }
        }
        Rc::new(jobs)
    }
}

impl Jobs {
    /// The rows of a draft; an empty one where it has none.
    pub fn of(draft: &[DraftJob]) -> Self {
        let rows: Vec<JobRow> = (0..).zip(draft).map(|(id, job)| JobRow { id, typed: job.clone() }).collect();
        match u32::try_from(rows.len()) {
            Ok(next_id @ 1..) => Self { rows, next_id },
            _ => Self::default(),
        }
    }

    /// The rows of jobs that are known already.
    pub fn of_work(work: &[LibraryWork]) -> Self {
        let typed = |work: &LibraryWork| DraftJob {
            from: work.from.to_string(),
            until: work.until.map(|until| until.to_string()).unwrap_or_default(),
            hours: weekly_hours(work.minutes_per_week),
            ..DraftJob::default()
        };
        Self::of(&work.iter().map(typed).collect::<Vec<_>>())
    }

    /// The rows as they were typed, without those that are empty.
    pub fn typed(&self) -> Vec<DraftJob> {
        self.rows.iter().map(|row| row.typed.clone()).filter(|job| *job != DraftJob::default()).collect()
    }

    /// The rows, in their order.
    pub fn rows(&self) -> &[JobRow] {
        &self.rows
    }

    /// The jobs whose days and hours can be read already, with what else is known of them: what a running total counts.
    pub fn counted(&self, today: Date) -> Vec<Job> {
        let counts = |row: &JobRow| read("", row).ok().filter(|work| check_job("", work, today).is_empty()).map(|work| told(work, &row.typed));
        self.rows.iter().filter_map(counts).collect()
    }

    /// All jobs, once every row can be read and says what is asked.
    ///
    /// # Errors
    /// What is wrong with the rows, also where only some of them can be read.
    pub fn read(&self, asked: Asked, today: Date) -> Result<Vec<Job>, Vec<MemberError>> {
        let mut jobs = Vec::new();
        let mut errors = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let path = format!("library_work[{index}]");
            if asked == Asked::Everything {
                errors.extend(check_told(&path, &row.typed));
            }
            match read(&path, row) {
                Ok(work) => {
                    errors.extend(check_job(&path, &work, today));
                    jobs.push(told(work, &row.typed));
                }
                Err(found) => errors.extend(found),
            }
        }
        if errors.is_empty() { Ok(jobs) } else { Err(errors) }
    }
}

/// What counts of a row as the service takes it, or what is wrong with its parts.
fn read(path: &str, row: &JobRow) -> Result<LibraryWork, Vec<MemberError>> {
    let error = |part: JobPart, detail: String| MemberError::new(format!("{path}.{}", part.member()), detail);
    let DraftJob { from, until, hours, .. } = &row.typed;
    let from = day(from, "is empty: enter the first day of this job").map_err(|detail| error(JobPart::From, detail));
    let until = if until.is_empty() { Ok(None) } else { day(until, "").map(Some).map_err(|detail| error(JobPart::Until, detail)) };
    let minutes = weekly_minutes(hours).ok_or_else(|| error(JobPart::Hours, "is no number of hours: enter one such as 37.5".to_owned()));
    match (from, until, minutes) {
        (Ok(from), Ok(until), Ok(minutes_per_week)) => Ok(LibraryWork { from, until, minutes_per_week }),
        (from, until, minutes) => Err([from.err(), until.err(), minutes.err()].into_iter().flatten().collect()),
    }
}

/// The job, with what is told of it besides what counts.
fn told(work: LibraryWork, typed: &DraftJob) -> Job {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Job {
        employer: text(&typed.employer),
        library_kind: LibraryKind::named(&typed.library_kind),
        position: text(&typed.position),
        engagement: Engagement::named(&typed.engagement),
        ..Job::from(work)
    }
}

/// What is missing or wrong of where and as what it was done, in the order of the fields.
fn check_told(path: &str, typed: &DraftJob) -> Vec<MemberError> {
    let error = |part: JobPart, detail: &str| Some(MemberError::new(format!("{path}.{}", part.member()), detail));
    let kind = LibraryKind::named(&typed.library_kind).is_none();
    let engagement = Engagement::named(&typed.engagement).is_none();
    let mut errors = check_job_texts(path, [Some(&typed.employer), None]);
    errors.extend(kind.then(|| error(JobPart::LibraryKind, "is empty: choose what kind of library it is")).flatten());
    errors.extend(check_job_texts(path, [None, Some(&typed.position)]));
    errors.extend(engagement.then(|| error(JobPart::Engagement, "is empty: choose whether you are paid or a volunteer")).flatten());
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(from: &str, until: &str, hours: &str) -> DraftJob {
        DraftJob { from: from.to_owned(), until: until.to_owned(), hours: hours.to_owned(), ..DraftJob::default() }
    }

    #[test]
    fn a_draft_holds_what_was_typed() {
        let typed = Jobs::of(&[job("2020-01-01", "", "37."), DraftJob::default(), job("", "2021-05-31", "")]).typed();
        assert_eq!(typed, [job("2020-01-01", "", "37."), job("", "2021-05-31", "")]);
        assert_eq!(Jobs::of(&typed).typed(), typed);
        assert_eq!(Jobs::of(&[]), Jobs::default());
        assert_eq!(Jobs::of(&typed).next_id, 2);
    }

    #[test]
    fn only_what_can_be_read_is_counted() {
        let today = "2026-11-22".parse().unwrap();
        let entered = Jobs::of(&[job("2020-01-01", "", "37.5"), job("", "", "20"), job("2020-01-01", "2019-01-01", "20")]);
        assert_eq!(entered.counted(today).len(), 1);
        let members: Vec<String> = entered.read(Asked::Hours, today).unwrap_err().into_iter().map(|error| error.member).collect();
        assert_eq!(members, ["library_work[1].from", "library_work[2].until"]);
        assert_eq!(Jobs::of(&[job("2020-01-01", "", "37.5")]).read(Asked::Hours, today).map(|jobs| jobs.len()), Ok(1));
    }

    #[test]
    fn an_application_says_where_and_as_what() {
        let today = "2026-11-22".parse().unwrap();
        let members = |job: DraftJob| match Jobs::of(&[job]).read(Asked::Everything, today) {
            Ok(_) => vec![],
            Err(errors) => errors.into_iter().filter_map(|error| error.member.strip_prefix("library_work[0].").map(str::to_owned)).collect(),
        };
        let hours = job("2020-01-01", "", "20");
        assert_eq!(members(hours.clone()), ["employer", "library_kind", "position", "engagement"]);
        let whole = DraftJob {
            employer: " Demo Valley ".to_owned(),
            library_kind: "public".to_owned(),
            position: "Page".to_owned(),
            engagement: "volunteer".to_owned(),
            ..hours
        };
        assert_eq!(members(whole.clone()), [""; 0]);
        assert_eq!(members(DraftJob { employer: "x".repeat(201), library_kind: "castle".to_owned(), ..whole.clone() }), ["employer", "library_kind"]);
        let read = Jobs::of(&[whole]).read(Asked::Everything, today).unwrap().remove(0);
        assert_eq!((read.employer.as_deref(), read.library_kind), (Some("Demo Valley"), Some(LibraryKind::Public)));
    }
}
