//! A plan as a short text for a link, and back: `1.a3k2j.0c3k2j`. The number before the first point is the version of
//! this writing. Nothing in it is about anyone: days, hours and codes.

use std::fmt;
use std::str::FromStr;

use super::{PLAN_JOBS_MAX, Plan, PlannedSet};
use crate::applications::LibraryWork;
use crate::calendar::{Date, YEARS};
use crate::competencies::CompetencySet;
use crate::standings::Means;

/// The longest text that is read: more than any plan takes.
pub const LINK_CHARS_MAX: usize = 400;

/// The version that is written and read.
const VERSION: &str = "1";
/// The characters of a day: days since the calendar's first, in base 36.
const DAY_CHARS: usize = 4;
/// The characters of the minutes in a week, in base 36.
const MINUTES_CHARS: usize = 3;
const BASE: u32 = 36;
/// What stands in the place of a day where there is none; no day of the calendar is written so.
const NO_DAY: &str = "----";
/// The minutes in a week.
const WEEK_MINUTES_MAX: u32 = 10_080;

/// Why a text is not a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Longer than any plan.
    #[error("this link is longer than any plan: copy it again, whole and alone")]
    TooLong,
    /// Written by another version of this service, or not by it at all.
    #[error("this link was not made by this version of the planner: enter the plan again")]
    Version,
    /// A part of it says nothing.
    #[error("a part of this link cannot be read, `{0}`: it may have been cut off; copy it again, whole")]
    Part(String),
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(VERSION)?;
        if let Some(day) = self.admitted_on {
            write!(f, ".a{}", Day(Some(day)))?;
        }
        if let Some(day) = self.graduated_on {
            write!(f, ".g{}", Day(Some(day)))?;
        }
        for (holds, letter) in [(self.has_diploma, 'd'), (self.in_support_position, 's'), (self.ala_member, 'm')] {
            if holds {
                write!(f, ".{letter}")?;
            }
        }
        for job in &self.library_work {
            write!(f, ".j{}{}{}", Day(Some(job.from)), Day(job.until), Base36(job.minutes_per_week, MINUTES_CHARS))?;
        }
        for planned in &self.sets {
            let by = match planned.by {
                Means::Course => 'c',
                Means::Portfolio => 'p',
            };
            write!(f, ".{}{by}{}", planned.set.position(), Day(Some(planned.on)))?;
            if planned.approved_from.is_some() {
                write!(f, "{}", Day(planned.approved_from))?;
            }
        }
        Ok(())
    }
}

impl FromStr for Plan {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        // Every character of a plan is one byte.
        if text.len() > LINK_CHARS_MAX {
            return Err(LinkError::TooLong);
        }
        let mut parts = text.split('.');
        if parts.next() != Some(VERSION) {
            return Err(LinkError::Version);
        }
        parts.try_fold(Self::default(), |plan, part| plan.with(part).ok_or_else(|| LinkError::Part(part.to_owned())))
    }
}

impl Plan {
    /// The plan with one more part of its text; none where the part says nothing, or says something again.
    fn with(mut self, part: &str) -> Option<Self> {
        let mut chars = part.chars();
        let (kind, rest) = (chars.next()?, chars.as_str());
        match kind {
            'a' if self.admitted_on.is_none() => self.admitted_on = Some(day(rest)?),
            'g' if self.graduated_on.is_none() => self.graduated_on = Some(day(rest)?),
            'd' if rest.is_empty() && !self.has_diploma => self.has_diploma = true,
            's' if rest.is_empty() && !self.in_support_position => self.in_support_position = true,
            'm' if rest.is_empty() && !self.ala_member => self.ala_member = true,
            'j' if self.library_work.len() < PLAN_JOBS_MAX => self.library_work.push(job(rest)?),
            '0'..='9' => {
                let planned = planned_set(kind, rest)?;
                if self.sets.iter().any(|other| other.set == planned.set) {
                    return None;
                }
                self.sets.push(planned);
            }
            _ => return None,
        }
        Some(self)
    }
}

fn job(text: &str) -> Option<LibraryWork> {
    let (from, rest) = text.split_at_checked(DAY_CHARS)?;
    let (until, minutes) = rest.split_at_checked(DAY_CHARS)?;
    let from = day(from)?;
    let until = if until == NO_DAY { None } else { Some(day(until)?) };
    let minutes_per_week = number(minutes, MINUTES_CHARS).filter(|minutes| (1..=WEEK_MINUTES_MAX).contains(minutes))?;
    until.is_none_or(|until| from <= until).then_some(LibraryWork { from, until, minutes_per_week })
}

