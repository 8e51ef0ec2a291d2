//! Exports: a list as a file. The request carries the access token in a header, so the browser's own download cannot
//! make it: the text is fetched and handed to the browser as a file.

mod file_button;

pub use file_button::FileButton;
use gloo::file::Blob;
use reqwest::Method;
use shared::exports::ExportList;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::{Client, Failure};
use crate::components::{ProblemNotice, save, use_progress};
use crate::programme::use_programme;
use crate::session::use_client;

/// By which a spreadsheet knows UTF-8; reading an answer as text takes it away.
const MARK: &str = "\u{feff}";

/// Which list.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ExportButtonProps {
    /// The list, narrowed down as it is shown.
    pub list: ExportList,
}

/// The button that fetches the file, and what came of it.
#[component]
pub fn ExportButton(props: &ExportButtonProps) -> Html {
    let client = use_client();
    let (said, failure, busy) = (use_state_eq(|| ""), use_state_eq(|| None::<Failure>), use_state_eq(|| false));
    let today = use_programme().ready().map(|programme| programme.today.to_string()).unwrap_or_default();
    let working = use_progress(*busy, "Still working: the file is being put together.");
    let start = {
        let (list, said, failure, busy) = (props.list.clone(), said.setter(), failure.setter(), busy.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            let name = format!("{}-{today}.csv", list.name());
            let (client, list, said, failure, busy) = (client.clone(), list.clone(), said.clone(), failure.clone(), busy.setter());
            busy.set(true);
            failure.set(None);
            said.set("");
            spawn_local(async move {
                let fetched = fetch(&client, &list).await;
                busy.set(false);
                match fetched {
                    Ok(text) => {
                        let text = text.trim_start_matches(MARK);
                        save(Blob::new_with_options(format!("{MARK}{text}").as_str(), Some("text/csv;charset=utf-8")), &name);
                        said.set("The file is in your downloads. That you took it stands on record.");
                    }
                    Err(why) => failure.set(Some(why)),
                }
            });
        })
    };
    html! {
        <div class="export no-print">
            <button type="button" class="secondary" onclick={start.reform(|_: MouseEvent| ())} aria-busy={busy.then_some("true")}>{ "Download this list as CSV" }</button>
            <span role="status">{ *said }</span>
            { working }
            if let Some(failure) = &*failure {
                <ProblemNotice failure={failure.clone()} retry={start} />
            }
        </div>
    }
}

async fn fetch(client: &Client, list: &ExportList) -> Result<String, Failure> {
    let body = serde_json::to_string(list).map_err(|_| Failure::Unreadable)?;
    client.exchange(Method::POST, "/exports", Some(body), None).await
}
