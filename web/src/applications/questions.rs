//! What staff have asked an applicant and what was answered, as each of them reads it.

use shared::applications::{Application, ApplicationState, Question};
use yew::prelude::*;

use crate::components::DateText;

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// Whose application it is.
    Applicant,
    /// Who decides it.
    Staff,
}

/// Shows it, oldest first; nothing where nothing was asked.
pub(super) fn questions(application: &Application, reader: Reader) -> Html {
    if application.questions.is_empty() {
        return Html::default();
    }
    let waits = application.state == ApplicationState::InformationRequested;
    html! {
        <section aria-labelledby="questions">
            <h2 id="questions">{ "Questions and answers" }</h2>
            { for application.questions.iter().enumerate().map(|(index, question)| html! { <div key={index}>{ one(question, reader, waits) }</div> }) }
        </section>
    }
}

fn one(question: &Question, reader: Reader, waits: bool) -> Html {
    let (asked, answered) = match reader {
        Reader::Applicant => ("Staff asked you on ", "You answered on "),
        Reader::Staff => ("Staff asked on ", "The applicant answered on "),
    };
    let said = |words: &Option<String>, by: &'static str, date| {
        html! {
            <blockquote class="reason"><p>{ words.clone().unwrap_or_else(|| "(not kept any more)".to_owned()) }</p><footer>{ by }<DateText {date} /></footer></blockquote>
        }
    };
    html! {
        <>
            { said(&question.question, asked, question.asked_on) }
            if let Some(date) = question.answered_on {
                { said(&question.answer, answered, date) }
            } else if waits {
                <p class="hint">{ "Not answered yet." }</p>
            }
        </>
    }
}
