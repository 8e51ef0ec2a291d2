//! What a plan costs, charge by charge.

use shared::plans::{CostLine, Costs};
use shared::policies::Policy;
use shared::standings::Means;
use yew::prelude::*;

use crate::components::{DateText, Money, Why};

/// Shows the charges and their sums; `policy` is that of today.
pub(super) fn show(costs: &Costs, ala_member: bool, policy: &Policy) -> Html {
    html! {
        <section aria-labelledby="costs">
            <div class="with-why"><h2 id="costs">{ "What it costs" }</h2><Why question={21} policy={policy.clone()} /></div>
            <table class="sums">
                <caption>{ if ala_member { "At the prices for members of ALA" } else { "At the prices for everyone; members of ALA pay less" } }</caption>
                <tbody>{ for costs.lines.iter().enumerate().map(line) }</tbody>
                <tfoot>
                    <tr><th scope="row">{ "Charged so far" }</th><td><Money cents={costs.charged_cents} /></td></tr>
                    <tr class="owed"><th scope="row">{ "Still to come, besides what course providers ask" }</th><td><Money cents={costs.to_come_cents} /></td></tr>
                </tfoot>
            </table>
        </section>
    }
}

fn line((place, line): (usize, &CostLine)) -> Html {
    let what = match line.set {
        None => "Application".to_owned(),
        Some((set, Means::Portfolio)) => format!("Portfolio: {}", set.title()),
        Some((set, Means::Course)) => format!("Course: {}", set.title()),
    };
    html! {
        <tr key={place}>
            <th scope="row">{ what }{ ", " }<DateText date={line.on} /></th>
            <td>{ line.cents.map_or_else(|| html! { "set by the provider" }, |cents| html! { <Money {cents} /> }) }</td>
        </tr>
    }
}
