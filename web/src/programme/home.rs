//! The home page: what the programme is, the ten sets, the way to a certificate in four steps, what it costs, and
//! where to go on.

use shared::calendar::Date;
use shared::policies::Policies;
use yew::prelude::*;
use yew_router::prelude::*;

use super::{use_policies, use_programme};
use crate::components::{DateText, Money, Page, Shelf, Why};
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Home() -> Html {
    let (programme, policies) = (use_programme(), use_policies());
    let policy = programme.ready().zip(policies.ready()).map(|(programme, policies)| policies.in_force_on(programme.today).clone());
    html! {
        <Page title="Library Support Staff Certification"
            lead="A national certification for the people who run libraries every day. You keep it when you change jobs or move to another state.">
            <p class="actions">
                <Link<Route> classes="button" to={Route::Eligibility}>{ "Check whether you are eligible" }</Link<Route>>
                <Link<Route> classes="button secondary" to={Route::Planner}>{ "Plan your way" }</Link<Route>>
                <Link<Route> classes="button secondary" to={Route::Catalog}>{ "Browse approved courses" }</Link<Route>>
            </p>
            <section aria-labelledby="what">
                <div class="with-why"><h2 id="what">{ "What it is" }</h2><Why question={1} /></div>
                <p>{ "You show, by approved courses or portfolios, that you know the work of a library: six sets of competencies, judged by one national measure. \
                    The certificate has a number, and anybody can verify it." }</p>
            </section>
            <section aria-labelledby="sets">
                <div class="with-why"><h2 id="sets">{ "Ten sets of competencies; you need six" }</h2><Why question={9} /></div>
                <p>{ "The three with a brass band are required. You choose three of the other seven. Choose a spine to see its courses, or read " }
                    <Link<Route> to={Route::CompetencySets}>{ "what each set asks" }</Link<Route>>{ "." }</p>
                <Shelf />
            </section>
            { steps() }
            <section aria-labelledby="cost">
                <div class="with-why"><h2 id="cost">{ "What it costs" }</h2><Why question={21} {policy} /></div>
                { programme.show(4, |programme| policies.show(4, |policies| cost(policies, programme.today))) }
            </section>
            { next_steps() }
        </Page>
    }
}

/// The way to a certificate.
fn steps() -> Html {
    let policies = Policies::built_in();
    let policy = policies.iter().last();
    let steps = [
        (
            6,
            "Apply",
            "You need a high-school diploma or its equivalent, a library position that asks for no master's degree, and {eligibility_hours_min} hours of library work in the last {eligibility_window_years} years.",
        ),
        (
            10,
            "Show what you know",
            "Complete an approved course, or hand in a portfolio, for each of six sets. You have {candidacy_years} years from your admission.",
        ),
        (
            18,
            "Become certified",
            "When the sixth set is verified, your certificate is issued on the same day, with a number that anybody can verify.",
        ),
        (19, "Stay certified", "A certification lasts {term_years} years. Renew it with {renewal_hours_min} contact hours of continuing education."),
    ];
    html! {
        <section aria-labelledby="steps">
            <h2 id="steps">{ "Four steps" }</h2>
            <ol class="steps">
                { for steps.into_iter().map(|(question, title, text)| html! {
                    <li key={title}>
                        <div class="with-why"><h3>{ title }</h3><Why {question} /></div>
                        <p>{ policy.map(|policy| policy.fill_in(text)).unwrap_or_default() }</p>
                    </li>
                }) }
            </ol>
        </section>
    }
}

/// What it costs, at today's prices, and until when they hold.
fn cost(policies: &Policies, today: Date) -> Html {
    let policy = policies.in_force_on(today);
    let line = |what: &'static str, cents: u32, member_cents: u32| {
        html! { <div><dt>{ what }</dt><dd><Money {cents} />{ ", members of ALA " }<Money cents={member_cents} /></dd></div> }
    };
    html! {
        <>
            <dl class="facts">
                { line("Application", policy.application_fee_cents, policy.application_fee_member_cents) }
                { line("Each portfolio", policy.portfolio_fee_cents, policy.portfolio_fee_member_cents) }
                <div><dt>{ "Courses" }</dt><dd>{ "set by each provider and paid there" }</dd></div>
            </dl>
            if let Some(until) = policies.fees_until(today) {
                <p>{ "These fees hold until " }<DateText date={until} />{ "; others are set from the day after." }</p>
            }
        </>
    }
}

fn next_steps() -> Html {
    let ways = [
        (Route::Register, "Create an account", "and apply at any time; there is no deadline."),
        (Route::Verify, "Verify a certificate", "if somebody gave you its number."),
        (Route::Faq, "Read the questions and answers", "all 27 of them."),
        (Route::Contact, "Write to us", "when something is left open."),
    ];
    html! {
        <section aria-labelledby="next">
            <h2 id="next">{ "Where to go on" }</h2>
            <ul>{ for ways.into_iter().map(|(to, words, rest)| html! { <li key={words}><Link<Route> {to}>{ words }</Link<Route>>{ ", " }{ rest }</li> }) }</ul>
        </section>
    }
}
