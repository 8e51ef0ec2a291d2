//! The page of the books: green or what is wrong, what waits for staff, what is owed, what came.

use shared::books::{BookFinding, Books, OwedSince, RefundUnderWay};
use shared::exports::ExportList;
use yew::prelude::*;
use yew_router::prelude::*;

use super::payment_card::{PaymentCard, refund_words};
use super::revenue::revenue;
use super::sums::sum;
use super::unassigned::UnassignedForm;
use crate::components::{DateText, Money, Page, Tone, empty, list_table, notice};
use crate::exports::ExportButton;
use crate::remote::use_get;
use crate::route::Route;

/// Shows the page.
#[component]
pub fn BooksPage() -> Html {
    let books = use_get::<Books>("/books".to_owned());
    let done = books.reload.clone();
    html! {
        <Page title="Books" lead="Where every cent is that was charged and received.">
            { books.show(8, |found| html! {
                <>
                    { verdict(found) }
                    { totals(found) }
                    <p class="actions">
                        <Link<Route> to={Route::StaffPayouts}>{ "Hold the gateway's report against the books" }</Link<Route>>
                        <Link<Route> to={Route::Orders}>{ "Orders of institutions" }</Link<Route>>
                    </p>
                    <section aria-labelledby="unallocated">
                        <h2 id="unallocated">{ "Unallocated money" }</h2>
                        { unallocated(found, &done) }
                        <details>
                            <summary>{ "Record money of which nobody knows what it is for" }</summary>
                            <UnassignedForm key={found.unallocated_total} done={done.clone()} />
                        </details>
                        <ExportButton list={ExportList::Payments { part: None }} what="all payments" />
                    </section>
                    <section aria-labelledby="refunds"><h2 id="refunds">{ "Refunds to cards" }</h2>
                        { refunds(&found.refunds) }
                        if !found.refunds.is_empty() {
                            <ExportButton list={ExportList::Refunds {}} what="these refunds" />
                        }
                    </section>
                    <section aria-labelledby="owed"><h2 id="owed">{ "What is owed" }</h2>
                        { owed(&found.owed) }
                        <p class="actions">
                            <Link<Route> to={Route::StaffInvoices}>{ "By whom: open invoices" }</Link<Route>>
                            <Link<Route> to={Route::Orders}>{ "And orders of institutions" }</Link<Route>>
                        </p>
                    </section>
                    <section aria-labelledby="revenue"><h2 id="revenue">{ "Income by month and kind" }</h2>
                        <p class="hint">{ "What pays invoices, in the month in which it came, without what went back." }</p>
                        { revenue(&found.revenue, found.as_of) }
                        <ExportButton list={ExportList::Revenue {}} what="the income" />
                    </section>
                </>
            }) }
        </Page>
    }
}

fn verdict(books: &Books) -> Html {
    if books.findings_total == 0 {
        return notice(Tone::Good, "The books add up", html! { <p>{ "As of " }<DateText date={books.as_of} />{ "." }</p> });
    }
    let more = books.findings_total.saturating_sub(u64::try_from(books.findings.len()).unwrap_or(u64::MAX));
    let title = format!("{} found that does not add up", books.findings_total);
    notice(
        Tone::Ended,
        &title,
        html! {
            <>
                <ul>{ for books.findings.iter().map(finding) }</ul>
                if 0 < more {
                    <p>{ format!("And {more} more.") }</p>
                }
                <p>{ "Nothing was changed. Put it right by corrections, or by taking back what was put." }</p>
            </>
        },
    )
}

fn finding(finding: &BookFinding) -> Html {
    html! {
        <li key={finding.sentence.clone()}>
            { &finding.sentence }
            if let Some(id) = finding.person_id {
                { " " }<Link<Route> to={Route::StaffPerson { id }}>{ "Open the person's file" }</Link<Route>>
            }
        </li>
    }
}

/// Two sums that each add up: what was charged, and what came.
fn totals(books: &Books) -> Html {
    let owed = books.owed.iter().fold(0_u64, |sum, since| sum.saturating_add(since.owed_cents));
    let settled = [books.credited_cents, books.allocated_cents, owed].into_iter().fold(0_u64, u64::saturating_add);
    let charged = [
        ("Charged to people", books.charged_cents),
        ("Credited", books.credited_cents),
        ("Paid", books.allocated_cents),
        ("Owed", owed),
        ("Closed, nothing owed", books.charged_cents.saturating_sub(settled)),
    ];
    let came = [
        ("Received", books.received_cents),
        ("Pays invoices", books.allocated_cents),
        ("Gone back or reversed", books.returned_cents),
        ("Unallocated", books.unallocated_cents),
    ];
    html! {
        <>
            <section aria-labelledby="charges"><h2 id="charges">{ "What was charged" }</h2>
                { sums(&charged) }
                <p class="hint">{ "An order is no charge of its own: its money pays the invoices of those it names." }</p>
            </section>
            <section aria-labelledby="receipts"><h2 id="receipts">{ "What came" }</h2>{ sums(&came) }</section>
        </>
    }
}

fn sums(rows: &[(&'static str, u64)]) -> Html {
    html! { <dl class="facts">{ for rows.iter().map(|(words, cents)| html! { <div key={*words}><dt>{ *words }</dt><dd>{ sum(*cents) }</dd></div> }) }</dl> }
}

fn unallocated(books: &Books, done: &Callback<()>) -> Html {
    if books.unallocated.is_empty() {
        return empty("Nothing is unallocated: all that came pays an invoice or went back.");
    }
    let shown = u64::try_from(books.unallocated.len()).unwrap_or(u64::MAX);
    html! {
        <>
            if shown < books.unallocated_total {
                <p class="hint">{ format!("The first {shown} of {}.", books.unallocated_total) }</p>
            }
            { for books.unallocated.iter().map(|payment| html! {
                <PaymentCard key={payment.id.to_string()} payment={payment.clone()} done={done.clone()} />
            }) }
        </>
    }
}

fn refunds(refunds: &[RefundUnderWay]) -> Html {
    if refunds.is_empty() {
        return empty("No refund is on its way, and none failed lately.");
    }
    let row = |under_way: &RefundUnderWay| {
        let refund = &under_way.refund;
        html! {
            <tr key={refund.id.to_string()}>
                <th scope="row"><Money cents={refund.amount_cents} /></th>
                <td data-label="Since"><DateText date={refund.on} /></td>
                <td data-label="State">{ refund_words(refund.state) }{ refund.failure.as_ref().map(|failure| format!(": {failure}")).unwrap_or_default() }</td>
                <td data-label="Person"><Link<Route> to={Route::StaffPerson { id: under_way.person_id }}>{ &under_way.person_name }</Link<Route>></td>
            </tr>
        }
    };
    list_table(&["Refund", "Since", "State", "Person"], refunds.iter().map(row).collect())
}

fn owed(owed: &[OwedSince]) -> Html {
    if owed.is_empty() {
        return empty("Nothing is owed: no invoice is open.");
    }
    let row = |since: &OwedSince| {
        html! {
            <tr key={since.month.clone()}>
                <th scope="row">{ &since.month }</th>
                <td data-label="Open invoices">{ since.invoices }</td>
                <td data-label="Owed">{ sum(since.owed_cents) }</td>
            </tr>
        }
    };
    list_table(&["Issued in", "Open invoices", "Owed"], owed.iter().map(row).collect())
}
