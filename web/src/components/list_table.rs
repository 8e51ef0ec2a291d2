//! A table of entries. On a narrow screen each row becomes a small block: its cells say what they are by
//! `data-label`.

use yew::prelude::*;

/// Shows the rows under these heads.
pub fn list_table(heads: &[&'static str], rows: Html) -> Html {
    html! {
        <div class="table-wrap">
            <table class="list">
                <thead><tr>{ for heads.iter().map(|&head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                <tbody>{ rows }</tbody>
            </table>
        </div>
    }
}
