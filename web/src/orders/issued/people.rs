//! Where each person of an order stands, some at a time; and for staff the lines to be credited.

use shared::ids::OrderLineId;
use shared::orders::{LineState, Order, OrderLine, OrderLinePage, OrderState};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::credit::CreditForm;
use crate::components::{Money, Pager, focus_on, people_words, use_place};
use crate::orders::line_words;
use crate::remote::use_get;

/// Of which order.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct PeopleProps {
    /// The order.
    pub order: Order,
    /// Whether staff look at it.
    pub is_staff: bool,
    /// Called once lines were credited.
    pub changed: Callback<()>,
}

/// Shows them.
#[component]
pub(super) fn People(props: &PeopleProps) -> Html {
    let PeopleProps { order, is_staff, changed } = props.clone();
    let (after, place, go) = use_place();
    let chosen = use_state_eq(Vec::<OrderLineId>::new);
    let is_credited = is_staff && order.state != OrderState::Void;
    let lines = use_get::<OrderLinePage>(format!("/orders/{}/lines?limit=50{place}", order.id));
    let go = Callback::from(move |to: String| {
        go.emit(to);
        focus_on("#people");
    });
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |(line, is): (OrderLineId, bool)| {
            let mut next: Vec<OrderLineId> = chosen.iter().copied().filter(|other| *other != line).collect();
            next.extend(is.then_some(line));
            chosen.set(next);
        })
    };
    html! {
        <section aria-labelledby="people">
            <h2 id="people" tabindex="-1">{ "People" }</h2>
            { lines.show(6, |page| html! {
                <>
                    if let Some(words) = paper_words(page.items.len(), order.lines) {
                        <p class="print-only">{ words }</p>
                    }
                    <div class="table-wrap"><table class="list">
                        <caption>{ "Who is paid for, and where each of them stands" }</caption>
                        <thead><tr>
                            if is_credited {
                                <th scope="col" class="no-print">{ "Choose" }</th>
                            }
                            <th scope="col">{ "Line" }</th><th scope="col">{ "Name" }</th><th scope="col">{ "E-mail address" }</th>
                            <th scope="col">{ "ALA number" }</th><th scope="col">{ "Amount" }</th><th scope="col">{ "Where it stands" }</th>
                        </tr></thead>
                        <tbody>{ for page.items.iter().map(|line| row(line, is_credited, &chosen, &choose)) }</tbody>
                    </table></div>
                    <Pager after={after.clone()} next={page.next.clone().map(AttrValue::from)} go={go.clone()} />
                </>
            }) }
            if is_credited {
                <details class="no-print">
                    <summary>{ "Credit lines" }</summary>
                    <CreditForm order={order.id} chosen={(*chosen).clone()} done={changed} />
                </details>
            }
        </section>
    }
}

/// What paper says where it holds a part of the people: it holds those of the page that is shown.
fn paper_words(shown: usize, all: u32) -> Option<String> {
    let is_part = u32::try_from(shown).is_ok_and(|shown| shown < all);
    is_part.then(|| format!("This print holds {shown} of {}; the PDF holds all.", people_words(all)))
}

fn row(line: &OrderLine, is_credited: bool, chosen: &[OrderLineId], choose: &Callback<(OrderLineId, bool)>) -> Html {
    let id = line.id;
    let stands = line.state != LineState::Credited;
    let onchange = choose.reform(move |event: Event| (id, event.target_unchecked_into::<HtmlInputElement>().checked()));
    html! {
        <tr key={id.to_string()}>
            if is_credited {
                <td class="no-print" data-label="Choose">
                    if stands {
                        <input type="checkbox" checked={chosen.contains(&id)} {onchange} aria-label={format!("Choose line {}, {}", line.position, line.name)} />
                    }
                </td>
            }
            <th scope="row">{ line.position }</th>
            <td data-label="Name">{ &line.name }</td>
            <td data-label="E-mail address">{ line.email.clone().unwrap_or_else(|| "erased".to_owned()) }</td>
            <td data-label="ALA number">{ line.ala_member_number.clone().unwrap_or_else(|| "none".to_owned()) }</td>
            <td data-label="Amount">if stands { <Money cents={line.amount_cents} /> } else { <s><Money cents={line.amount_cents} /></s> }</td>
            <td data-label="Where it stands">{ line_words(line.state) }</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_says_that_it_holds_a_part() {
        assert_eq!(paper_words(50, 50), None);
        assert_eq!(paper_words(0, 0), None);
        assert_eq!(paper_words(50, 51).as_deref(), Some("This print holds 50 of 51 people; the PDF holds all."));
        assert_eq!(paper_words(1, 10_000).as_deref(), Some("This print holds 1 of 10,000 people; the PDF holds all."));
    }
}
