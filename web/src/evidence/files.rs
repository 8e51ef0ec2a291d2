//! Choosing the files of the next application: by the button, or dropped. Each is sent at once and listed with its
//! length; a refusal stands beside its file.

use std::cell::RefCell;
use std::rc::Rc;

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::evidence::{EVIDENCE_BYTES_MAX, EVIDENCE_WAITING_MAX, EvidenceFile, EvidenceList, check_file, length};
use shared::ids::EvidenceId;
use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::sending::{Change, Sending, Sent};
use crate::client::{Client, Failure, read};
use crate::components::{FileDrop, Words, file_bytes, file_content, focus_on};
use crate::remote::{RemoteHandle, use_get};
use crate::session::use_client;

const PATH: &str = "/me/evidence";
const INPUT: &str = "evidence-files";
/// What the browser offers to choose.
const ACCEPT: &str = ".pdf,.png,.jpg,.jpeg,.docx";

/// The files that wait for the next application, and those on their way.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    kept: RemoteHandle<EvidenceList>,
    sending: UseReducerHandle<Sending>,
    /// The number of the last that was sent: the form may be left and shown again meanwhile.
    last: Rc<RefCell<u32>>,
}

impl Evidence {
    /// The files that go with an application submitted now; none while it is not known which there are.
    pub fn ids(&self) -> Option<Vec<EvidenceId>> {
        let is_on_its_way = self.sending.files.iter().any(|sent| sent.fault.is_none());
        self.kept.ready().filter(|_| !is_on_its_way).map(|kept| self.sending.waiting(&kept.items).iter().map(|file| file.id).collect())
    }

    /// What goes along, for a last look.
    pub fn review(&self) -> Html {
        self.kept.show(1, |kept| {
            let waiting = self.sending.waiting(&kept.items);
            if waiting.is_empty() {
                html! { <p>{ "No file goes along" }</p> }
            } else {
                html! { <ul>{ for waiting.iter().map(|file| html! { <li>{ words(file) }</li> }) }</ul> }
            }
        })
    }
}

/// The files of whoever is signed in.
#[hook]
pub fn use_evidence() -> Evidence {
    Evidence { kept: use_get(PATH.to_owned()), sending: use_reducer(Sending::default), last: use_mut_ref(|| 0) }
}

/// Whose files.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct EvidenceFilesProps {
    /// Those that wait.
    pub evidence: Evidence,
}

/// Shows the files that wait, and the way to more.
#[component]
pub fn EvidenceFiles(props: &EvidenceFilesProps) -> Html {
    let Evidence { kept, sending, last } = props.evidence.clone();
    let client = use_client();
    let take = {
        let (client, sending) = (client.clone(), sending.dispatcher());
        Callback::from(move |file: File| {
            let id = last.replace_with(|last| last.wrapping_add(1)).wrapping_add(1);
            let (client, sending) = (client.clone(), sending.clone());
            sending.dispatch(Change::Begin(id, file.name()));
            spawn_local(async move {
                sending.dispatch(match send(&client, &file).await {
                    Ok(file) => Change::Arrived(id, file),
                    Err(why) => Change::Refused(id, why),
                });
            });
        })
    };
    let remove = {
        let sending = sending.dispatcher();
        Callback::from(move |file: EvidenceFile| {
            let (client, sending) = (client.clone(), sending.clone());
            sending.dispatch(Change::Remove(file.id));
            focus_on(&format!("#{INPUT}"));
            spawn_local(async move {
                let path = format!("{PATH}/{}", file.id);
                sending.dispatch(match client.request::<(), Option<IgnoredAny>>(Method::DELETE, &path, None, None).await {
                    Ok(_) => Change::Removed(file.name),
                    // Removed elsewhere, it is removed.
                    Err(why) if why.status() == Some(404) => Change::Removed(file.name),
                    // It may be removed, and the answer be lost.
                    Err(why) if why.is_uncertain() && is_gone(&client, file.id).await => Change::Removed(file.name),
                    Err(why) => Change::Stays(file.id, said_of(&why)),
                });
            });
        })
    };
    html! {
        <section class="evidence" aria-labelledby="evidence">
            <h3 id="evidence">{ "Files, if you want to add some" }</h3>
            <p class="hint" id="evidence-hint">
                { format!("Such as a diploma or a letter of an employer: PDF, PNG, JPEG or Word (.docx), up to {} each, at most {EVIDENCE_WAITING_MAX}. They are kept until you submit, for 90 days at most.", length(EVIDENCE_BYTES_MAX)) }
            </p>
            { kept.show(1, |kept| kept_files(&kept.items, &sending, &remove)) }
            <ul class="files">{ for sending.files.iter().map(|sent| sent_file(sent, &sending)) }</ul>
            <FileDrop id={INPUT} label="Choose files" accept={ACCEPT} hint="evidence-hint" many=true {take}>
                <p class="hint">{ "Or drop them here." }</p>
            </FileDrop>
            <p class="visually-hidden" role="status">{ sending.said.clone() }</p>
        </section>
    }
}

