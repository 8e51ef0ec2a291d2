//! Lines from a file: chosen by the button, or dropped. What is wrong with it is listed by row and column.

use gloo::file::Blob;
use shared::orders::{ORDER_BYTES_MAX, ORDER_LINES_MAX, Order};
use shared::text::grouped;
use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::elsewhere::{Elsewhere, is_elsewhere};
use crate::client::{Client, read};
use crate::components::{FileDrop, focus_on, save, use_progress};
use crate::form::{NotTaken, not_taken, send_table};
use crate::session::use_client;

const INPUT: &str = "lines-file";
/// The columns of the file.
const TEMPLATE: &str = "name,email,ala_member_number,amount\r\n";

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
    NotTaken(NotTaken),
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
                        came.set(Came::NotTaken(why));
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
                Came::NotTaken(NotTaken::Refused(why)) if is_elsewhere(why) => html! { <Elsewhere id={props.order.id} why={why.clone()} take={props.again.clone()} /> },
                Came::NotTaken(why) => not_taken(why, "Nothing was taken from the file"),
            } }
        </>
    }
}

async fn send(client: &Client, path: &str, file: &File) -> Result<Order, NotTaken> {
    read(&send_table(client, path, file, ORDER_BYTES_MAX, "people").await?).map_err(NotTaken::Refused)
}
