//! The rows in which jobs are entered: first day, last day, hours a week; with a button for another and one to take
//! a row away. The focus goes where the next entry is.

use shared::applications::LIBRARY_WORK_MAX;
use yew::prelude::*;

use super::jobs::{JobPart, JobRow, Jobs, JobsChange};
use crate::components::{Field, Kind, focus_on};
use crate::form::{Entry, Errors};

/// The rows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct JobRowsProps {
    /// What was entered so far.
    pub jobs: UseReducerHandle<Jobs>,
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
    use_focus_after_change(rows.len());
    html! {
        <>
            if let Some(error) = props.errors.on("library_work") {
                <p class="notice problem" id="library_work">{ error }</p>
            }
            { for rows.iter().enumerate().map(|(index, row)| html! {
                <Row key={row.id} {index} row={row.clone()} alone={rows.len() == 1} change={change.clone()} errors={props.errors.clone()} />
            }) }
            if rows.len() < LIBRARY_WORK_MAX {
                <p><button type="button" id="add-job" class="secondary" onclick={change.reform(|_: MouseEvent| JobsChange::Add)}>{ "Add another job" }</button></p>
            }
        </>
    }
}

/// To the new row's first field, or away from a row that is gone.
#[hook]
fn use_focus_after_change(rows: usize) {
    let before = use_mut_ref(|| rows);
    use_effect_with(rows, move |&rows| {
        let before = before.replace(rows);
        if rows > before {
            focus_on(&format!("[id='library_work[{before}].from']"));
        } else if rows < before {
            focus_on("#add-job");
        }
    });
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct RowProps {
    index: usize,
    row: JobRow,
    alone: bool,
    change: Callback<JobsChange>,
    errors: Errors,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let RowProps { index, row, alone, change, errors } = props;
    let member = |part: &str| format!("library_work[{index}].{part}");
    let id = row.id;
    let entry = |value: &AttrValue, part: JobPart| Entry {
        value: value.clone(),
        on_input: change.reform(move |text: String| JobsChange::Enter(id, part, text)),
    };
    let (from, until, hours) = (member("from"), member("until"), member("minutes_per_week"));
    let number = index.saturating_add(1);
    html! {
        <fieldset class="job">
            <legend>{ format!("Job {number}") }</legend>
            <div class="field-row">
                <Field member={from.clone()} label="First day" kind={Kind::Date} entry={entry(&row.from, JobPart::From)} error={errors.on(&from)} />
                <Field member={until.clone()} label="Last day" kind={Kind::Date} entry={entry(&row.until, JobPart::Until)}
                    error={errors.on(&until)} />
                <Field member={hours.clone()} label="Hours a week" kind={Kind::Decimal} entry={entry(&row.hours, JobPart::Hours)} error={errors.on(&hours)} />
            </div>
            if !*alone {
                <p><button type="button" class="quiet" onclick={change.reform(move |_: MouseEvent| JobsChange::Remove(id))}>
                    { "Remove this job" }<span class="visually-hidden">{ format!(": job {number}") }</span>
                </button></p>
            }
        </fieldset>
    }
}
