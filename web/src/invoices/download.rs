//! The button that fetches an invoice as a PDF file. The request carries the access token in a header, so the browser's own
//! download cannot make it.

use gloo::file::Blob;
use shared::invoices::{Invoice, InvoiceState};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::Failure;
use crate::components::{ProblemNotice, save};
use crate::session::use_client;

/// The invoice.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct DownloadProps {
    /// The invoice.
    pub invoice: Invoice,
}

/// Shows the button, and what came of it.
#[component]
pub(super) fn Download(props: &DownloadProps) -> Html {
    let client = use_client();
    let failure = use_state_eq(|| None::<Failure>);
    let fetch = {
        let (invoice, failure) = (props.invoice.clone(), failure.setter());
        Callback::from(move |()| {
            let (client, failure, path) = (client.clone(), failure.clone(), format!("/invoices/{}/pdf", invoice.id));
            let what = if invoice.state == InvoiceState::Paid { "receipt" } else { "invoice" };
            let number = invoice.number.map_or_else(|| invoice.id.to_string(), |number| number.to_string());
            failure.set(None);
            spawn_local(async move {
                match client.file(&path).await {
                    Ok(bytes) => save(Blob::new_with_options(bytes.as_slice(), Some("application/pdf")), &format!("{what}-{number}.pdf")),
                    Err(why) => failure.set(Some(why)),
                }
            });
        })
    };
    html! {
        <>
            <button type="button" class="secondary" onclick={fetch.reform(|_: MouseEvent| ())}>{ "Download as PDF" }</button>
            if let Some(failure) = &*failure {
                <ProblemNotice failure={failure.clone()} retry={fetch} />
            }
        </>
    }
}
