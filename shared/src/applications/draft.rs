//! An application that is not finished: what was typed so far, as it was typed. Nothing of it is judged but how long it
//! may be; the rules look at it when it is submitted.

use serde::{Deserialize, Serialize};

use super::{EMPLOYER_CHARS_MAX, LIBRARY_WORK_MAX, MEMBER_NUMBER_CHARS_MAX, POSITION_CHARS_MAX};
use crate::problem::MemberError;

/// The longest date, number of hours or choice in a draft, in characters.
pub const DRAFT_PART_CHARS_MAX: usize = 20;
/// The steps of an application.
pub const DRAFT_STEPS: u8 = 4;

/// A job as it was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftJob {
    /// Its first day.
    #[cfg_attr(feature = "openapi", schema(max_length = 20, examples("2022-05-01")))]
    pub from: String,
    /// Its last day.
    #[cfg_attr(feature = "openapi", schema(max_length = 20, examples("")))]
    pub until: String,
    /// Hours a week.
    #[cfg_attr(feature = "openapi", schema(max_length = 20, examples("37.5")))]
    pub hours: String,
    /// The library, or whoever runs it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, examples("Demo Valley Public Library")))]
    pub employer: String,
    /// What kind of library it is, by its name in an application; empty where none is chosen.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 20, examples("public")))]
    pub library_kind: String,
    /// The title of the position there.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, examples("Circulation assistant")))]
    pub position: String,
    /// Whether it is paid, by its name in an application; empty where nothing is chosen.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 20, examples("paid")))]
    pub engagement: String,
}

/// An application that is not finished; the default is one that is not begun.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationDraft {
    /// The step that was on the screen, from 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 4))]
    pub step: u8,
    /// The jobs.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub library_work: Vec<DraftJob>,
    /// Whether the box of the diploma is ticked.
    pub has_diploma: bool,
    /// Whether the box of the position is ticked.
    pub in_support_position: bool,
    /// The title of the position.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub position_title: String,
    /// The ALA membership number.
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub ala_member_number: String,
}

impl Default for ApplicationDraft {
    fn default() -> Self {
        Self {
            step: 1,
            library_work: Vec::new(),
            has_diploma: false,
            in_support_position: false,
            position_title: String::new(),
            ala_member_number: String::new(),
        }
    }
}

impl ApplicationDraft {
    /// Whether nothing was entered yet, whichever step was on the screen.
    pub fn is_empty(&self) -> bool {
        *self == Self { step: self.step, ..Self::default() }
    }
}

/// Saves a draft.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveApplicationDraft {
    /// The version that this one follows; 0 where there was none.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 2_147_483_647))]
    pub follows: u32,
    /// The draft.
    pub draft: ApplicationDraft,
}

/// A draft as it is kept; the default where none is.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptApplicationDraft {
    /// Counts up with every saving, so that two tabs do not overwrite each other unnoticed; 0 where nothing is kept.
    pub version: u32,
    /// When it was saved, in UTC; null where nothing is kept.
    #[cfg_attr(feature = "openapi", schema(format = DateTime, examples("2026-11-24T20:02:11.000000Z")))]
    pub saved_at: Option<String>,
    /// The draft.
    pub draft: ApplicationDraft,
}

macro_rules! without_content {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )+};
}
without_content!(DraftJob, ApplicationDraft, SaveApplicationDraft, KeptApplicationDraft);

/// What of a draft is too long, too much, or no text.
pub fn check_draft(draft: &ApplicationDraft) -> Vec<MemberError> {
    let mut errors = Vec::new();
    if !(1..=DRAFT_STEPS).contains(&draft.step) {
        errors.push(MemberError::new("draft.step", format!("is {}: name a step from 1 to {DRAFT_STEPS}", draft.step)));
    }
    let jobs = draft.library_work.len();
    if jobs > LIBRARY_WORK_MAX {
        errors.push(MemberError::new("draft.library_work", format!("has {jobs} jobs: name at most {LIBRARY_WORK_MAX}")));
    }
    for (index, job) in draft.library_work.iter().take(LIBRARY_WORK_MAX).enumerate() {
        for (part, text, chars_max) in [
            ("from", &job.from, DRAFT_PART_CHARS_MAX),
            ("until", &job.until, DRAFT_PART_CHARS_MAX),
            ("hours", &job.hours, DRAFT_PART_CHARS_MAX),
            ("employer", &job.employer, EMPLOYER_CHARS_MAX),
            ("library_kind", &job.library_kind, DRAFT_PART_CHARS_MAX),
            ("position", &job.position, POSITION_CHARS_MAX),
            ("engagement", &job.engagement, DRAFT_PART_CHARS_MAX),
        ] {
            errors.extend(too_long(&format!("draft.library_work[{index}].{part}"), text, chars_max));
        }
    }
    errors.extend(too_long("draft.position_title", &draft.position_title, POSITION_CHARS_MAX));
    errors.extend(too_long("draft.ala_member_number", &draft.ala_member_number, MEMBER_NUMBER_CHARS_MAX));
    errors
}

fn too_long(member: &str, text: &str, chars_max: usize) -> Option<MemberError> {
    let chars = text.chars().count();
    let detail = if chars > chars_max {
        format!("has {chars} characters: use at most {chars_max}")
    } else if text.chars().any(char::is_control) {
        "has an invisible character: take it out".to_owned()
    } else {
        return None;
    };
    Some(MemberError::new(member, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_may_be_unfinished_but_not_endless() {
        let draft = ApplicationDraft::default();
        assert_eq!(check_draft(&draft), []);
        let job = |chars: usize| DraftJob { from: "x".repeat(chars), ..DraftJob::default() };
        for (changed, members) in [
            (ApplicationDraft { step: 0, ..draft.clone() }, vec!["draft.step"]),
            (ApplicationDraft { step: 4, ..draft.clone() }, vec![]),
            (ApplicationDraft { step: 5, ..draft.clone() }, vec!["draft.step"]),
            (ApplicationDraft { library_work: vec![job(20); 50], ..draft.clone() }, vec![]),
            (ApplicationDraft { library_work: vec![job(0); 51], ..draft.clone() }, vec!["draft.library_work"]),
            (ApplicationDraft { library_work: vec![job(21)], ..draft.clone() }, vec!["draft.library_work[0].from"]),
            (
                ApplicationDraft {
                    library_work: vec![DraftJob { employer: "ж".repeat(200), position: "x".repeat(201), ..job(0) }], ..draft.clone()
                },
                vec!["draft.library_work[0].position"],
            ),
            (ApplicationDraft { position_title: "ж".repeat(200), ..draft.clone() }, vec![]),
            (ApplicationDraft { position_title: "ж".repeat(201), ..draft.clone() }, vec!["draft.position_title"]),
            (ApplicationDraft { position_title: "a\u{0}".to_owned(), ..draft.clone() }, vec!["draft.position_title"]),
            (ApplicationDraft { ala_member_number: "1".repeat(20), ..draft.clone() }, vec![]),
            (ApplicationDraft { ala_member_number: "1".repeat(21), ..draft.clone() }, vec!["draft.ala_member_number"]),
        ] {
            let found: Vec<String> = check_draft(&changed).into_iter().map(|error| error.member).collect();
            assert_eq!(found, members);
        }
    }
}
