//! The files of an application, for its applicant and for staff. The request carries the access token in a header, so the
//! browser's own download cannot make it.

use gloo::file::Blob;
use shared::evidence::EvidenceFile;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::files::words;
use crate::client::Failure;
use crate::components::{ProblemNotice, save};
use crate::session::use_client;

/// Which files.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct EvidenceListProps {
    /// The files.
    pub files: Vec<EvidenceFile>,
}

/// Shows them; nothing where there are none.
#[component]
pub fn EvidenceList(props: &EvidenceListProps) -> Html {
    let client = use_client();
    let (said, failure) = (use_state_eq(String::new), use_state_eq(|| None::<Failure>));
    if props.files.is_empty() {
        return Html::default();
    }
    let fetch = {
        let (said, failure) = (said.setter(), failure.setter());
        Callback::from(move |file: EvidenceFile| {
            let (client, said, failure) = (client.clone(), said.clone(), failure.clone());
            said.set(format!("Fetching {}.", file.name));
            failure.set(None);
            spawn_local(async move {
                match client.file(&format!("/evidence/{}", file.id)).await {
                    Ok(bytes) => {
                        // As bytes and nothing else: a browser keeps it, and does not show it.
                        save(Blob::new_with_options(bytes.as_slice(), Some("application/octet-stream")), &file.name);
                        said.set(format!("{} is in your downloads.", file.name));
                    }
                    Err(why) => {
                        said.set(String::new());
                        failure.set(Some(why));
                    }
                }
            });
        })
    };
    html! {
        <>
            <h3>{ "Files" }</h3>
            <ul class="files">
                { for props.files.iter().map(|file| {
                    let this = file.clone();
                    html! {
                        <li key={file.id.to_string()}>
                            <span>{ words(file) }</span>
                            <button type="button" class="quiet no-print" onclick={fetch.reform(move |_: MouseEvent| this.clone())}>
                                { "Download" }<span class="visually-hidden">{ format!(" {}", file.name) }</span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
            <p class="hint" role="status">{ (*said).clone() }</p>
            if let Some(failure) = &*failure {
                <ProblemNotice failure={failure.clone()} />
            }
        </>
    }
}
