//! Writing to the programme: the addresses, and a form that sends a message.

use reqwest::Method;
use shared::programme::{CONTACT_MESSAGE_CHARS_MAX, CONTACT_NAME_CHARS_MAX, CONTACT_SUBJECT_CHARS_MAX, ContactAnswer, ContactMessage};
use shared::text::{Lines, check};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::faq::contacts;
use super::use_programme;
use crate::components::{Field, Form, HEADING, Kind, Page, TextArea, focus_on};
use crate::form::{Entry, Errors, email, use_entry, use_errors, use_submission};
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Contact() -> Html {
    let programme = use_programme();
    let sent = use_state(|| None::<ContactAnswer>);
    let done = {
        let sent = sent.clone();
        Callback::from(move |answer| {
            sent.set(Some(answer));
            focus_on(HEADING);
        })
    };
    if let Some(answer) = &*sent {
        return html! {
            <Page title="Your message is sent">
                <p class="notice good" role="status">{ &answer.message }</p>
                <p><Link<Route> to={Route::Home}>{ "Go to the home page" }</Link<Route>></p>
            </Page>
        };
    }
    html! {
        <Page title="Contact" lead="Ask what the questions and answers leave open. People answer, by mail.">
            { programme.show(2, contacts) }
            <p><Link<Route> to={Route::Faq}>{ "Look whether your question is answered already" }</Link<Route>></p>
            <h2>{ "Write to us" }</h2>
            <MessageForm {done} />
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct MessageFormProps {
    done: Callback<ContactAnswer>,
}

/// The form. What was entered stays where sending fails.
#[component]
fn MessageForm(props: &MessageFormProps) -> Html {
    let (name, address, subject, message, website) = (use_entry(""), use_entry(""), use_entry(""), use_entry(""), use_entry(""));
    let sending = use_submission::<ContactMessage, _>(Method::POST, props.done.clone());
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (name, address, subject, message) = (name.clone(), address.clone(), subject.clone(), message.clone());
        let (website, sending) = (website.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.extend(check("name", &name.value, CONTACT_NAME_CHARS_MAX, Lines::One));
            found.check("email", email(&address.value));
            found.extend(check("subject", &subject.value, CONTACT_SUBJECT_CHARS_MAX, Lines::One));
            found.extend(check("message", &message.value, CONTACT_MESSAGE_CHARS_MAX, Lines::Many));
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                let text = |entry: &Entry| entry.trimmed().to_owned();
                let body = ContactMessage {
                    name: text(&name),
                    email: text(&address),
                    subject: text(&subject),
                    message: text(&message),
                    website: text(&website),
                };
                sending.emit("/messages", body);
            }
        })
    };
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Send the message" {on_submit}>
            <Field member="name" label="Your name" entry={name} error={errors.on("name")} autocomplete="name" />
            <Field member="email" label="Your e-mail address" kind={Kind::Email} hint="The answer goes there." entry={address} error={errors.on("email")} autocomplete="email" />
            <Field member="subject" label="Subject" entry={subject} error={errors.on("subject")} autocomplete="off" />
            <TextArea member="message" label="Your message" hint="At most 5,000 characters. Please send no passwords and no card numbers." entry={message} error={errors.on("message")} />
            { trap(&website) }
            <p class="hint">{ "Your message goes to the programme's mailbox and is kept nowhere else. " }<Link<Route> to={Route::Privacy}>{ "Privacy" }</Link<Route>></p>
        </Form>
    }
}

/// A field that people neither see, hear nor reach; machines fill it in.
fn trap(website: &Entry) -> Html {
    let oninput = website.on_input.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <div class="trap" aria-hidden="true">
            <label for="website">{ "Leave this empty" }</label>
            <input id="website" name="website" type="text" tabindex="-1" autocomplete="off" value={&website.value} {oninput} />
        </div>
    }
}
