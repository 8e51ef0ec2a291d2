//! Fields, forms, buttons, the dialog.

use shared::problem::MemberError;
use yew::prelude::*;

use super::part;
use crate::components::{Choice, Confirm, Field, Form, Kind, Select, TextArea, Tick, at_once, cannot_be_undone, copy_button, print_button};
use crate::form::{Errors, use_entry, use_flag};

/// Shows them. They can be filled in and do nothing.
#[component]
pub fn Forms() -> Html {
    let entries = [use_entry(""), use_entry("Demo Reader"), use_entry("2026-02-30"), use_entry("")];
    let [empty, name, day, choice] = entries;
    let (flag, other) = (use_flag(), use_flag());
    let said = use_state_eq(|| "");
    let on_said = {
        let said = said.setter();
        Callback::from(move |words| said.set(words))
    };
    let errors: Errors = [
        MemberError::new("sample_day", "`2026-02-30` is no day of the calendar: choose another"),
        MemberError::new("sample_consent", "is needed: tick it"),
    ]
    .into_iter()
    .collect();
    let choices = vec![Choice::new("face_to_face", "Face to face"), Choice::new("online", "Online")];
    part(
        "forms",
        "Forms",
        html! {
            <>
                <Form errors={errors.clone()} submit="Save" on_submit={Callback::noop()}>
                    <Field member="sample_name" label="Your name" hint="As it stands on the certificate." entry={name} />
                    <Field member="sample_day" label="Day on which you completed it" kind={Kind::Date} entry={day} error={errors.on("sample_day")} />
                    <Field member="sample_email" label="E-mail address" kind={Kind::Email} entry={empty.clone()} />
                    <div class="field-row">
                        <Field member="sample_hours" label="Hours a week" kind={Kind::Decimal} entry={empty.clone()} error={Some(AttrValue::from("is empty: fill it in"))} />
                        <Field member="sample_number" label="Number of the check" kind={Kind::Number} entry={empty.clone()} />
                    </div>
                    <Select member="sample_delivery" label="How it is held" entry={choice} {choices} empty="Any" />
                    <TextArea member="sample_reason" label="Reason" hint="The person reads it." entry={empty} />
                    <Tick member="sample_consent" label="I have read the terms." {flag} error={errors.on("sample_consent")} />
                    <Tick member="sample_other" label="Write to me about renewals." flag={other} />
                </Form>
                <div class="sample"><Form busy={true} submit="A form that is being sent" on_submit={Callback::noop()} /></div>
                <h3>{ "Buttons and the dialog" }</h3>
                <p class="actions">
                    <button type="button">{ "First" }</button>
                    <button type="button" class="secondary">{ "Second" }</button>
                    <button type="button" class="quiet">{ "Quiet" }</button>
                    <button type="button" disabled={true}>{ "Not now" }</button>
                </p>
                <p class="actions">
                    { copy_button("Copy this line", "A line that is too long to type.".into(), on_said) }
                    { print_button("Print this page") }
                    <span role="status">{ *said }</span>
                </p>
                <div class="actions">
                    <Confirm action="Withdraw the application" question="Withdraw your application?" on_confirm={Callback::noop()}>
                        <p>{ "A fee that was paid goes back." }</p>
                        { cannot_be_undone() }
                    </Confirm>
                    <Confirm action="Verify the chosen ones" question="Verify none?" disabled={true} on_confirm={Callback::noop()}>
                        { at_once() }
                    </Confirm>
                </div>
                <div class="sample">
                    <Confirm action="A question that was answered" question="Is it being done?" busy={true} on_confirm={Callback::noop()}>
                        { at_once() }
                    </Confirm>
                </div>
            </>
        },
    )
}
