//! A line of an order as a row in which one types: who, the amount, and what is told of it.

use std::rc::Rc;

use shared::orders::Finding;
use shared::text::dollars;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::rows::{Cell, Change, Row, place};
use crate::books::typed;
use crate::components::Words;
use crate::form::Errors;
use crate::orders::finding_words;

/// A row.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct LineRowProps {
    /// Its number, from 1.
    pub position: usize,
    /// What stands in it.
    pub row: Rc<Row>,
    /// What is wrong with it.
    pub errors: Errors,
    /// Takes what is typed.
    pub change: Callback<Change>,
}

/// Shows the row.
#[component]
pub(super) fn LineRow(props: &LineRowProps) -> Html {
    let LineRowProps { position, row, change, .. } = props;
    let id = row.id;
    let remove = change.reform(move |_: MouseEvent| Change::Remove(id));
    html! {
        <tr class={row.holds_up().then_some("held-up")}>
            <th scope="row">{ position }</th>
            { for Cell::ALL.into_iter().map(|cell| field(props, cell)) }
            <td class="told">{ told(row, change) }</td>
            <td>
                <button type="button" class="quiet" onclick={remove}>{ "Remove" }<span class="visually-hidden">{ format!(" line {position}") }</span></button>
            </td>
        </tr>
    }
}

fn field(props: &LineRowProps, cell: Cell) -> Html {
    let LineRowProps { position, row, errors, change } = props;
    let row_id = row.id;
    let member = format!("{}.{}", place(row_id), cell.member());
    let error = errors.on(&member);
    let error_id = format!("{member}-error");
    let oninput = change.reform(move |event: InputEvent| Change::Enter(row_id, cell, event.target_unchecked_into::<HtmlInputElement>().value()));
    let (kind, mode) = match cell {
        Cell::Email => ("email", None),
        Cell::Amount => ("text", Some("decimal")),
        Cell::Name | Cell::Number => ("text", None),
    };
    html! {
        <td class={cell.member()}>
            <label for={member.clone()}>{ cell.words() }<span class="visually-hidden">{ format!(", line {position}") }</span></label>
            <input id={member} type={kind} inputmode={mode} value={cell.of(&row.typed).clone()} {oninput} autocomplete="off"
                aria-invalid={error.as_ref().map(|_| "true")} aria-describedby={error.as_ref().map(|_| error_id.clone())} />
            if let Some(error) = error {
                <p class="error" id={error_id}><Words text={error} /></p>
            }
        </td>
    }
}

/// What the service tells of it: what holds the order up comes first.
fn told(row: &Row, change: &Callback<Change>) -> Html {
    let Some(findings) = row.findings() else {
        return html! { <p class="hint">{ "Not saved yet" }</p> };
    };
    let id = row.id;
    let mut findings = findings.to_vec();
    findings.sort_by_key(|finding| !finding.holds_up());
    html! {
        <ul>
            { for findings.into_iter().map(|finding| html! {
                <li class={finding.holds_up().then_some("error")}>
                    { finding_words(finding) }
                    if let Finding::WrongAmount { expected_cents } = finding {
                        { " " }
                        <button type="button" class="quiet" onclick={change.reform(move |_: MouseEvent| Change::Enter(id, Cell::Amount, typed(expected_cents.into())))}>
                            { format!("Put {} there", dollars(expected_cents)) }
                        </button>
                    }
                </li>
            }) }
        </ul>
    }
}
