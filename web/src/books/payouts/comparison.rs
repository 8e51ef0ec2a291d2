//! The report beside the books: whether they agree, each day, and where they differ.

use shared::books::{BothSides, Moved, PayoutComparison, PayoutDay};
use shared::text::grouped;
use yew::prelude::*;

use super::difference::differences;
use crate::books::sum;
use crate::components::{DateText, Tone, list_table, notice};

/// Shows it.
pub(super) fn comparison(found: &PayoutComparison) -> Html {
    html! {
        <>
            { verdict(found) }
            <section aria-labelledby="payout-days"><h2 id="payout-days">{ "Day by day" }</h2>{ days(&found.days) }</section>
            if !found.agrees {
                <section aria-labelledby="payout-payments"><h2 id="payout-payments">{ "Payment by payment" }</h2>{ differences(&found.differences) }</section>
            }
        </>
    }
}

fn verdict(found: &PayoutComparison) -> Html {
    let of = html! {
        <p>
            <DateText date={found.from} />
            if found.from < found.until {
                { " to " }<DateText date={found.until} />
            }
            { "." }{ others(found.other_rows) }
        </p>
    };
    if found.agrees {
        return notice(Tone::Good, "The report agrees with the books", of);
    }
    let unlike = found.days.iter().filter(|day| !day.agrees).count();
    let told = format!("{}, {}. Nothing was changed.", differ(unlike, "day"), differ(found.differences.len(), "payment"));
    notice(Tone::Ended, "The report and the books differ", html! { <>{ of }<p>{ told }</p></> })
}

/// What was not looked at.
fn others(rows: u32) -> String {
    match rows {
        0 => String::new(),
        1 => " One row of something else was left aside: a fee or a payout to the bank.".to_owned(),
        rows => format!(" {} rows of something else were left aside: fees and payouts to the bank.", grouped(rows.into())),
    }
}

fn differ(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what} differs"),
        1 => format!("1 {what} differs"),
        count => format!("{count} {what}s differ"),
    }
}

/// A row for each kind of what moved on a day.
fn days(days: &[PayoutDay]) -> Html {
    let rows = days.iter().flat_map(|day| {
        let kinds = [(Moved::Charged, day.charged), (Moved::Returned, day.returned), (Moved::CameBack, day.came_back)];
        kinds.into_iter().filter(|(_, both)| *both != BothSides::default()).map(|(moved, both)| row(day, moved, both))
    });
    list_table(&["Day", "What moved", "Gateway", "Books", "Difference"], rows.collect())
}

fn row(day: &PayoutDay, moved: Moved, both: BothSides) -> Html {
    let what = moved_words(moved);
    html! {
        <tr key={format!("{} {what}", day.on)}>
            <th scope="row"><DateText date={day.on} /></th>
            <td data-label="What moved">{ what }</td>
            <td data-label="Gateway">{ sum(both.gateway_cents) }</td>
            <td data-label="Books">{ sum(both.books_cents) }</td>
            <td data-label="Difference">{ difference(both) }</td>
        </tr>
    }
}

fn difference(both: BothSides) -> Html {
    let more = sum(both.gateway_cents.abs_diff(both.books_cents));
    match both.gateway_cents.cmp(&both.books_cents) {
        std::cmp::Ordering::Equal => html! { "none" },
        std::cmp::Ordering::Greater => html! { <strong>{ more }{ " more at the gateway" }</strong> },
        std::cmp::Ordering::Less => html! { <strong>{ more }{ " more in the books" }</strong> },
    }
}

/// What moved, in a few words.
pub(super) const fn moved_words(moved: Moved) -> &'static str {
    match moved {
        Moved::Charged => "Came from cards",
        Moved::Returned => "Went back to cards",
        Moved::CameBack => "Is here again",
    }
}
