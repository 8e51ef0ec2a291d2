//! The form in which staff record a check or a transfer of an institution.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::amount::amount_cents;
use shared::invoices::{PaymentMethod, RecordPayment, check_payment};
use shared::orders::Order;
use yew::prelude::*;

use crate::books::typed;
use crate::components::{Choice, Field, Form, Kind, Select};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};
use crate::invoices::method_title;
use crate::programme::use_programme;

/// For which order.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct RecordPaymentFormProps {
    /// The order.
    pub order: Order,
    /// Called once it is recorded.
    pub recorded: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn RecordPaymentForm(props: &RecordPaymentFormProps) -> Html {
    let today = use_programme().ready().map(|programme| programme.today);
    let (method, amount) = (use_entry("check"), use_entry(&typed(props.order.owed_cents)));
    let (reference, received_on) = (use_entry(""), use_entry(""));
    let sending = use_submission::<RecordPayment, IgnoredAny>(Method::POST, props.recorded.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (method, amount, reference, received_on) = (method.clone(), amount.clone(), reference.clone(), received_on.clone());
        let (sending, path, issued_on) = (sending.clone(), format!("/orders/{}/payments", props.order.id), props.order.issued_on);
        Callback::from(move |()| {
            let Some(today) = today else { return };
            let cents = amount_cents(&amount.value);
            let on = day(&received_on.value, "is empty: enter the day it was received");
            let record = RecordPayment {
                method: if method.value == "transfer" { PaymentMethod::Transfer } else { PaymentMethod::Check },
                // What cannot be read stands in as something good, so that the rest is checked all the same.
                amount_cents: cents.clone().unwrap_or(1),
                reference: reference.trimmed().to_owned(),
                received_on: on.clone().unwrap_or(today),
            };
            let mut found = Errors::default();
            found.check("amount_cents", cents.map(|_| ()));
            found.extend(check_payment(&record, issued_on.unwrap_or(today), today));
            found.check("received_on", on.map(|_| ()));
            if found.is_empty() {
                let RecordPayment { method, amount_cents, reference, received_on } = record;
                sending.emit(path.clone(), RecordPayment { method, amount_cents, reference, received_on });
            }
            set_errors.emit(found);
        })
    };
    let methods = [(PaymentMethod::Check, "check"), (PaymentMethod::Transfer, "transfer")];
    let choices: Vec<Choice> = methods.into_iter().map(|(method, name)| Choice::new(name, method_title(method))).collect();
    html! {
        <Form scope="payment" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Record the payment" {on_submit}>
            <Select member="method" label="How it came" {choices} entry={method} error={errors.on("method")} />
            <Field member="amount_cents" label="Amount in dollars" kind={Kind::Decimal} entry={amount} error={errors.on("amount_cents")}
                hint="Until all is paid it pays nobody's invoice. What is more than is owed stays unallocated." />
            <Field member="reference" label="Number of the check or the transfer" entry={reference} error={errors.on("reference")} />
            <Field member="received_on" label="Day it was received" kind={Kind::Date} entry={received_on} error={errors.on("received_on")} />
            <p class="hint">{ "It is recorded at once, and the buyer is told. A mistake is taken back by reversing the payment in the books." }</p>
        </Form>
    }
}
