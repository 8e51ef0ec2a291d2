//! Where money goes: to another invoice, or back.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::books::{AllocatePayment, BookedPayment, NumberedDocument, RefundPayment, RefundState};
use shared::ids::InvoiceId;
use shared::invoices::{Invoice, InvoicePage, REFERENCE_CHARS_MAX};
use shared::people::REASON_CHARS_MAX;
use shared::text::{Lines, check, dollars};
use yew::prelude::*;

use super::find_number::FindNumber;
use super::sums::{amount, typed};
use crate::components::{Choice, Field, Form, Kind, Pager, Select, TextArea, empty, focus_on, use_place};
use crate::form::{Errors, use_entry, use_errors, use_submission};
use crate::remote::use_get;

/// A payment of which something is left.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct MoveProps {
    /// The payment.
    pub payment: BookedPayment,
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// The form that puts money to an open invoice: to that of the number on the check, or to one of all.
#[component]
pub(super) fn AllocateForm(props: &MoveProps) -> Html {
    let found = use_state_eq(|| None::<NumberedDocument>);
    let scope = format!("find-{}", props.payment.id);
    let take = {
        let found = found.setter();
        Callback::from(move |document| found.set(document))
    };
    let forget = {
        let (found, field) = (found.setter(), format!("[id='{scope}.number']"));
        Callback::from(move |_: MouseEvent| {
            found.set(None);
            focus_on(&field);
        })
    };
    let invoice = found.as_ref().and_then(|document| document.invoice_id.filter(|_| document.payment_id.is_none()));
    html! {
        <>
            <div class="one-line">
                <FindNumber {scope} label="Number of the invoice" hint="Such as 2026-00017, where it is known." found={take} />
            </div>
            <div role="status">
                if let Some(document) = &*found {
                    <p class="hint">{ if invoice.is_some() {
                        format!("{} is found.", document.number)
                    } else {
                        format!("{} is not the number of a person's invoice. Money for an order is recorded on its page.", document.number)
                    } }</p>
                }
            </div>
            if let Some(id) = invoice {
                <FoundInvoice key={id.to_string()} {id} payment={props.payment.clone()} done={props.done.clone()} />
                <button type="button" class="quiet" onclick={forget}>{ "Choose among all open invoices" }</button>
            } else {
                <OpenInvoices payment={props.payment.clone()} done={props.done.clone()} />
            }
        </>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct FoundInvoiceProps {
    id: InvoiceId,
    payment: BookedPayment,
    done: Callback<()>,
}

/// The form for the invoice that was found.
#[component]
fn FoundInvoice(props: &FoundInvoiceProps) -> Html {
    let invoice = use_get::<Invoice>(format!("/invoices/{}", props.id));
    invoice.show(3, |invoice| {
        if invoice.owed_cents == 0 {
            return empty("Nothing is owed for this invoice.");
        }
        html! { <AllocateTo payment={props.payment.clone()} done={props.done.clone()} open={vec![invoice.clone()]} is_chosen=true /> }
    })
}

/// The form for one of all that are open.
#[component]
fn OpenInvoices(props: &MoveProps) -> Html {
    let (after, place, go) = use_place();
    let open = use_get::<InvoicePage>(format!("/invoices?state=open&limit=200{place}"));
    open.show(3, |page| {
        if page.items.is_empty() {
            return empty("No invoice is open. What is left can be sent back.");
        }
        html! {
            <>
                <AllocateTo payment={props.payment.clone()} done={props.done.clone()} open={page.items.clone()} />
                // Those that are not among the first are on the pages that follow.
                <Pager {after} next={page.next.clone().map(AttrValue::from)} {go} />
            </>
        }
    })
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct AllocateToProps {
    payment: BookedPayment,
    done: Callback<()>,
    open: Vec<Invoice>,
    /// Whether somebody has chosen the first already: what is owed for it is offered then, as far as it is there.
    #[prop_or_default]
    is_chosen: bool,
}

#[component]
fn AllocateTo(props: &AllocateToProps) -> Html {
    let left = props.payment.unallocated_cents;
    let chosen = props.open.first().filter(|_| props.is_chosen);
    let invoice = use_entry(&chosen.map(|open| open.id.to_string()).unwrap_or_default());
    let cents = use_entry(&typed(chosen.map_or(left, |open| left.min(open.owed_cents.into()))));
    let sending = use_submission::<AllocatePayment, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (invoice, cents, sending) = (invoice.clone(), cents.clone(), sending.clone());
        let (path, open) = (format!("/payments/{}/allocations", props.payment.id), props.open.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let to = invoice.value.parse().map_err(|_| "is empty: choose the invoice that it pays".to_owned());
            let owed = open.iter().find(|open| to.as_ref() == Ok(&open.id)).map_or(left, |open| open.owed_cents.into());
            let amount = amount(&cents.value, left.min(owed));
            found.check("invoice_id", to.clone().map(|_| ()));
            found.check("amount_cents", amount.clone().map(|_| ()));
            if let (Ok(invoice_id), Ok(amount_cents)) = (to, amount) {
                sending.emit(path.clone(), AllocatePayment { invoice_id, amount_cents });
            }
            set_errors.emit(found);
        })
    };
    let mut choices = vec![Choice::new("", "Choose an invoice")];
    choices.extend(props.open.iter().map(|open| Choice::new(open.id.to_string(), words(open))));
    html! {
        <Form scope={format!("put-{}", props.payment.id)} errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Put it to this invoice" {on_submit}>
            <Select member="invoice_id" label="Open invoice" {choices} entry={invoice} error={errors.on("invoice_id")} />
            <Field member="amount_cents" label="Amount to put there, in dollars" kind={Kind::Decimal} entry={cents} error={errors.on("amount_cents")} />
            <p class="hint">{ "It is recorded at once, and who owes the invoice is told. It can be taken back from there." }</p>
        </Form>
    }
}

fn words(open: &Invoice) -> String {
    let number = open.number.map(|number| format!("{number}, ")).unwrap_or_default();
    format!("{number}{}, {} owed", open.person_name, dollars(open.owed_cents))
}

/// The form that sends money back.
#[component]
pub(super) fn RefundForm(props: &MoveProps) -> Html {
    let (most, to_card, failed) = (props.payment.refundable_cents, props.payment.refunds_to_card, props.payment.card_refund_failed);
    // What pays nothing goes back first.
    let under_way = props.payment.refunds.iter().filter(|refund| matches!(refund.state, RefundState::Queued | RefundState::Sent));
    let under_way = under_way.fold(0_u64, |sum, refund| sum.saturating_add(refund.amount_cents.into()));
    let free = props.payment.unallocated_cents.saturating_sub(under_way).min(most);
    let (cents, number, reason) = (use_entry(&typed(if free == 0 { most } else { free })), use_entry(""), use_entry(""));
    let told = match (&props.payment.order, props.payment.person_id) {
        (Some(_), _) => "Those who order for the institution are told.",
        (None, Some(_)) => "The person is told.",
        (None, None) => "Nobody is told: it is not known whose it is.",
    };
    let sending = use_submission::<RefundPayment, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (cents, number, reason, sending) = (cents.clone(), number.clone(), reason.clone(), sending.clone());
        let path = format!("/payments/{}/refunds", props.payment.id);
        Callback::from(move |()| {
            let mut found = Errors::default();
            let amount = amount(&cents.value, most);
            found.check("amount_cents", amount.clone().map(|_| ()));
            let by_check = !to_card || !number.trimmed().is_empty();
            if by_check {
                found.extend(check("check_number", &number.value, REFERENCE_CHARS_MAX, Lines::One));
            }
            found.extend(check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many));
            if let (Ok(amount_cents), true) = (amount, found.is_empty()) {
                let check_number = by_check.then(|| number.trimmed().to_owned());
                sending.emit(path.clone(), RefundPayment { amount_cents, check_number, reason: reason.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form scope={format!("refund-{}", props.payment.id)} errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Send it back" {on_submit}>
            <Field member="amount_cents" label="Amount to send back, in dollars" kind={Kind::Decimal} entry={cents} error={errors.on("amount_cents")} />
            if to_card && failed {
                <p>{ "A refund to the card failed. It goes back by check, or to the card once more." }</p>
                <Field member="check_number" label="Number of the check by which it goes" hint="Leave it empty to try the card once more." entry={number} error={errors.on("check_number")} />
            } else if to_card {
                <p>{ "It goes back to the card that it came from." }</p>
            } else {
                <Field member="check_number" label="Number of the check by which it goes" entry={number} error={errors.on("check_number")} />
            }
            <TextArea member="reason" label="Reason" hint="For the records." entry={reason} error={errors.on("reason")} />
            if free < most {
                <p class="hint">{ format!("{} of it pay invoices: what goes back of that pays them no more.", dollars(most.saturating_sub(free))) }</p>
            }
            <p class="hint">{ told }{ " Money that has gone to a card cannot be called back." }</p>
        </Form>
    }
}
