//! The people of an order, in a table in which one types. All lines are loaded, and shown some at a time; saving puts them
//! in place of what the service has. What is not saved yet lies in this tab's storage too, so that loading the page again
//! loses nothing.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use shared::ids::OrderId;
use shared::orders::{Order, OrderLine, OrderLinePage, PriceQuote, ReplaceOrderLines};
use shared::text::grouped;
use yew::prelude::*;

use super::cells::LineRow;
use super::elsewhere::{Elsewhere, is_elsewhere};
use super::import::Import;
use super::rows::{Cell, Change, Prices, Row, Rows, Typed, place};
use crate::books::sum;
use crate::client::{Client, Failure};
use crate::components::{DateText, Form, Money, Pager, Tick, empty, focus_on, people_words};
use crate::form::{Errors, use_errors, use_flag, use_submission};
use crate::remote::use_remote;
use crate::session::{keep_as, kept};

/// So many lines are shown at a time.
const SHOWN: usize = 50;
/// So many errors are summed up at a time.
const SUMMED_UP: usize = 20;
/// How long after the last key what was typed is kept in this tab.
const PAUSE_MS: u32 = 800;

/// What is not saved, and what it was typed on top of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Unsaved {
    follows: u32,
    lines: Vec<Typed>,
}

fn name_of(id: OrderId) -> String {
    format!("order {id}")
}

/// Forgets what was not saved of this order.
pub(super) fn forget(id: OrderId) {
    keep_as(&name_of(id), None);
}

/// Of which order.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct OrderLinesProps {
    /// The order.
    pub order: Order,
    /// Takes it once lines of it are saved.
    pub changed: Callback<Order>,
    /// Loads everything anew.
    pub again: Callback<()>,
    /// Told whether something stands here that is not saved.
    pub on_change: Callback<bool>,
}

/// Loads the lines, and shows them.
#[component]
pub(super) fn OrderLines(props: &OrderLinesProps) -> Html {
    let times = use_state_eq(|| 0_u32);
    let id = props.order.id;
    let loaded = use_remote((id, *times), |client, (id, _)| all_lines(client, id));
    let changed = {
        let (changed, times) = (props.changed.clone(), times.clone());
        Callback::from(move |order: Order| {
            forget(order.id);
            changed.emit(order);
            times.set(times.wrapping_add(1));
        })
    };
    let again = props.again.reform(move |()| forget(id));
    html! {
        <section aria-labelledby="lines">
            <h2 id="lines" tabindex="-1">{ "People" }</h2>
            { prices(&props.order.prices) }
            { loaded.show(6, |lines| html! {
                <Table key={*times} is_first={*times == 0} order={props.order.clone()} lines={lines.clone()} changed={changed.clone()} again={again.clone()} on_change={props.on_change.clone()} />
            }) }
            <details>
                <summary>{ "Take them from a CSV file" }</summary>
                <Import order={props.order.clone()} {changed} {again} />
            </details>
        </section>
    }
}

/// All lines of an order, page by page.
async fn all_lines(client: Client, id: OrderId) -> Result<Vec<OrderLine>, Failure> {
    let mut lines = Vec::new();
    let mut after = String::new();
    loop {
        let page: OrderLinePage = client.get(&format!("/orders/{id}/lines?limit=200{after}")).await?;
        lines.extend(page.items);
        let Some(next) = page.next else { return Ok(lines) };
        after = format!("&after={}", String::from(js_sys::encode_uri_component(&next)));
    }
}

