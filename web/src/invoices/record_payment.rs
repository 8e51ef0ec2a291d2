//! The form in which staff record a check or a transfer that was received.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::amount::amount_cents;
use shared::calendar::Date;
use shared::invoices::{Invoice, PaymentMethod, RecordPayment, check_payment};
use yew::prelude::*;

use super::method_title;
use crate::books::typed;
use crate::components::{Choice, Field, Form, Kind, Select, at_once};
use crate::form::{Entry, Errors, day, use_entry, use_errors, use_submission};
use crate::programme::use_programme;

/// The invoice that was paid.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct RecordPaymentFormProps {
    /// The invoice.
    pub invoice: Invoice,
    /// Called once the payment is recorded.
    pub recorded: Callback<()>,
}

/// What was entered.
#[derive(Debug, Clone, PartialEq)]
struct Entries {
    method: Entry,
    amount: Entry,
    reference: Entry,
    received_on: Entry,
}

/// Shows the form.
#[component]
pub(super) fn RecordPaymentForm(props: &RecordPaymentFormProps) -> Html {
    let programme = use_programme();
    let (issued_on, owed_cents) = (props.invoice.issued_on, props.invoice.owed_cents);
    let entries = Entries {
        method: use_entry("check"),
        // Where nothing is owed, what came is for something else.
        amount: use_entry(&if owed_cents == 0 { String::new() } else { typed(owed_cents.into()) }),
        reference: use_entry(""),
        received_on: use_entry(""),
    };
    let sending = use_submission::<RecordPayment, IgnoredAny>(Method::POST, props.recorded.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let path = format!("/invoices/{}/payments", props.invoice.id);
    let today = programme.ready().map(|programme| programme.today);
    let on_submit = {
        let (entries, sending) = (entries.clone(), sending.clone());
        Callback::from(move |()| {
            let Some(today) = today else { return };
            match read(&entries, issued_on, today) {
                Ok(body) => {
                    set_errors.emit(Errors::default());
                    sending.emit(path.clone(), body);
                }
                Err(found) => set_errors.emit(found),
            }
        })
    };
    let methods = [(PaymentMethod::Check, "check"), (PaymentMethod::Transfer, "transfer")];
    let choices: Vec<Choice> = methods.into_iter().map(|(method, name)| Choice::new(name, method_title(method))).collect();
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Record the payment" {on_submit}>
            <Select member="method" label="How it came" {choices} entry={entries.method} error={errors.on("method")} />
            <Field member="amount_cents" label="Amount in dollars" kind={Kind::Decimal} entry={entries.amount}
                hint="What is more than is owed stays unallocated, until you put it elsewhere or send it back." error={errors.on("amount_cents")} />
            <Field member="reference" label="Number of the check or the transfer" entry={entries.reference} error={errors.on("reference")} />
            <Field member="received_on" label="Day it was received" kind={Kind::Date} entry={entries.received_on}
                hint="It counts from that day, also where that is before today." error={errors.on("received_on")} />
            { at_once() }
        </Form>
    }
}

/// The payment, or what is wrong with the entries.
fn read(entries: &Entries, issued_on: Date, today: Date) -> Result<RecordPayment, Errors> {
    let method = if entries.method.value == "transfer" { PaymentMethod::Transfer } else { PaymentMethod::Check };
    // Here in dollars: the service's own words are in cents.
    let amount = amount_cents(&entries.amount.value);
    let received_on = day(&entries.received_on.value, "is empty: enter the day it was received");
    let body = RecordPayment {
        method,
        // What cannot be read stands in as something good, so that the rest is checked all the same.
        amount_cents: amount.clone().unwrap_or(1),
        reference: entries.reference.trimmed().to_owned(),
        received_on: received_on.clone().unwrap_or(today),
    };
    let mut found = Errors::default();
    found.check("amount_cents", amount.map(|_| ()));
    found.extend(check_payment(&body, issued_on, today));
    found.check("received_on", received_on.map(|_| ()));
    if found.is_empty() { Ok(body) } else { Err(found) }
}
