//! One invoice as staff see it: the sheet, every payment with what can be done with it, and what is recorded for it.

use shared::books::BookedPayments;
use shared::invoices::Invoice;
use yew::prelude::*;
use yew_router::prelude::*;

use super::download::download;
use super::record_payment::RecordPaymentForm;
use super::sheet::Sheet;
use crate::books::{CreditForm, PaymentCard};
use crate::components::{Page, empty, print_button};
use crate::remote::use_get;
use crate::route::Route;

/// Which one.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StaffInvoiceProps {
    /// Its id.
    pub id: shared::ids::InvoiceId,
}

/// Shows the page.
#[component]
pub fn StaffInvoice(props: &StaffInvoiceProps) -> Html {
    let invoice = use_get::<Invoice>(format!("/invoices/{}", props.id));
    let payments = use_get::<BookedPayments>(format!("/invoices/{}/payments", props.id));
    let done = {
        let (invoice, payments) = (invoice.reload.clone(), payments.reload.clone());
        Callback::from(move |()| {
            invoice.emit(());
            payments.emit(());
        })
    };
    html! {
        <Page title="Invoice">
            { invoice.show(6, |found| html! {
                <>
                    <Sheet invoice={found.clone()} />
                    <section aria-labelledby="payments">
                        <h2 id="payments">{ "Payments" }</h2>
                        { payments.show(4, |paid| paid_words(paid, &done)) }
                    </section>
                    <section aria-labelledby="record">
                        <h2 id="record">{ "Record a check or a transfer" }</h2>
                        <RecordPaymentForm key={format!("{} {}", found.owed_cents, found.payments.len())} invoice={found.clone()} recorded={done.clone()} />
                    </section>
                    { payments.show(2, |paid| html! {
                        if 0 < paid.creditable_cents {
                            <section aria-labelledby="credit">
                                <h2 id="credit">{ "Credit note" }</h2>
                                <CreditForm key={paid.creditable_cents} invoice={found.id} most_cents={paid.creditable_cents} done={done.clone()} />
                            </section>
                        }
                    }) }
                    <p class="actions no-print">
                        { print_button("Print the invoice") }
                        { download(found) }
                        <Link<Route> to={Route::StaffApplication { id: found.application_id }}>{ "The application" }</Link<Route>>
                        <Link<Route> to={Route::StaffPerson { id: found.person_id }}>{ "The person's file" }</Link<Route>>
                        <Link<Route> to={Route::StaffInvoices}>{ "All invoices" }</Link<Route>>
                    </p>
                </>
            }) }
        </Page>
    }
}

fn paid_words(paid: &BookedPayments, done: &Callback<()>) -> Html {
    if paid.items.is_empty() {
        return empty("Nothing has come for this invoice yet.");
    }
    html! {
        { for paid.items.iter().map(|payment| html! {
            <PaymentCard key={payment.id.to_string()} payment={payment.clone()} done={done.clone()} />
        }) }
    }
}
