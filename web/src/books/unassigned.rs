//! The form in which staff record money of which nobody knows what it is for.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::amount::amount_cents;
use shared::books::{RecordUnassignedPayment, SENT_BY_CHARS_MAX};
use shared::invoices::{PaymentMethod, check_receipt};
use shared::text::{Lines, check};
use yew::prelude::*;

use crate::components::{Choice, Field, Form, Kind, Select};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};
use crate::invoices::method_title;
use crate::programme::use_programme;

/// Whom to tell.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct UnassignedFormProps {
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn UnassignedForm(props: &UnassignedFormProps) -> Html {
    let programme = use_programme();
    let today = programme.ready().map(|programme| programme.today);
    let (method, cents, reference) = (use_entry("check"), use_entry(""), use_entry(""));
    let (received_on, sent_by) = (use_entry(""), use_entry(""));
    let sending = use_submission::<RecordUnassignedPayment, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (method, cents, reference) = (method.clone(), cents.clone(), reference.clone());
        let (received_on, sent_by, sending) = (received_on.clone(), sent_by.clone(), sending.clone());
        Callback::from(move |()| {
            let Some(today) = today else { return };
            let mut found = Errors::default();
            let amount = amount_cents(&cents.value);
            let on = day(&received_on.value, "is empty: enter the day it was received");
            let body = RecordUnassignedPayment {
                method: if method.value == "transfer" { PaymentMethod::Transfer } else { PaymentMethod::Check },
                // What cannot be read stands in as something good, so that the rest is checked all the same.
                amount_cents: amount.clone().unwrap_or(1),
                reference: reference.trimmed().to_owned(),
                received_on: on.clone().unwrap_or(today),
                sent_by: sent_by.trimmed().to_owned(),
            };
            found.check("amount_cents", amount.map(|_| ()));
            found.extend(check_receipt(body.method, body.amount_cents, &body.reference, body.received_on, today));
            found.check("received_on", on.map(|_| ()));
            found.extend(check("sent_by", &body.sent_by, SENT_BY_CHARS_MAX, Lines::One));
            if found.is_empty() {
                sending.emit("/payments".to_owned(), body);
            }
            set_errors.emit(found);
        })
    };
    let methods = [(PaymentMethod::Check, "check"), (PaymentMethod::Transfer, "transfer")];
    let choices: Vec<Choice> = methods.into_iter().map(|(method, name)| Choice::new(name, method_title(method))).collect();
    html! {
        <Form scope="unassigned" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Record the money" {on_submit}>
            <Select member="method" label="How it came" {choices} entry={method} error={errors.on("method")} />
            <Field member="amount_cents" label="Amount in dollars" kind={Kind::Decimal} entry={cents} error={errors.on("amount_cents")} />
            <Field member="reference" label="Number of the check or the transfer" entry={reference} error={errors.on("reference")} />
            <Field member="received_on" label="Day it was received" kind={Kind::Date} entry={received_on} error={errors.on("received_on")} />
            <Field member="sent_by" label="Who sent it, as far as it is known" entry={sent_by} error={errors.on("sent_by")} />
            <p class="hint">{ "It is unallocated until it is put to an invoice or goes back. A mistake is taken back by reversing it." }</p>
        </Form>
    }
}