fn kept_files(kept: &[EvidenceFile], sending: &Sending, remove: &Callback<EvidenceFile>) -> Html {
    let files = sending.waiting(kept);
    if files.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="files" aria-label="Files that go with this application">
            { for files.iter().map(|file| {
                let this = file.clone();
                html! {
                    <li key={file.id.to_string()}>
                        <span>{ words(file) }</span>
                        if let Some(fault) = sending.stays(file.id) {
                            <span class="error" role="alert">{ format!("{} is not removed: ", file.name) }<Words text={fault.clone()} /></span>
                        }
                        <button type="button" class="quiet" onclick={remove.reform(move |_: MouseEvent| this.clone())}>
                            { "Remove" }<span class="visually-hidden">{ format!(" {}", file.name) }</span>
                        </button>
                    </li>
                }
            }) }
        </ul>
    }
}

/// One on its way, or refused: then with the reason beside it.
fn sent_file(sent: &Sent, sending: &UseReducerHandle<Sending>) -> Html {
    let (id, dispatcher) = (sent.id, sending.dispatcher());
    let dismiss = Callback::from(move |_: MouseEvent| {
        dispatcher.dispatch(Change::Dismiss(id));
        focus_on(&format!("#{INPUT}"));
    });
    html! {
        <li key={sent.id}>
            if let Some(fault) = &sent.fault {
                <span class="error" role="alert">{ format!("{}: ", sent.name) }<Words text={fault.clone()} /></span>
                <button type="button" class="quiet" onclick={dismiss}>
                    { "Dismiss" }<span class="visually-hidden">{ format!(" {}", sent.name) }</span>
                </button>
            } else {
                <span>{ format!("Sending {} …", sent.name) }</span>
            }
        </li>
    }
}

/// A file in words: `Diploma.pdf, PDF document, 48 kB`.
pub(super) fn words(file: &EvidenceFile) -> String {
    format!("{}, {}, {}", file.name, file.kind.words(), length(file.bytes))
}

/// Whether the service says that this file waits no longer.
async fn is_gone(client: &Client, id: EvidenceId) -> bool {
    client.get::<EvidenceList>(PATH).await.is_ok_and(|kept| kept.items.iter().all(|file| file.id != id))
}

/// Sends a file; says why it was refused.
async fn send(client: &Client, file: &File) -> Result<EvidenceFile, String> {
    let name = file.name();
    if let Some(fault) = check_file(&name, file_bytes(file)) {
        return Err(fault.detail);
    }
    let answer = client.upload(PATH, &name, file_content(file).await?).await;
    answer.and_then(|answer| read(&answer)).map_err(|why| said_of(&why))
}

fn said_of(why: &Failure) -> String {
    why.errors()
        .first()
        .map_or_else(|| why.reasons().first().map_or_else(|| why.detail(), |reason| reason.sentence.clone()), |error| error.detail.clone())
}
