//! The form that sets fees from a day on.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::amount::price_cents;
use shared::calendar::Date;
use shared::fees::{Fees, SetFees, check_fees};
use shared::people::REASON_CHARS_MAX;
use shared::text::{Lines, check};
use yew::prelude::*;

use super::FEES;
use crate::books::typed;
use crate::components::{Field, Form, Kind, TextArea};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};

/// What the form begins with.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct SetFormProps {
    /// Today in the programme.
    pub today: Date,
    /// What is charged today.
    pub now: Fees,
    /// Called once others are set.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn SetForm(props: &SetFormProps) -> Html {
    let (today, now) = (props.today, props.now);
    let from = use_entry("");
    let reason = use_entry("");
    let amounts = [
        use_entry(&typed(now.application_fee_cents.into())),
        use_entry(&typed(now.application_fee_member_cents.into())),
        use_entry(&typed(now.portfolio_fee_cents.into())),
        use_entry(&typed(now.portfolio_fee_member_cents.into())),
        use_entry(&typed(now.renewal_fee_cents.into())),
    ];
    let done = {
        let (from, reason, done) = (from.clone(), reason.clone(), props.done.clone());
        Callback::from(move |_: IgnoredAny| {
            from.set("");
            reason.set("");
            done.emit(());
        })
    };
    let sending = use_submission::<SetFees, IgnoredAny>(Method::POST, done);
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (from, reason, amounts, sending) = (from.clone(), reason.clone(), amounts.clone(), sending.clone());
        Callback::from(move |()| {
            let (mut unreadable, mut fees) = (Errors::default(), now);
            let on = day(&from.value, "is empty: enter the first day on which they are charged");
            for (fee, amount) in FEES.into_iter().zip(&amounts) {
                match price_cents(&amount.value) {
                    Ok(cents) => *(fee.of)(&mut fees) = cents,
                    Err(why) => unreadable.check(fee.member, Err(why)),
                }
            }
            let body = SetFees {
                // What cannot be read stands in as something good, so that the rest is checked all the same.
                effective_from: on.clone().unwrap_or_else(|_| today.days_later(1)),
                fees,
                reason: reason.trimmed().to_owned(),
            };
            let mut found = Errors::default();
            found.check("effective_from", on.map(|_| ()));
            found.extend(check_fees(&body, today));
            found.extend(unreadable.iter().cloned());
            found.extend(check("reason", &body.reason, REASON_CHARS_MAX, Lines::Many));
            if found.is_empty() {
                sending.emit("/rules/fees".to_owned(), body);
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form scope="fees" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Set these fees" {on_submit}>
            <Field member="effective_from" label="First day on which they are charged" kind={Kind::Date} entry={from} error={errors.on("effective_from")}
                hint="Tomorrow at the earliest. Until that day they are taken back by setting others for the same day." />
            { for FEES.into_iter().zip(amounts).map(|(fee, entry)| html! {
                <Field member={fee.member} label={format!("{}, in dollars", fee.words)} kind={Kind::Decimal} {entry} error={errors.on(fee.member)} />
            }) }
            <TextArea member="reason" label="Reason" hint="For the record: the decision of the board, for example." entry={reason} error={errors.on("reason")} />
        </Form>
    }
}
