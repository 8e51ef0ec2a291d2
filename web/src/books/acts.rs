//! What is done with a reason: reversing, taking back, crediting.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::books::{CreditInvoice, ReleaseAllocation, ReversePayment};
use shared::people::REASON_CHARS_MAX;
use shared::text::{Lines, check};
use yew::prelude::*;

use super::sums::amount;
use crate::components::{Field, Form, Kind, TextArea};
use crate::form::{Errors, use_entry, use_errors, use_submission};

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ReasonFormProps {
    /// Where it is sent.
    pub path: AttrValue,
    /// The words on the button.
    pub submit: AttrValue,
    /// What will follow.
    pub lead: AttrValue,
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// The form of what needs a reason and nothing else. What is reversed and what is released are of one shape.
#[component]
pub(super) fn ReasonForm(props: &ReasonFormProps) -> Html {
    let reason = use_entry("");
    let sending = use_submission::<ReversePayment, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (reason, sending, path) = (reason.clone(), sending.clone(), props.path.to_string());
        Callback::from(move |()| {
            let found: Errors = check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many).into_iter().collect();
            if found.is_empty() {
                let ReleaseAllocation { reason } = ReleaseAllocation { reason: reason.trimmed().to_owned() };
                sending.emit(path.clone(), ReversePayment { reason });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form scope={props.path.replace('/', "-")} errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit={props.submit.clone()} {on_submit}>
            <p>{ &props.lead }</p>
            <TextArea member="reason" label="Reason" hint="For the records." entry={reason} error={errors.on("reason")} />
        </Form>
    }
}

/// What can be credited.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CreditFormProps {
    /// The invoice.
    pub invoice: shared::ids::InvoiceId,
    /// What its lines still hold, in US cents.
    pub most_cents: u64,
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// The form of a credit note.
#[component]
pub fn CreditForm(props: &CreditFormProps) -> Html {
    let (cents, reason) = (use_entry(""), use_entry(""));
    let sending = use_submission::<CreditInvoice, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (cents, reason, sending) = (cents.clone(), reason.clone(), sending.clone());
        let (path, most) = (format!("/invoices/{}/credits", props.invoice), props.most_cents);
        Callback::from(move |()| {
            let mut found = Errors::default();
            let amount = amount(&cents.value, most);
            found.check("amount_cents", amount.clone().map(|_| ()));
            found.extend(check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many));
            if let (Ok(amount_cents), true) = (amount, found.is_empty()) {
                sending.emit(path.clone(), CreditInvoice { amount_cents, reason: reason.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form scope="credit" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Record the credit note" {on_submit}>
            <Field member="amount_cents" label="Amount of the credit, in dollars" kind={Kind::Decimal} entry={cents} error={errors.on("amount_cents")} />
            <TextArea member="reason" label="Reason" hint="For the records." entry={reason} error={errors.on("reason")} />
            <p class="hint">{ "Less is owed at once, and the person is told. A mistake is taken back by a correction in the person's file." }</p>
        </Form>
    }
}
