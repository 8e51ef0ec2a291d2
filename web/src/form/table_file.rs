//! A table that is sent as a CSV file: the service reads it, and says by row and column what is wrong with it.

use reqwest::Method;
use shared::evidence::length;
use shared::problem::MemberError;
use web_sys::File;
use yew::prelude::*;

use crate::client::{Client, Failure};
use crate::components::{ProblemNotice, Tone, Words, file_bytes, file_content, list_table, notice};

/// So many faults are listed.
const LISTED: usize = 200;

/// Said of a fault that is of no row or of no column.
const ALL: &str = "all";

/// Why nothing came of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum NotTaken {
    /// It cannot be read here: the rest of a sentence that begins with the file.
    Unread(String),
    /// The service says why.
    Refused(Failure),
}

/// Sends the file as it is; the answer. `fewer` is what a shorter one has fewer of.
///
/// # Errors
/// Why nothing came of it.
pub async fn send_table(client: &Client, path: &str, file: &File, bytes_max: usize, fewer: &str) -> Result<String, NotTaken> {
    let most = u64::try_from(bytes_max).unwrap_or(u64::MAX);
    if most < file_bytes(file) {
        return Err(NotTaken::Unread(format!("has {}: send at most {}, or fewer {fewer}", length(file_bytes(file)), length(most))));
    }
    let content = file_content(file).await.map_err(NotTaken::Unread)?;
    client.send_file(Method::POST, path, "text/csv", &file.name(), content).await.map_err(NotTaken::Refused)
}

/// Shows why nothing came of a file. `title` stands above its faults, before their number.
pub fn not_taken(why: &NotTaken, title: &str) -> Html {
    match why {
        NotTaken::Unread(detail) => html! { <p class="error" role="alert">{ "The file " }<Words text={detail.clone()} /></p> },
        NotTaken::Refused(failure) if failure.errors().is_empty() => html! { <ProblemNotice failure={failure.clone()} /> },
        NotTaken::Refused(failure) => file_faults(failure.errors(), title),
    }
}

/// What is wrong with a file, row by row.
fn file_faults(errors: &[MemberError], title: &str) -> Html {
    let row = |(key, error): (usize, &MemberError)| {
        let (row, column) = place_of(&error.member);
        html! {
            <tr {key}>
                <th scope="row" data-label="Row">{ row }</th>
                <td data-label="Column">{ column.to_owned() }</td>
                <td data-label="What is wrong"><Words text={error.detail.clone()} /></td>
            </tr>
        }
    };
    let more = errors.len().saturating_sub(LISTED);
    notice(
        Tone::Ended,
        &format!("{title}: {} to mend", errors.len()),
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

/// The row and the column of `rows[17].email`. Rows are counted as a spreadsheet counts them: the first is the header.
fn place_of(member: &str) -> (&str, &str) {
    match member.strip_prefix("rows[").and_then(|rest| rest.split_once(']')) {
        Some((row, "")) => (row, ALL),
        Some((row, column)) => (row, column.trim_start_matches('.')),
        None if member == "header" => ("1", ALL),
        None if member == "body" => (ALL, ALL),
        None => (ALL, member),
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, place_of};

    #[test]
    fn a_fault_says_its_row_and_column() {
        for (member, place) in [("rows[17].email", ("17", "email")), ("rows[3]", ("3", ALL)), ("header", ("1", ALL)), ("body", (ALL, ALL))] {
            assert_eq!(place_of(member), place);
        }
    }
}
