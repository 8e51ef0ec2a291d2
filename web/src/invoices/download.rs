//! The button that fetches an invoice as a PDF file.

use shared::invoices::{Invoice, InvoiceState};
use yew::prelude::*;

use crate::exports::FileButton;

/// Shows it.
pub(super) fn download(invoice: &Invoice) -> Html {
    let what = if invoice.state == InvoiceState::Paid { "receipt" } else { "invoice" };
    let number = invoice.number.map_or_else(|| invoice.id.to_string(), |number| number.to_string());
    html! {
        <FileButton path={format!("/invoices/{}/pdf", invoice.id)} name={format!("{what}-{number}.pdf")} kind="application/pdf" words="Download as PDF" />
    }
}
