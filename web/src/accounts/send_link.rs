//! A form that asks for an address and has a link mailed there.

use reqwest::Method;
use shared::accounts::{MailTo, MailUnderway};
use yew::prelude::*;

use super::mail_sent::MailSent;
use crate::components::{Field, Form, Kind};
use crate::form::{Errors, email, use_entry, use_errors, use_submission};

/// Which link.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct SendLinkProps {
    /// The path that sends it.
    pub path: &'static str,
    /// The words on the button.
    pub submit: AttrValue,
}

/// Shows the form, then where the link went.
#[component]
pub(super) fn SendLink(props: &SendLinkProps) -> Html {
    let path = props.path;
    let sent = use_state(|| None::<MailUnderway>);
    let address = use_entry("");
    let sending = {
        let sent = sent.clone();
        use_submission::<MailTo, _>(Method::POST, Callback::from(move |answer| sent.set(Some(answer))))
    };
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (address, sending) = (address.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.check("email", email(&address.value));
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit(path, MailTo { email: address.trimmed().to_owned() });
            }
        })
    };
    if let Some(sent) = &*sent {
        return html! { <MailSent message={sent.message.clone()} address={address.value} again={path} /> };
    }
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit={props.submit.clone()} {on_submit}>
            <Field member="email" label="E-mail address" kind={Kind::Email} entry={address} error={errors.on("email")} autocomplete="username" />
        </Form>
    }
}
