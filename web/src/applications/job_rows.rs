//! The rows in which jobs are entered: where and as what, where that is asked, first day, last day, hours a week; with a
//! button for another and one to take a row away. The focus goes where the next entry is.

use shared::applications::{Engagement, LIBRARY_WORK_MAX, LibraryKind};
use yew::prelude::*;

use super::jobs::{Asked, JobPart, JobRow, Jobs, JobsChange};
use crate::components::{Choice, Field, Kind, Select, focus_on};
use crate::form::{Entry, Errors};

/// The rows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct JobRowsProps {
    /// What was entered so far.
    pub jobs: UseReducerHandle<Jobs>,
    /// What is asked of each.
    pub asked: Asked,
    /// What is wrong with it.
    #[prop_or_default]
    pub errors: Errors,
}

/// Shows the rows.
#[component]
pub fn JobRows(props: &JobRowsProps) -> Html {
    let rows = props.jobs.rows();
    let change = {
        let jobs = props.jobs.dispatcher();
        Callback::from(move |change| jobs.dispatch(change))
    };
    let asked = props.asked;
    use_focus_after_change(rows.len(), asked);
    html! {
        <>
            if let Some(error) = props.errors.on("library_work") {
                <p class="notice problem" id="library_work">{ error }</p>
            }
            { for rows.iter().enumerate().map(|(index, row)| html! {
                <Row key={row.id} {index} {asked} row={row.clone()} alone={rows.len() == 1} change={change.clone()} errors={props.errors.clone()} />
            }) }
            if rows.len() < LIBRARY_WORK_MAX {
                <p><button type="button" id="add-job" class="secondary" onclick={change.reform(|_: MouseEvent| JobsChange::Add)}>{ "Add another job" }</button></p>
            }
        </>
    }
}

/// To the new row's first field, or away from a row that is gone.
#[hook]
fn use_focus_after_change(rows: usize, asked: Asked) {
    let before = use_mut_ref(|| rows);
    use_effect_with(rows, move |&rows| {
        let before = before.replace(rows);
        if rows > before {
            let first = if asked == Asked::Everything { JobPart::Employer } else { JobPart::From };
            focus_on(&format!("[id='library_work[{before}].{}']", first.member()));
        } else if rows < before {
            focus_on("#add-job");
        }
    });
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct RowProps {
    index: usize,
    asked: Asked,
    row: JobRow,
    alone: bool,
    change: Callback<JobsChange>,
    errors: Errors,
}

/// Where the parts of a row are shown.
struct Parts<'a>(&'a RowProps);

impl Parts<'_> {
    fn member(&self, part: JobPart) -> String {
        format!("library_work[{}].{}", self.0.index, part.member())
    }

    fn entry(&self, part: JobPart) -> Entry {
        let id = self.0.row.id;
        let on_input = self.0.change.reform(move |text: String| JobsChange::Enter(id, part, text));
        Entry { value: part.of(&self.0.row.typed).clone().into(), on_input }
    }

    fn field(&self, part: JobPart, label: &'static str, kind: Kind) -> Html {
        let member = self.member(part);
        let error = self.0.errors.on(&member);
        html! { <Field {member} {label} {kind} entry={self.entry(part)} {error} /> }
    }

    fn select(&self, part: JobPart, label: &'static str, choices: Vec<Choice>) -> Html {
        let member = self.member(part);
        let error = self.0.errors.on(&member);
        html! { <Select {member} {label} entry={self.entry(part)} {choices} empty="Choose one" {error} /> }
    }
}

#[component]
fn Row(props: &RowProps) -> Html {
    let RowProps { index, asked, row, alone, change, .. } = props;
    let parts = Parts(props);
    let id = row.id;
    let number = index.saturating_add(1);
    let kinds = || LibraryKind::ALL.map(|kind| Choice::new(kind.name(), kind.title())).to_vec();
    let engagements = || Engagement::ALL.map(|engagement| Choice::new(engagement.name(), engagement.title())).to_vec();
    html! {
        <fieldset class="job">
            <legend>{ format!("Job {number}") }</legend>
            if *asked == Asked::Everything {
                <div class="field-row names">
                    { parts.field(JobPart::Employer, "Library or employer", Kind::Text) }
                    { parts.select(JobPart::LibraryKind, "Kind of library", kinds()) }
                </div>
                <div class="field-row names">
                    { parts.field(JobPart::Position, "Position", Kind::Text) }
                    { parts.select(JobPart::Engagement, "Paid or volunteer", engagements()) }
                </div>
            }
            <div class="field-row">
                { parts.field(JobPart::From, "First day", Kind::Date) }
                { parts.field(JobPart::Until, "Last day", Kind::Date) }
                { parts.field(JobPart::Hours, "Hours a week", Kind::Decimal) }
            </div>
            if !*alone {
                <p><button type="button" class="quiet" onclick={change.reform(move |_: MouseEvent| JobsChange::Remove(id))}>
                    { "Remove this job" }<span class="visually-hidden">{ format!(": job {number}") }</span>
                </button></p>
            }
        </fieldset>
    }
}
