//! Lines from a file: chosen by the button, or dropped. What is wrong with it is listed by row and column.

use gloo::file::Blob;
use reqwest::Method;
use shared::evidence::length;
use shared::orders::{ORDER_BYTES_MAX, ORDER_LINES_MAX, Order};
use shared::problem::MemberError;
use shared::text::grouped;
use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::elsewhere::{Elsewhere, is_elsewhere};
use crate::client::{Client, Failure, read};
use crate::components::{FileDrop, ProblemNotice, Tone, Words, file_bytes, file_content, focus_on, list_table, notice, save, use_progress};
use crate::session::use_client;

const INPUT: &str = "lines-file";
/// The columns of the file.
const TEMPLATE: &str = "name,email,ala_member_number,amount\r\n";
/// So many errors are listed.
const LISTED: usize = 200;

/// For which order.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ImportProps {
    /// The order.
    pub order: Order,
    /// Takes it once it has the lines of the file.
    pub changed: Callback<Order>,
    /// Loads everything anew.
    pub again: Callback<()>,
}

/// What became of the last file.
#[derive(Debug, Clone, PartialEq)]
enum Came {
    Nothing,
    OnItsWay,
    /// The file cannot be read here.
    Unread(String),
    Failed(Failure),
}

/// Shows the way, and what came of it.
#[component]
pub(super) fn Import(props: &ImportProps) -> Html {
    let client = use_client();
    let came = use_state_eq(|| Came::Nothing);
    let working = use_progress(*came == Came::OnItsWay, "Still reading the file.");
    let take = {
        let (came, changed, id, follows) = (came.setter(), props.changed.clone(), props.order.id, props.order.version);
        Callback::from(move |file: File| {
            let (client, came, changed) = (client.clone(), came.clone(), changed.clone());
            came.set(Came::OnItsWay);
            spawn_local(async move {
                match send(&client, &format!("/orders/{id}/lines/import?follows={follows}"), &file).await {
                    Ok(order) => {
                        came.set(Came::Nothing);
                        changed.emit(order);
                    }
                    Err(why) => {
                        came.set(why);
                        focus_on(&format!("#{INPUT}"));
                    }
                }
            });
        })
    };
    let template = Callback::from(|_: MouseEvent| save(Blob::new_with_options(TEMPLATE, Some("text/csv;charset=utf-8")), "order.csv"));
    html! {
        <>
            <p>{ "Each row is a person, below a first one that says what each column is:" }<code class="columns">{ TEMPLATE.trim() }</code></p>
            <p>{ "The membership number may be empty. The amount is in dollars, as " }<code>{ "350.00" }</code>{ "." }</p>
            <p class="hint" id="lines-file-hint">{ format!("CSV in UTF-8, for at most {} people. It takes the place of all lines above; a file with an error changes nothing.", grouped(ORDER_LINES_MAX.try_into().unwrap_or(u64::MAX))) }</p>
            <p><button type="button" class="secondary" onclick={template}>{ "Download an empty file to fill in" }</button></p>
            <FileDrop id={INPUT} label="Choose a CSV file" accept=".csv,text/csv" hint="lines-file-hint" {take}>
                <p class="hint">{ "Or drop it here." }</p>
            </FileDrop>
            { working }
            { match &*came {
                Came::Nothing | Came::OnItsWay => Html::default(),
                Came::Unread(detail) => html! { <p class="error" role="alert">{ "The file " }<Words text={detail.clone()} /></p> },
                Came::Failed(why) if is_elsewhere(why) => html! { <Elsewhere id={props.order.id} why={why.clone()} take={props.again.clone()} /> },
                Came::Failed(why) if why.errors().is_empty() => html! { <ProblemNotice failure={why.clone()} /> },
                Came::Failed(why) => wrong(why.errors()),
            } }
        </>
    }
}

/// Sends the file as it is: the service says what is wrong with it.
async fn send(client: &Client, path: &str, file: &File) -> Result<Order, Came> {
    if u64::try_from(ORDER_BYTES_MAX).is_ok_and(|most| most < file_bytes(file)) {
        return Err(Came::Unread(format!("has {}: send at most 4 MB, or fewer people", length(file_bytes(file)))));
    }
    let content = file_content(file).await.map_err(Came::Unread)?;
    let answer = client.send_file(Method::POST, path, "text/csv", &file.name(), content).await.map_err(Came::Failed)?;
    read(&answer).map_err(Came::Failed)
}

/// What is wrong with the file, row by row.
fn wrong(errors: &[MemberError]) -> Html {
    let row = |(key, error): (usize, &MemberError)| {
        let (row, column) = place_of(&error.member);
        html! {
            <tr {key}>
                <th scope="row">{ row }</th>
                <td data-label="Column">{ column.to_owned() }</td>
                <td data-label="What is wrong"><Words text={error.detail.clone()} /></td>
            </tr>
        }
    };
    let more = errors.len().saturating_sub(LISTED);
    notice(
        Tone::Ended,
        &format!("Nothing was taken from the file: {} to mend", errors.len()),
        html! {
            <>
                { list_table(&["Row", "Column", "What is wrong"], errors.iter().take(LISTED).enumerate().map(row).collect()) }
                if 0 < more {
                    <p>{ format!("And {more} more.") }</p>
                }
            </>
        },
    )
}

/// The row and the column of `rows[17].email`. Rows are counted as a spreadsheet counts them.
fn place_of(member: &str) -> (&str, &str) {
    let found = member.strip_prefix("rows[").and_then(|rest| rest.split_once(']'));
    found.map_or(("", member), |(row, column)| (row, column.trim_start_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn an_error_says_its_row_and_column() {
        for (member, place) in [("rows[17].email", ("17", "email")), ("rows[3]", ("3", "")), ("columns", ("", "columns"))] {
            assert_eq!(place_of(member), place);
        }
    }
}
