//! What a person can do next, most urgent first, each with the way to do it.

use shared::ids::{ApplicationId, InvoiceId};
use shared::standings::{NextStep, Standing};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{DateText, Why};
use crate::programme::use_programme;
use crate::route::Route;

/// Shows the steps, the answer first that staff wait for, and the way to the invoice that is open. Nothing where nothing can
/// be done.
pub fn next_steps(standing: &Standing, asked: Option<ApplicationId>, open_invoice: Option<InvoiceId>) -> Html {
    let steps = &standing.next_steps;
    if steps.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="next-steps">
            <h2 id="next-steps">{ "Next steps" }</h2>
            <ol class="next-steps">
                if let Some(id) = asked {
                    <li key="asked">
                        <p>{ "Answer what staff ask about your application; they decide after that." }</p>
                        <p class="actions"><Link<Route> to={Route::Application { id }}>{ "Answer the question" }</Link<Route>></p>
                    </li>
                }
                { for steps.iter().map(|step| html! {
                    <li key={&*step.step}>
                        <div class="with-why"><p>{ &step.sentence }</p><Why question={step.question} /></div>
                        if let Some(date) = step.by {
                            <p class="by">{ "By " }<DateText {date} /></p>
                        }
                        <Way step={step.clone()} {open_invoice} />
                    </li>
                }) }
            </ol>
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct WayProps {
    step: NextStep,
    open_invoice: Option<InvoiceId>,
}

/// The way to do a step, where there is one here.
#[component]
fn Way(props: &WayProps) -> Html {
    let programme = use_programme();
    let link = |to: Route, words: &'static str| html! { <Link<Route> {to}>{ words }</Link<Route>> };
    let ways = match &*props.step.step {
        "apply" => vec![link(Route::Eligibility, "Check whether you are eligible"), link(Route::Apply, "Apply")],
        "apply_again" => vec![link(Route::Apply, "Apply")],
        "pay_application_fee" => props.open_invoice.map(|id| link(Route::Invoice { id }, "Pay the fee")).into_iter().collect(),
        "complete_required_sets" | "complete_electives" => {
            vec![link(Route::Catalog, "Find a course"), link(Route::ReportCompletion, "Report a completed course")]
        }
        "ask_for_extension" => programme
            .ready()
            .map(|programme| html! { <a href={format!("mailto:{}", programme.contact_email)}>{ "Write to the programme" }</a> })
            .into_iter()
            .collect(),
        _ => Vec::new(),
    };
    if ways.is_empty() {
        Html::default()
    } else {
        html! { <p class="actions">{ for ways }</p> }
    }
}
