//! The form in which staff credit lines of an order.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::ids::{OrderId, OrderLineId};
use shared::orders::CreditOrder;
use shared::people::REASON_CHARS_MAX;
use shared::text::{Lines, check};
use yew::prelude::*;

use crate::components::{Choice, Form, Select, TextArea};
use crate::form::{Errors, use_entry, use_errors, use_submission};

/// Which lines.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct CreditFormProps {
    /// The order.
    pub order: OrderId,
    /// Those that are chosen.
    pub chosen: Vec<OrderLineId>,
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn CreditForm(props: &CreditFormProps) -> Html {
    let (which, reason) = (use_entry("chosen"), use_entry(""));
    let sending = use_submission::<CreditOrder, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (which, reason, sending) = (which.clone(), reason.clone(), sending.clone());
        let (path, chosen) = (format!("/orders/{}/credits", props.order), props.chosen.clone());
        Callback::from(move |()| {
            let is_all = which.value == "all";
            let mut found = Errors::default();
            if !is_all && chosen.is_empty() {
                found.check("lines", Err("are none: choose lines in the table".to_owned()));
            }
            found.extend(check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many));
            if found.is_empty() {
                sending.emit(path.clone(), CreditOrder { lines: (!is_all).then(|| chosen.clone()), reason: reason.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    let count = props.chosen.len();
    let choices = vec![Choice::new("chosen", format!("The {count} chosen in the table")), Choice::new("all", "All that are not credited yet")];
    html! {
        <Form scope="credit" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Record the credit note" {on_submit}>
            <Select member="lines" label="Which lines" {choices} entry={which} error={errors.on("lines")} />
            <TextArea member="reason" label="Reason" hint="The buyer reads it." entry={reason} error={errors.on("reason")} />
            <p class="hint">{ "The buyer is asked for less at once, and is told. What had come for these lines is unallocated then, and can go back. A credit note is not taken back." }</p>
        </Form>
    }
}
