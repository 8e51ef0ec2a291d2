//! The 27 questions and answers, to read and to search. `/faq#q18` opens the eighteenth.

use shared::policies::Policies;
use shared::programme::Programme;
use yew::prelude::*;
use yew_router::prelude::*;

use super::{use_policies, use_programme};
use crate::components::{Field, Kind, Page, faq, use_hash, use_hash_target};
use crate::form::{Entry, use_entry};
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Faq() -> Html {
    let (programme, policies) = (use_programme(), use_policies());
    let (search, hash) = (use_entry(""), use_hash());
    let built_in = Policies::built_in();
    let today = programme.ready().map(|programme| programme.today);
    let policy = today.map(|today| policies.ready().unwrap_or(&built_in).in_force_on(today));
    // The answers stand there at once; a number that has changed since the app was built comes with the service's answer.
    let policy = policy.or_else(|| built_in.iter().last());
    use_hash_target(true);
    let asked = search.trimmed().to_lowercase();
    let entries: Vec<_> = (1..=faq::COUNT)
        .filter_map(|number| Some((number, faq::entry(number)?, policy.map(|policy| faq::filled_in(number, policy)).unwrap_or_default())))
        .filter(|(number, entry, answer)| matches(&asked, *number, entry.question, answer))
        .collect();
    html! {
        <Page title="Questions and answers" lead="The programme's 27 questions. Wherever a page shows a number such as Q18, it is the answer of that number here.">
            <search class="no-print">
                <Field member="faq-search" label="Search the questions and answers" kind={Kind::Search} entry={search.clone()} hint="A word, or a number such as 18." />
            </search>
            <p role="status">{ counted(entries.len(), &search) }</p>
            { for entries.iter().map(|(number, entry, answer)| {
                let id = format!("q{number}");
                let open = !asked.is_empty() || hash == id;
                html! {
                    <details key={*number} id={id.clone()} class="question" {open} tabindex="-1">
                        <summary><h2><span class="figures">{ number }</span>{ entry.question }</h2></summary>
                        { for answer.split('\n').map(|paragraph| html! { <p>{ paragraph }</p> }) }
                        { more(*number, programme.ready()) }
                        <p class="no-print"><a href={format!("#{id}")}>{ "Link to this answer" }</a></p>
                    </details>
                }
            }) }
        </Page>
    }
}

/// Whether an entry holds every word that is searched for, or has the number.
fn matches(asked: &str, number: u8, question: &str, answer: &str) -> bool {
    let text = format!("{question} {answer}").to_lowercase();
    asked.trim_start_matches('q') == number.to_string() || asked.split_whitespace().all(|word| text.contains(word))
}

fn counted(found: usize, search: &Entry) -> String {
    match found {
        _ if search.trimmed().is_empty() => String::new(),
        0 => "No question has these words. Try one word, or write to us: the contact page is linked at the foot.".to_owned(),
        1 => "1 question".to_owned(),
        _ => format!("{found} questions"),
    }
}

/// Where an answer leads on.
fn more(number: u8, programme: Option<&Programme>) -> Html {
    let link = |to: Route, words: &'static str| html! { <p class="no-print"><Link<Route> {to}>{ words }</Link<Route>></p> };
    match number {
        1 | 7 => link(Route::Home, "How it works"),
        6 => link(Route::Eligibility, "Check whether you are eligible"),
        8 | 18 => link(Route::Planner, "Plan your way"),
        9 => link(Route::CompetencySets, "The sets and their statements"),
        12 | 14 => link(Route::Catalog, "The catalog"),
        22 | 27 => html! { <>{ for programme.map(contacts) }{ link(Route::Contact, "Write to us here") }</> },
        _ => Html::default(),
    }
}

/// How the programme is reached: by what is configured.
pub(super) fn contacts(programme: &Programme) -> Html {
    html! {
        <dl class="facts">
            <div><dt>{ "E-mail" }</dt><dd><a href={format!("mailto:{}", programme.contact_email)}>{ &programme.contact_email }</a></dd></div>
            if let Some(phone) = &programme.contact_phone {
                <div><dt>{ "Telephone" }</dt><dd><a href={format!("tel:{}", phone.replace(' ', ""))}>{ phone }</a></dd></div>
            }
            if let Some(address) = &programme.contact_postal_address {
                <div><dt>{ "Letters, checks, purchase orders" }</dt><dd class="postal-address">{ address }</dd></div>
            }
        </dl>
    }
}
