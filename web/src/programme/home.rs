//! The home page: what the programme is, the ten sets, the way to a certificate in four steps, what it costs.

use shared::policies::Policies;
use yew::prelude::*;
use yew_router::prelude::*;

use super::use_programme;
use crate::components::{Money, Page, Shelf, Why};
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Home() -> Html {
    html! {
        <Page title="Library Support Staff Certification"
            lead="A national certification for the people who run libraries every day. You keep it when you change jobs or move to another state.">
            <p class="actions">
                <Link<Route> classes="button" to={Route::Eligibility}>{ "Check whether you are eligible" }</Link<Route>>
                <Link<Route> classes="button secondary" to={Route::Catalog}>{ "Browse approved courses" }</Link<Route>>
            </p>
            <section aria-labelledby="sets">
                <div class="with-why"><h2 id="sets">{ "Ten sets of competencies; you need six" }</h2><Why question={9} /></div>
                <p>{ "The three with a brass band are required. You choose three of the other seven. Choose a spine to see its courses." }</p>
                <Shelf />
            </section>
            <Steps />
            <Cost />
        </Page>
    }
}

/// The way to a certificate.
#[component]
fn Steps() -> Html {
    let steps = [
        (
            6,
            "Apply",
            "You need a high-school diploma or its equivalent, a library position that asks for no master's degree, and one year of library work in the last five.",
        ),
        (10, "Show what you know", "Complete an approved course for each of six sets. You have four years from your admission."),
        (
            18,
            "Become certified",
            "When the sixth set is verified, your certificate is issued on the same day, with a number that anybody can verify.",
        ),
        (19, "Stay certified", "A certification lasts four years. Renew it with 32 contact hours of continuing education."),
    ];
    html! {
        <section aria-labelledby="steps">
            <h2 id="steps">{ "Four steps" }</h2>
            <ol class="steps">
                { for steps.into_iter().map(|(question, title, text)| html! {
                    <li key={title}>
                        <div class="with-why"><h3>{ title }</h3><Why {question} /></div>
                        <p>{ text }</p>
                    </li>
                }) }
            </ol>
        </section>
    }
}

/// What it costs, at today's prices.
#[component]
fn Cost() -> Html {
    let programme = use_programme();
    let policies = Policies::built_in();
    html! {
        <section aria-labelledby="cost">
            <div class="with-why"><h2 id="cost">{ "What it costs" }</h2><Why question={21} /></div>
            { programme.show(2, |programme| {
                let policy = policies.in_force_on(programme.today);
                html! {
                    <dl class="facts">
                        <div><dt>{ "Application" }</dt><dd><Money cents={policy.application_fee_cents} /></dd></div>
                        <div><dt>{ "Application, members of ALA" }</dt><dd><Money cents={policy.application_fee_member_cents} /></dd></div>
                        <div><dt>{ "Courses" }</dt><dd>{ "set by each provider and paid there" }</dd></div>
                    </dl>
                }
            }) }
        </section>
    }
}