/// What is to be paid for each today, and until when that is known to hold.
fn prices(quotes: &[PriceQuote]) -> Html {
    html! {
        <ul class="entries">{ for quotes.iter().map(|quote| html! {
            <li key={quote.charge.title()}>
                <span>{ quote.charge.title() }{ ": " }<Money cents={quote.amount_cents} /></span>
                <span class="hint">
                    if let Some(date) = quote.holds_until { { "holds until " }<DateText {date} /> } else { { "no other price is announced" } }
                </span>
            </li>
        }) }</ul>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct TableProps {
    is_first: bool,
    order: Order,
    lines: Vec<OrderLine>,
    changed: Callback<Order>,
    again: Callback<()>,
    on_change: Callback<bool>,
}

/// The table.
#[component]
fn Table(props: &TableProps) -> Html {
    let TableProps { is_first, order, lines, changed, again, on_change } = props.clone();
    let unsaved = use_memo((), |()| kept(&name_of(order.id)).and_then(|text| serde_json::from_str::<Unsaved>(&text).ok()));
    let rows = use_reducer_eq(|| Rows::of(&lines, (*unsaved).as_ref().map(|unsaved| unsaved.lines.clone()), Prices::of(&order.prices)));
    // What was typed on top of another version is not to take the place of this one unasked.
    let behind = (*unsaved).as_ref().map(|unsaved| unsaved.follows).filter(|follows| *follows < order.version);
    let follows = use_state_eq(|| behind);
    let follows_version = follows.filter(|_| behind.is_some()).unwrap_or(order.version);
    let (page, only) = (use_state_eq(|| 0_usize), use_flag());
    let sending = use_submission::<ReplaceOrderLines, Order>(Method::PUT, changed);
    let (found_here, set_errors) = use_errors(None);
    let found_there = sending.failure.iter().flat_map(Failure::errors).map(|error| rows.by_id(error));
    let errors: Errors = if found_here.is_empty() { found_there.collect() } else { found_here };
    let is_changed = rows.is_changed();
    use_keeping(order.id, follows_version, &rows, is_changed);
    use_effect_with(is_changed, move |&is| on_change.emit(is));
    use_effect_with((), move |()| {
        if !is_first {
            focus_on("#lines");
        }
    });
    let change = use_changes(&rows, &page, &only.on_change);
    let save = {
        let (rows, sending, page, show_all) = (rows.clone(), sending.clone(), page.clone(), only.on_change.clone());
        let path = format!("/orders/{}/lines", order.id);
        Callback::from(move |follows: u32| match rows.read() {
            Ok(lines) => {
                set_errors.emit(Errors::default());
                sending.emit(path.clone(), ReplaceOrderLines { follows, lines });
            }
            Err(found) => {
                if let Some(index) = found.first().and_then(|error| rows.index_of(error)) {
                    show_all.emit(false);
                    page.set(index / SHOWN);
                }
                set_errors.emit(found.into_iter().collect());
            }
        })
    };
    let keep = {
        let (follows, save) = (follows.setter(), save.clone());
        Callback::from(move |order: Order| {
            follows.set(None);
            save.emit(order.version);
        })
    };
    let elsewhere = sending.failure.clone().filter(is_elsewhere);
    let failure = sending.failure.clone().filter(|why| !is_elsewhere(why));
    let visible: Vec<(usize, Rc<Row>)> = (1..).zip(rows.rows().iter().cloned()).filter(|(_, row)| !only.ticked || row.holds_up()).collect();
    let held_up = rows.rows().iter().filter(|row| row.holds_up()).count();
    let first = page.saturating_mul(SHOWN).min(visible.len().saturating_sub(1) / SHOWN * SHOWN);
    let shown: Vec<&(usize, Rc<Row>)> = visible.iter().skip(first).take(SHOWN).collect();
    let here = |error: &str| shown.iter().any(|(_, row)| error.starts_with(&place(row.id)));
    let summed_up = errors.about(|member| here(member) || !member.starts_with("lines["));
    let summed_up: Errors = summed_up.iter().take(SUMMED_UP).cloned().collect();
    let (wrong, named) = (errors.iter().count(), summed_up.iter().count());
    let next = (first.saturating_add(SHOWN) < visible.len()).then(|| AttrValue::from((first / SHOWN).saturating_add(1).to_string()));
    let after = if first == 0 { AttrValue::default() } else { AttrValue::from((first / SHOWN).to_string()) };
    let go = {
        let page = page.setter();
        Callback::from(move |to: String| {
            page.set(to.parse().unwrap_or(0));
            focus_on("#lines");
        })
    };
    html! {
        <>
            if let Some(why) = elsewhere {
                <Elsewhere id={order.id} {why} {keep} take={again} />
            }
            <p role="status">{ people_words(rows.rows().len()) }{ ", " }{ sum(rows.total_cents()) }{ if is_changed { ". Not saved yet." } else { "." } }</p>
            if 0 < held_up || only.ticked {
                <p><strong>{ match held_up { 0 => "No line holds the order up.".to_owned(), 1 => "1 line holds the order up.".to_owned(), many => format!("{} lines hold the order up.", grouped(many.try_into().unwrap_or(u64::MAX))) } }</strong></p>
                <Tick member="only_held_up" label="Show only lines that hold it up" flag={only.clone()} />
            }
            if named < wrong {
                <p class="error">{ format!("{wrong} entries are to be looked at; the first {named} are named here.") }</p>
            }
            <div class="order-lines">
                <Form errors={summed_up} {failure} busy={sending.busy} submit="Save the people" on_submit={save.reform(move |()| follows_version)}>
                    if rows.rows().is_empty() {
                        { empty("Nobody stands on this order yet. Add a line for each person, or take them from a file.") }
                    } else {
                        <div class="table-wrap"><table class="list">
                            <caption>{ "Who is paid for" }</caption>
                            <thead><tr>
                                <th scope="col">{ "Line" }</th>
                                { for Cell::ALL.into_iter().map(|cell| html! { <th scope="col">{ cell.words() }</th> }) }
                                <th scope="col">{ "What is told of it" }</th><th scope="col">{ "Remove" }</th>
                            </tr></thead>
                            <tbody>{ for shown.iter().map(|(position, row)| html! {
                                <LineRow key={row.id} position={*position} row={row.clone()} change={change.clone()}
                                    errors={errors.about(|member| member.starts_with(&place(row.id)))} />
                            }) }</tbody>
                        </table></div>
                    }
                    <Pager {after} {next} {go} />
                    <p><button type="button" id="add-line" class="secondary" onclick={change.reform(|_: MouseEvent| Change::Add)}>{ "Add a line" }</button></p>
                </Form>
            </div>
        </>
    }
}

/// Takes what is typed; a new line is shown, and the focus goes there, or away from one that is gone.
#[hook]
fn use_changes(rows: &UseReducerHandle<Rows>, page: &UseStateHandle<usize>, show_only: &Callback<bool>) -> Callback<Change> {
    let last = rows.rows().last().map(|row| row.id);
    let count = rows.rows().len();
    let before = use_mut_ref(|| (count, last));
    use_effect_with((count, last), move |&(count, last)| {
        let (count_before, last_before) = before.replace((count, last));
        match last {
            Some(id) if count_before < count && last_before != last => focus_on(&format!("[id='{}.name']", place(id))),
            _ if count < count_before => focus_on("#add-line"),
            _ => {}
        }
    });
    let (dispatcher, page, show_only) = (rows.dispatcher(), page.setter(), show_only.clone());
    Callback::from(move |change: Change| {
        if change == Change::Add {
            show_only.emit(false);
            page.set(count / SHOWN);
        }
        dispatcher.dispatch(change);
    })
}

/// Keeps in this tab what is not saved, and asks before the window is closed over it.
#[hook]
fn use_keeping(id: OrderId, follows: u32, rows: &UseReducerHandle<Rows>, is_changed: bool) {
    use_effect_with((follows, (**rows).clone()), move |(follows, rows)| {
        let (follows, rows) = (*follows, rows.clone());
        let timer = Timeout::new(PAUSE_MS, move || {
            let text = rows.is_changed().then(|| serde_json::to_string(&Unsaved { follows, lines: rows.typed() }).ok()).flatten();
            keep_as(&name_of(id), text.as_deref());
        });
        move || drop(timer)
    });
    use_effect_with(is_changed, |&is_changed| {
        let options = EventListenerOptions::enable_prevent_default();
        let warning = is_changed.then(|| EventListener::new_with_options(&window(), "beforeunload", options, web_sys::Event::prevent_default));
        move || drop(warning)
    });
}
