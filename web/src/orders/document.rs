//! The document that a buyer sends along with an order: its own purchase order, on paper as a rule.

use js_sys::Uint8Array;
use reqwest::Method;
use shared::evidence::{EVIDENCE_BYTES_MAX, check_file, length};
use shared::orders::Order;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::{Client, Failure, read};
use crate::components::{ProblemNotice, Words, focus_on, use_progress};
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
    let onchange = {
        let (sent, changed, id) = (sent.setter(), props.changed.clone(), order.id);
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (client, sent, changed) = (client.clone(), sent.clone(), changed.clone());
            sent.set(Sent::OnItsWay);
            spawn_local(async move {
                let came = send(&client, &format!("/orders/{id}"), &file).await;
                // So that the same file may be chosen again.
                input.set_value("");
                match came {
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
    html! {
        <section aria-labelledby="document" class="no-print">
            <h2 id="document">{ "Document" }</h2>
            if let Some(name) = &order.document {
                <p class="actions"><FileButton path={format!("/orders/{}/document", order.id)} name={name.clone()} words={format!("Download {name}")} /></p>
            } else {
                <p>{ "No document goes with this order. The number and the lines suffice." }</p>
            }
            <div class="drop">
                <label for={INPUT}>{ if order.document.is_some() { "Send another in its place" } else { "Send the order as your institution wrote it" } }</label>
                <input type="file" id={INPUT} accept={ACCEPT} aria-describedby="document-hint" {onchange} />
                <p class="hint" id="document-hint">{ format!("PDF, PNG or JPEG, up to {}.", length(EVIDENCE_BYTES_MAX)) }</p>
            </div>
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
    let content = content_of(file).await.map_err(Sent::Refused)?;
    let name = file.name();
    if let Some(fault) = check_file(&name, u64::try_from(content.len()).unwrap_or(u64::MAX)) {
        return Err(Sent::Refused(fault.detail));
    }
    let refused = |why: Failure| match why.errors().first() {
        Some(error) => Sent::Refused(error.detail.clone()),
        None => Sent::Failed(why),
    };
    // What it is, its content decides.
    let answer = client.send_file(Method::PUT, &format!("{order}/document"), "application/octet-stream", &name, content).await.map_err(refused)?;
    read(&answer).map_err(Sent::Failed)
}

/// What is in a file.
///
/// # Errors
/// The rest of a sentence that begins with it.
pub(super) async fn content_of(file: &File) -> Result<Vec<u8>, String> {
    // Browsers count in a float, which holds lengths such as these exactly.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length is a whole number of at least nothing")]
    let bytes = file.size() as u64;
    if EVIDENCE_BYTES_MAX < bytes {
        return Err(format!("has {}: send at most {}", length(bytes), length(EVIDENCE_BYTES_MAX)));
    }
    let content = JsFuture::from(file.array_buffer()).await.map_err(|_| "could not be read: choose it again".to_owned())?;
    Ok(Uint8Array::new(&content).to_vec())
}
