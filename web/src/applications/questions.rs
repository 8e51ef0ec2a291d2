//! What staff have asked an applicant and what was answered, as both read it.

use shared::applications::{Application, Question};
use yew::prelude::*;

use crate::components::DateText;

/// Shows it, oldest first; nothing where nothing was asked.
pub(super) fn questions(application: &Application) -> Html {
    if application.questions.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="questions">
            <h2 id="questions">{ "Questions and answers" }</h2>
            { for application.questions.iter().enumerate().map(|(index, question)| one(index, question)) }
        </section>
    }
}

fn one(index: usize, question: &Question) -> Html {
    let words = |text: &Option<String>| text.clone().unwrap_or_else(|| "(erased)".to_owned());
    html! {
        <div key={index} class="question">
            <blockquote class="reason">
                <p>{ words(&question.question) }</p><footer>{ "Staff asked on " }<DateText date={question.asked_on} /></footer>
            </blockquote>
            if let Some(date) = question.answered_on {
                <blockquote class="reason answer">
                    <p>{ words(&question.answer) }</p><footer>{ "The applicant answered on " }<DateText {date} /></footer>
                </blockquote>
            } else {
                <p class="hint">{ "Not answered yet." }</p>
            }
        </div>
    }
}
