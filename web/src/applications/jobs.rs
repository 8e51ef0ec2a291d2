//! The jobs of an application as they are entered: rows that come and go, what they say once they can be read, and
//! what is wrong with them otherwise.

use std::rc::Rc;

use shared::applications::{DraftJob, LIBRARY_WORK_MAX, LibraryWork, check_job};
use shared::calendar::Date;
use shared::problem::MemberError;
use yew::prelude::*;

use crate::form::{day, weekly_minutes};

/// One job as it is entered. Its id tells rows apart while others come and go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobRow {
    /// Tells the row from the others.
    pub id: u32,
    /// The first day.
    pub from: AttrValue,
    /// The last day; empty for a job that goes on.
    pub until: AttrValue,
    /// Hours a week.
    pub hours: AttrValue,
}

/// The parts of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobPart {
    /// The first day.
    From,
    /// The last day.
    Until,
    /// Hours a week.
    Hours,
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
                    match part {
                        JobPart::From => row.from = text.clone().into(),
                        JobPart::Until => row.until = text.clone().into(),
                        JobPart::Hours => row.hours = text.clone().into(),
                    }
                }
            }
        }
        Rc::new(jobs)
    }
}

impl Jobs {
    /// The rows of a draft; an empty one where it has none.
    pub fn of(draft: &[DraftJob]) -> Self {
        let rows: Vec<JobRow> = (0..)
            .zip(draft)
            .map(|(id, job)| JobRow { id, from: job.from.clone().into(), until: job.until.clone().into(), hours: job.hours.clone().into() })
            .collect();
        match u32::try_from(rows.len()) {
            Ok(next_id @ 1..) => Self { rows, next_id },
            _ => Self::default(),
        }
    }

    /// The rows as they were typed, without those that are empty.
    pub fn typed(&self) -> Vec<DraftJob> {
        let jobs = self.rows.iter().map(|row| DraftJob { from: row.from.to_string(), until: row.until.to_string(), hours: row.hours.to_string() });
        jobs.filter(|job| *job != DraftJob::default()).collect()
    }

    /// The rows, in their order.
    pub fn rows(&self) -> &[JobRow] {
        &self.rows
    }

    /// The jobs that can be read already: what a running total counts.
    pub fn counted(&self, today: Date) -> Vec<LibraryWork> {
        self.rows.iter().filter_map(|row| read("", row).ok()).filter(|job| check_job("", job, today).is_empty()).collect()
    }

    /// All jobs, once every row can be read.
    ///
    /// # Errors
    /// What is wrong with the rows, also where only some of them can be read.
    pub fn read(&self, today: Date) -> Result<Vec<LibraryWork>, Vec<MemberError>> {
        let mut jobs = Vec::new();
        let mut errors = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let path = format!("library_work[{index}]");
            match read(&path, row) {
                Ok(job) => {
                    errors.extend(check_job(&path, &job, today));
                    jobs.push(job);
                }
                Err(found) => errors.extend(found),
            }
        }
        if errors.is_empty() { Ok(jobs) } else { Err(errors) }
    }
}

/// A row as the service takes it, or what is wrong with its parts.
fn read(path: &str, row: &JobRow) -> Result<LibraryWork, Vec<MemberError>> {
    let error = |part: &str, detail: String| MemberError::new(format!("{path}.{part}"), detail);
    let from = day(&row.from, "is empty: enter the first day of this job").map_err(|detail| error("from", detail));
    let until = if row.until.is_empty() { Ok(None) } else { day(&row.until, "").map(Some).map_err(|detail| error("until", detail)) };
    let minutes = weekly_minutes(&row.hours).ok_or_else(|| error("minutes_per_week", "is no number of hours: enter one such as 37.5".to_owned()));
    match (from, until, minutes) {
        (Ok(from), Ok(until), Ok(minutes_per_week)) => Ok(LibraryWork { from, until, minutes_per_week }),
        (from, until, minutes) => Err([from.err(), until.err(), minutes.err()].into_iter().flatten().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(rows: &[(&'static str, &'static str, &'static str)]) -> Jobs {
        let rows = rows.iter().map(|&(from, until, hours)| JobRow { id: 0, from: from.into(), until: until.into(), hours: hours.into() }).collect();
        Jobs { rows, next_id: 1 }
    }

    #[test]
    fn a_draft_holds_what_was_typed() {
        let typed = jobs(&[("2020-01-01", "", "37."), ("", "", ""), ("", "2021-05-31", "")]).typed();
        let parts: Vec<_> = typed.iter().map(|job| (job.from.as_str(), job.until.as_str(), job.hours.as_str())).collect();
        assert_eq!(parts, [("2020-01-01", "", "37."), ("", "2021-05-31", "")]);
        assert_eq!(Jobs::of(&typed).typed(), typed);
        assert_eq!(Jobs::of(&[]), Jobs::default());
        assert_eq!(Jobs::of(&typed).next_id, 2);
    }

    #[test]
    fn only_what_can_be_read_is_counted() {
        let today = "2026-11-22".parse().unwrap();
        let entered = jobs(&[("2020-01-01", "", "37.5"), ("", "", "20"), ("2020-01-01", "2019-01-01", "20")]);
        assert_eq!(entered.counted(today).len(), 1);
        let members: Vec<String> = entered.read(today).unwrap_err().into_iter().map(|error| error.member).collect();
        assert_eq!(members, ["library_work[1].from", "library_work[2].until"]);
        assert_eq!(jobs(&[("2020-01-01", "", "37.5")]).read(today).map(|jobs| jobs.len()), Ok(1));
    }
}
