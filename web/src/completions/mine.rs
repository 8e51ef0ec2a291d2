//! One's completions with their credit: on the dashboard.

use shared::completions::CompletionPage;
use yew::prelude::*;
use yew_router::prelude::*;

use super::CompletionCard;
use crate::remote::use_get;
use crate::route::Route;
use crate::session::use_session;

/// Shows them, latest report first.
#[component]
pub fn MyCompletions() -> Html {
    let completions = use_get::<CompletionPage>("/me/completions".to_owned());
    let number = use_session().account().and_then(|account| account.candidate_number.clone());
    html! {
        <section aria-labelledby="completions">
            <h2 id="completions">{ "Courses you reported" }</h2>
            { completions.show(3, |page| if page.items.is_empty() {
                html! { <p class="empty">{ "The courses that you completed will stand here, each with the credit it gives." }</p> }
            } else {
                html! { <ul class="cards">{ for page.items.iter().rev().map(|completion| html! {
                    <li key={completion.id.to_string()}><CompletionCard completion={completion.clone()} /></li>
                }) }</ul> }
            }) }
            if let Some(number) = number {
                <p class="hint">{ "Some providers report what you completed by themselves. They ask for your name and your candidate number: " }
                    <strong class="figures">{ number }</strong></p>
            }
            <p class="actions"><Link<Route> classes="button secondary" to={Route::ReportCompletion}>{ "Report a course" }</Link<Route>></p>
        </section>
    }
}
