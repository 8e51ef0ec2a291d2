//! Exports: a list as a file. The request carries the access token in a header, so the browser's own download cannot
//! make it: the file is fetched and handed to the browser.

mod file_button;

pub use file_button::FileButton;
use gloo::file::Blob;
use shared::exports::ExportList;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::Failure;
use crate::components::{ProblemNotice, save, use_progress};
use crate::programme::use_programme;
use crate::session::use_client;

/// What the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Xlsx,
}

impl Format {
    const ALL: [Self; 2] = [Self::Csv, Self::Xlsx];

    /// As the service and the file's name have it.
    const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    const fn kind(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
        }
    }
}

/// Which list.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ExportButtonProps {
    /// The list, narrowed down as it is shown.
    pub list: ExportList,
    /// What a page with several calls this one.
    #[prop_or("this list")]
    pub what: &'static str,
}

/// The buttons that fetch the file, and what came of it.
#[component]
pub fn ExportButton(props: &ExportButtonProps) -> Html {
    let client = use_client();
    let (said, failure, busy) = (use_state_eq(|| ""), use_state_eq(|| None::<(Format, Failure)>), use_state_eq(|| None::<Format>));
    let today = use_programme().ready().map(|programme| programme.today.to_string()).unwrap_or_default();
    let working = use_progress(busy.is_some(), "Still working: the file is being put together.");
    let start = {
        let (list, said, failure, busy) = (props.list.clone(), said.setter(), failure.setter(), busy.clone());
        Callback::from(move |format: Format| {
            if busy.is_some() {
                return;
            }
            let name = format!("{}-{today}.{}", list.name(), format.name());
            let (client, list, said, failure, busy) = (client.clone(), list.clone(), said.clone(), failure.clone(), busy.setter());
            busy.set(Some(format));
            failure.set(None);
            said.set("");
            spawn_local(async move {
                let fetched = client.download(&format!("/exports?format={}", format.name()), &list).await;
                busy.set(None);
                match fetched {
                    Ok(bytes) => {
                        save(Blob::new_with_options(bytes.as_slice(), Some(format.kind())), &name);
                        said.set("The file is in your downloads. That you took it stands on record.");
                    }
                    Err(why) => failure.set(Some((format, why))),
                }
            });
        })
    };
    let button = |format: Format| {
        let onclick = start.reform(move |_: MouseEvent| format);
        html! { <button type="button" class="secondary" {onclick} aria-busy={(*busy == Some(format)).then_some("true")}>{ format!("Download {} as {}", props.what, format.words()) }</button> }
    };
    html! {
        <div class="export no-print">
            <p class="actions">{ for Format::ALL.into_iter().map(button) }</p>
            <span role="status">{ *said }</span>
            { working }
            if let Some((format, failure)) = (*failure).clone() {
                <ProblemNotice {failure} retry={start.reform(move |()| format)} />
            }
        </div>
    }
}
