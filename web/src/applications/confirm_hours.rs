//! A supervisor's page, reached by a mailed link and without an account: who asks, about which hours, and two answers.
//! Opening it does nothing by itself, because mail programs open links.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::confirmations::{AnswerConfirmation, AskedConfirmation, HoursAnswer, LookAtConfirmation, check_answer};
use yew::prelude::*;

use crate::accounts::use_mailed_token;
use crate::components::{DateText, Form, Page, TextArea, hours};
use crate::form::{Errors, use_entry, use_errors, use_submission};
use crate::remote::use_remote;

/// Shows the page.
#[component]
pub fn ConfirmHours() -> Html {
    let token = use_mailed_token();
    let asked = use_remote(token.clone(), |client, token| async move {
        let Some(token) = token else { return Ok(None) };
        let body = LookAtConfirmation { token };
        client.request::<_, AskedConfirmation>(Method::POST, "/confirmations/look", Some(&body), None).await.map(Some).or_else(|why| {
            // What the link does not open any more is an answer like another.
            if why.status() == Some(404) { Ok(None) } else { Err(why) }
        })
    });
    let answered = use_state_eq(|| false);
    if *answered {
        return html! {
            <Page title="Thank you">
                <div class="notice good" role="status"><p>{ "Your answer is recorded. The link opens nothing any more, and there is nothing left to do." }</p></div>
            </Page>
        };
    }
    html! {
        <Page title="Are these hours right?">
            { asked.show(6, |asked| match (asked, &token) {
                (Some(asked), Some(token)) => html! { <Question asked={asked.clone()} token={token.clone()} answered={answered_by(&answered)} /> },
                _ => html! {
                    <section class="notice">
                        <h2>{ "There is nothing to answer here" }</h2>
                        <p>{ "This page opens from the link in the mail. The link may have been cut off, may have been answered already, may have ended after its 30 days, or a newer one may have taken its place." }</p>
                    </section>
                },
            }) }
        </Page>
    }
}

fn answered_by(answered: &UseStateHandle<bool>) -> Callback<()> {
    let answered = answered.setter();
    Callback::from(move |()| answered.set(true))
}

#[derive(Clone, PartialEq, Properties)]
struct QuestionProps {
    asked: AskedConfirmation,
    token: String,
    answered: Callback<()>,
}

/// What is asked, and both answers.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let QuestionProps { asked, token, answered } = props.clone();
    let (comment, is_wrong) = (use_entry(""), use_state_eq(|| false));
    let sending = use_submission::<AnswerConfirmation, IgnoredAny>(Method::POST, answered.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let send = {
        let sending = sending.clone();
        Callback::from(move |(answer, comment): (HoursAnswer, Option<String>)| {
            sending.emit("/confirmations/answer", AnswerConfirmation { token: token.clone(), answer, comment });
        })
    };
    let right = send.reform(|()| (HoursAnswer::Confirmed, None));
    let wrong = {
        let (comment, send) = (comment.clone(), send.clone());
        Callback::from(move |()| {
            let said = Some(comment.trimmed().to_owned()).filter(|said| !said.is_empty());
            let found: Errors = check_answer(HoursAnswer::Disputed, said.as_deref()).into_iter().collect();
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                send.emit((HoursAnswer::Disputed, said));
            }
        })
    };
    let toggle = {
        let is_wrong = is_wrong.clone();
        Callback::from(move |_: MouseEvent| is_wrong.set(!*is_wrong))
    };
    let until = asked.until.map_or_else(|| html! { "still there" }, |date| html! { <DateText {date} /> });
    html! {
        <>
            <p>{ format!("{}, {} applies to the Library Support Staff Certification and names you as the supervisor of this job in a library.", asked.supervisor_name, asked.applicant_name) }</p>
            <dl class="facts">
                <div><dt>{ "Who" }</dt><dd>{ asked.applicant_name.clone() }</dd></div>
                if let Some(employer) = &asked.employer {
                    <div><dt>{ "Library or employer" }</dt><dd>{ employer.clone() }</dd></div>
                }
                if let Some(position) = &asked.position {
                    <div><dt>{ "Position" }</dt><dd>{ position.clone() }</dd></div>
                }
                <div><dt>{ "First day" }</dt><dd><DateText date={asked.from} /></dd></div>
                <div><dt>{ "Last day" }</dt><dd>{ until }</dd></div>
                <div><dt>{ "Hours a week" }</dt><dd>{ hours(u64::from(asked.minutes_per_week)) }</dd></div>
                <div><dt>{ "Answer until" }</dt><dd><DateText date={asked.answer_by} /></dd></div>
            </dl>
            <p>{ "Your answer can be given once. The applicant and the staff of the programme see it." }</p>
            <Form scope="right" failure={sending.failure.clone().filter(|_| !*is_wrong)} busy={sending.busy && !*is_wrong} submit="These hours are right" on_submit={right} />
            <p><button type="button" class="secondary" onclick={toggle} aria-expanded={is_wrong.to_string()}>{ "They are not right" }</button></p>
            if *is_wrong {
                <Form scope="wrong" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Send: they are not right" on_submit={wrong}>
                    <TextArea member="comment" label="What is not right, if you want to say it" hint="Up to 500 characters. Only the staff read it." entry={comment} error={errors.on("comment")} />
                </Form>
            }
        </>
    }
}