fn planned_set(position: char, rest: &str) -> Option<PlannedSet> {
    let position = usize::try_from(position.to_digit(10)?).ok()?;
    let set = CompetencySet::ALL.get(position).copied()?;
    let (by, days) = rest.split_at_checked(1)?;
    let by = match by {
        "c" => Means::Course,
        "p" => Means::Portfolio,
        _ => return None,
    };
    let (on, approved_from) = days.split_at_checked(DAY_CHARS)?;
    let approved_from = match (by, approved_from) {
        (_, "") => None,
        (Means::Course, text) => Some(day(text)?),
        (Means::Portfolio, _) => return None,
    };
    Some(PlannedSet { set, by, on: day(on)?, approved_from })
}

fn day(text: &str) -> Option<Date> {
    let last = Date::new(YEARS.1, 12, 31).ok()?;
    Some(Date::FIRST.days_later(number(text, DAY_CHARS)?)).filter(|day| *day <= last)
}

fn number(text: &str, chars: usize) -> Option<u32> {
    let plain = text.len() == chars && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    if plain { u32::from_str_radix(text, BASE).ok() } else { None }
}

/// A day as it is written.
struct Day(Option<Date>);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(day) = self.0 else { return f.write_str(NO_DAY) };
        // Both ends are counted: the first day is 1 day through itself.
        let days = Date::FIRST.days_through(day).saturating_sub(1);
        Base36(u32::try_from(days).unwrap_or(0), DAY_CHARS).fmt(f)
    }
}

/// A number in base 36, with zeros before it up to so many characters.
struct Base36(u32, usize);

impl fmt::Display for Base36 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let mut digits = vec!['0'; self.1];
        for digit in digits.iter_mut().rev() {
            *digit = char::from_digit(rest % BASE, BASE).unwrap_or('0');
            rest /= BASE;
        }
        digits.into_iter().try_for_each(|digit| fmt::Write::write_char(f, digit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn fullest() -> Plan {
        let job = LibraryWork { from: Date::FIRST, until: Some(date("2199-12-31")), minutes_per_week: 10_080 };
        let planned = |set| PlannedSet { set, by: Means::Course, on: date("2199-12-31"), approved_from: Some(date("2199-12-31")) };
        Plan {
            admitted_on: Some(date("2199-12-31")),
            ala_member: true,
            has_diploma: true,
            in_support_position: true,
            library_work: vec![job; PLAN_JOBS_MAX],
            sets: CompetencySet::ALL.map(planned).to_vec(),
            graduated_on: Some(Date::FIRST),
        }
    }

    #[test]
    fn a_plan_is_read_as_it_was_written() {
        let open_job = LibraryWork { from: date("2020-02-29"), until: None, minutes_per_week: 1 };
        let portfolio = PlannedSet { set: CompetencySet::Youth, by: Means::Portfolio, on: date("2027-01-01"), approved_from: None };
        let small = Plan { library_work: vec![open_job], sets: vec![portfolio], ..Plan::default() };
        for plan in [Plan::default(), small, fullest()] {
            let text = plan.to_string();
            assert_eq!(text.parse(), Ok(plan), "{text}");
            assert!(text.len() <= LINK_CHARS_MAX, "{text}");
            // Nothing that an address would write otherwise.
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-'), "{text}");
        }
        assert_eq!(Plan::default().to_string(), "1");
        assert_eq!(fullest().to_string().len(), 259);
    }

    #[test]
    fn what_is_no_plan_is_refused() {
        for text in ["", "2", "1x", "plan", ".a1234"] {
            assert_eq!(text.parse::<Plan>(), Err(LinkError::Version), "{text}");
        }
        for (text, part) in [
            ("1.", ""),
            ("1.a", "a"),
            ("1.azzzz", "azzzz"),
            ("1.a123", "a123"),
            ("1.a+123", "a+123"),
            ("1.aABCD", "aABCD"),
            ("1.a1234.a1234", "a1234"),
            ("1.m.m", "m"),
            ("1.mm", "mm"),
            ("1.x", "x"),
            ("1.0c12", "0c12"),
            ("1.0x1234", "0x1234"),
            ("1.0p12341234", "0p12341234"),
            ("1.0c1234.0p1234", "0p1234"),
            ("1.j1234----000", "j1234----000"),
            ("1.j1234----7s1", "j1234----7s1"),
            ("1.j12351234001", "j12351234001"),
            ("1.é", "é"),
            ("1.0é", "0é"),
            ("1.jé", "jé"),
        ] {
            assert_eq!(text.parse::<Plan>(), Err(LinkError::Part(part.to_owned())), "{text}");
        }
        let jobs = |count: usize| format!("1{}", ".j1234----001".repeat(count));
        assert!(jobs(PLAN_JOBS_MAX).parse::<Plan>().is_ok());
        assert!(jobs(PLAN_JOBS_MAX + 1).parse::<Plan>().is_err());
        assert_eq!(format!("1{}", ".".repeat(LINK_CHARS_MAX)).parse::<Plan>(), Err(LinkError::TooLong));
    }
}
