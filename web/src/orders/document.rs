//! The document that a buyer sends along with an order: its own purchase order, on paper as a rule.

use reqwest::Method;
use shared::evidence::{EVIDENCE_BYTES_MAX, length};
use shared::orders::{Order, check_document};
use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::{Client, Failure, read};
use crate::components::{FileDrop, ProblemNotice, Words, file_bytes, file_content, focus_on, use_progress};
use crate::exports::FileButton;
use crate::session::use_client;

const INPUT: &str = "order-document";
const ACCEPT: &str = ".pdf,.png,.jpg,.jpeg";

/// Of which order.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct DocumentProps {
    /// The order.
    pub order: Order,
    /// Takes the order once it has another document.
    pub changed: Callback<Order>,
}

/// What became of the last one.
#[derive(Debug, Clone, PartialEq)]
enum Sent {
    Nothing,
    OnItsWay,
    Kept,
    /// The file itself is at fault.
    Refused(String),
    Failed(Failure),
}

/// Shows the document, and the way to another.
#[component]
pub(super) fn OrderDocument(props: &DocumentProps) -> Html {
    let client = use_client();
    let sent = use_state_eq(|| Sent::Nothing);
    let working = use_progress(*sent == Sent::OnItsWay, "Still sending the file.");
    let order = &props.order;
    let take = {
        let (sent, changed, id) = (sent.setter(), props.changed.clone(), order.id);
        Callback::from(move |file: File| {
            let (client, sent, changed) = (client.clone(), sent.clone(), changed.clone());
            sent.set(Sent::OnItsWay);
            spawn_local(async move {
                match send(&client, &format!("/orders/{id}"), &file).await {
                    Ok(order) => {
                        sent.set(Sent::Kept);
                        changed.emit(order);
                    }
                    Err(why) => sent.set(why),
                }
                focus_on(&format!("#{INPUT}"));
            });
        })
    };
    let label = if order.document.is_some() { "Send another in its place" } else { "Send the order as your institution wrote it" };
    html! {
        <section aria-labelledby="document" class="no-print">
            <h2 id="document">{ "Document" }</h2>
            if let Some(name) = &order.document {
                <p class="actions"><FileButton path={format!("/orders/{}/document", order.id)} name={name.clone()} words={format!("Download {name}")} /></p>
            } else {
                <p>{ "No document goes with this order. The number and the lines suffice." }</p>
            }
            <FileDrop id={INPUT} {label} accept={ACCEPT} hint="document-hint" {take}>
                <p class="hint" id="document-hint">{ format!("PDF, PNG or JPEG, up to {}. Or drop it here.", length(EVIDENCE_BYTES_MAX)) }</p>
            </FileDrop>
            { working }
            { match &*sent {
                Sent::Nothing | Sent::OnItsWay => Html::default(),
                Sent::Kept => html! { <p role="status">{ "The document is kept with the order." }</p> },
                Sent::Refused(detail) => html! { <p class="error" role="alert">{ "The file " }<Words text={detail.clone()} /></p> },
                Sent::Failed(failure) => html! { <ProblemNotice failure={failure.clone()} /> },
            } }
        </section>
    }
}

/// Sends the file; the answer is the order as it is now.
async fn send(client: &Client, order: &str, file: &File) -> Result<Order, Sent> {
    let name = file.name();
    if let Some(fault) = check_document(&name, file_bytes(file)) {
        return Err(Sent::Refused(fault.detail));
    }
    let content = file_content(file).await.map_err(Sent::Refused)?;
    let refused = |why: Failure| match why.errors().first() {
        Some(error) => Sent::Refused(error.detail.clone()),
        None => Sent::Failed(why),
    };
    // What it is, its content decides.
    let answer = client.send_file(Method::PUT, &format!("{order}/document"), "application/octet-stream", &name, content).await.map_err(refused)?;
    read(&answer).map_err(Sent::Failed)
}
