//! Fees: what is charged since when and from when on, who set it, and for administrators the form that sets others.

mod history;
mod set_form;

use shared::accounts::Role;
use shared::calendar::Date;
use shared::fees::{FeeChangePage, Fees};
use shared::policies::Policies;
use yew::prelude::*;

use crate::components::{DateText, Money, Page, StatusBadge, Tone, list_table, use_place};
use crate::programme::{use_policies, use_programme};
use crate::remote::use_get;
use crate::session::use_session;
use history::History;
use set_form::SetForm;

/// One of the fees: the member of the request that it is, what it is for, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Fee {
    member: &'static str,
    words: &'static str,
    of: fn(&mut Fees) -> &mut u32,
}

/// The fees, in the order in which they are shown.
const FEES: [Fee; 5] = [
    Fee { member: "fees.application_fee_cents", words: "Application", of: |fees| &mut fees.application_fee_cents },
    Fee { member: "fees.application_fee_member_cents", words: "Application, members of ALA", of: |fees| &mut fees.application_fee_member_cents },
    Fee { member: "fees.portfolio_fee_cents", words: "Portfolio", of: |fees| &mut fees.portfolio_fee_cents },
    Fee { member: "fees.portfolio_fee_member_cents", words: "Portfolio, members of ALA", of: |fees| &mut fees.portfolio_fee_member_cents },
    Fee { member: "fees.renewal_fee_cents", words: "Renewal", of: |fees| &mut fees.renewal_fee_cents },
];

/// Shows the page.
#[component]
pub fn FeesPage() -> Html {
    let (programme, policies) = (use_programme(), use_policies());
    let is_admin = use_session().has(Role::Admin);
    let (after, place, go) = use_place();
    let changes = use_get::<FeeChangePage>(format!("/rules/fees?limit=10{place}"));
    let reload = {
        let (policies, changes, go) = (policies.reload.clone(), changes.reload.clone(), go.clone());
        Callback::from(move |()| {
            policies.emit(());
            // What was just set is on the first page.
            go.emit(String::new());
            changes.emit(());
        })
    };
    html! {
        <Page title="Fees" lead="What is charged, and from which day on. What was invoiced stays as it was.">
            { programme.show(6, |programme| policies.show(6, |policies| html! {
                <>
                    { table(policies, programme.today) }
                    if is_admin {
                        <section aria-labelledby="set-fees">
                            <h2 id="set-fees">{ "Set other fees" }</h2>
                            <SetForm today={programme.today} now={policies.in_force_on(programme.today).fees()} done={reload.clone()} />
                        </section>
                    } else {
                        <p>{ "An administrator sets them." }</p>
                    }
                </>
            })) }
            <History {changes} {after} {go} />
        </Page>
    }
}

/// The fees since each day on which they changed, latest first.
fn table(policies: &Policies, today: Date) -> Html {
    let mut changed: Vec<(Date, Fees)> = Vec::new();
    for policy in policies.iter() {
        if changed.last().is_none_or(|(_, last)| *last != policy.fees()) {
            changed.push((policy.effective_from, policy.fees()));
        }
    }
    let current = changed.iter().rposition(|(from, _)| *from <= today).unwrap_or_default();
    let heads: Vec<&str> = ["Since"].into_iter().chain(FEES.map(|fee| fee.words)).collect();
    let row = |(place, (from, mut fees)): (usize, (Date, Fees))| {
        let state = match place.cmp(&current) {
            std::cmp::Ordering::Less => Html::default(),
            std::cmp::Ordering::Equal => html! { <StatusBadge words="in force" tone={Tone::Good} /> },
            std::cmp::Ordering::Greater => html! { <StatusBadge words="to come" tone={Tone::Waiting} /> },
        };
        html! {
            <tr key={place}>
                <th scope="row">if place == 0 { { "The beginning" } } else { <DateText date={from} /> }{ " " }{ state }</th>
                { for FEES.map(|fee| html! { <td data-label={fee.words}><Money cents={*(fee.of)(&mut fees)} /></td> }) }
            </tr>
        }
    };
    list_table(&heads, changed.into_iter().enumerate().rev().map(row).collect())
}
