//! Registering an account. The answer is the same whether or not the address has one already.

use reqwest::Method;
use shared::accounts::{MailUnderway, PRIVACY_VERSION, RegisterAccount, TERMS_VERSION, check_password_length};
use shared::people::NAME_CHARS_MAX;
use shared::text::{self, Lines};
use yew::prelude::*;
use yew_router::prelude::*;

use super::mail_sent::MailSent;
use crate::components::{Field, Form, Kind, Page, Tick};
use crate::form::{Errors, email, use_entry, use_errors, use_flag, use_submission};
use crate::route::Route;

/// Shows the page: the form, then what happens next.
#[component]
pub fn Register() -> Html {
    let sent = use_state(|| None::<MailUnderway>);
    let (name, address, password) = (use_entry(""), use_entry(""), use_entry(""));
    let (privacy, terms) = (use_flag(), use_flag());
    let sending = {
        let sent = sent.clone();
        use_submission::<RegisterAccount, _>(Method::POST, Callback::from(move |answer| sent.set(Some(answer))))
    };
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (name, address, password, sending) = (name.clone(), address.clone(), password.clone(), sending.clone());
        let accepted = [("privacy_version", privacy.ticked), ("terms_version", terms.ticked)];
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.extend(text::check("name", &name.value, NAME_CHARS_MAX, Lines::One));
            found.check("email", email(&address.value));
            found.check("password", check_password_length(&password.value));
            for (member, ticked) in accepted {
                found.check(member, if ticked { Ok(()) } else { Err("is not accepted: read it, and tick the box".to_owned()) });
            }
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                let body = RegisterAccount {
                    email: address.trimmed().to_owned(),
                    password: password.value.to_string(),
                    name: name.trimmed().to_owned(),
                    privacy_version: PRIVACY_VERSION.to_owned(),
                    terms_version: TERMS_VERSION.to_owned(),
                };
                sending.emit("/accounts", body);
            }
        })
    };
    if let Some(sent) = &*sent {
        return html! { <Page title="Look into your mail"><MailSent message={sent.message.clone()} address={address.value} again="/accounts/resend-confirmation" /></Page> };
    }
    html! {
        <Page title="Create an account" lead="With an account you apply, report courses, and see where you stand.">
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Create the account" {on_submit}>
                <Field member="name" label="Your name" hint="As it will stand on your certificate." entry={name} error={errors.on("name")} autocomplete="name" />
                <Field member="email" label="E-mail address" kind={Kind::Email} hint="We send a link there to confirm that it is yours." entry={address} error={errors.on("email")} autocomplete="email" />
                <Field member="password" label="Password" kind={Kind::Password} hint="At least 12 characters. A few words that nobody would guess are better than symbols." entry={password} error={errors.on("password")} autocomplete="new-password" />
                <p>{ "Read the " }<a href="/privacy" target="_blank">{ "privacy notice" }</a>{ " and the " }<a href="/terms" target="_blank">{ "terms of use" }</a>{ ". They open beside this page." }</p>
                <Tick member="privacy_version" label="I have read the privacy notice" flag={privacy} error={errors.on("privacy_version")} />
                <Tick member="terms_version" label="I accept the terms of use" flag={terms} error={errors.on("terms_version")} />
            </Form>
            <p>{ "You have an account already? " }<Link<Route> to={Route::SignIn}>{ "Sign in" }</Link<Route>></p>
        </Page>
    }
}
