//! The buyer's own number of an order, and the last day for applying.

use reqwest::Method;
use shared::calendar::Date;
use shared::orders::{APPLY_BY_DAYS, APPLY_BY_DAYS_MAX, APPLY_BY_DAYS_MIN, ChangeOrder, Order};
use yew::prelude::*;

use super::elsewhere::{Elsewhere, is_elsewhere};
use crate::components::{Field, Form, Kind};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};
use crate::orders::list::check_reference;
use crate::programme::use_programme;

/// Of which order.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct DetailsProps {
    /// The order.
    pub order: Order,
    /// Takes it once it is saved.
    pub changed: Callback<Order>,
    /// Loads everything anew.
    pub again: Callback<()>,
    /// Told whether something stands here that is not saved.
    pub on_change: Callback<bool>,
}

/// Shows the form.
#[component]
pub(super) fn Details(props: &DetailsProps) -> Html {
    let DetailsProps { order, changed, again, on_change } = props.clone();
    let today = use_programme().ready().map(|programme| programme.today);
    let (reference, apply_by) = (use_entry(&order.reference), use_entry(&order.apply_by.map(|day| day.to_string()).unwrap_or_default()));
    let is_saved = use_state_eq(|| false);
    let until = order.apply_by.map(|day| day.to_string()).unwrap_or_default();
    let is_changed = reference.trimmed() != order.reference || apply_by.trimmed() != until;
    // Where nothing was entered, what another window has saved stands here.
    let seen = use_mut_ref(|| (order.reference.clone(), until.clone()));
    use_effect_with((order.reference.clone(), until), {
        let (reference, apply_by) = (reference.clone(), apply_by.clone());
        move |(saved, until)| {
            let before = seen.replace((saved.clone(), until.clone()));
            for (entry, before, now) in [(&reference, before.0, saved), (&apply_by, before.1, until)] {
                if entry.trimmed() == before && before != *now {
                    entry.set(now);
                }
            }
        }
    });
    use_effect_with(is_changed, move |is| on_change.emit(*is));
    let sending = use_submission::<ChangeOrder, Order>(Method::PUT, {
        let (changed, is_saved, reference) = (changed.clone(), is_saved.setter(), reference.clone());
        Callback::from(move |order: Order| {
            is_saved.set(true);
            // As it is kept: letters may be composed otherwise than they were entered.
            reference.set(&*order.reference);
            changed.emit(order);
        })
    });
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let save = {
        let (reference, apply_by, sending, is_saved) = (reference.clone(), apply_by.clone(), sending.clone(), is_saved.setter());
        let path = format!("/orders/{}", order.id);
        Callback::from(move |follows: u32| {
            let mut found: Errors = check_reference(reference.trimmed()).into_iter().collect();
            let until = read_day(apply_by.trimmed(), today);
            found.check("apply_by", until.clone().map(|_| ()));
            is_saved.set(false);
            if let (Ok(apply_by), true) = (until, found.is_empty()) {
                sending.emit(path.clone(), ChangeOrder { follows, reference: reference.trimmed().to_owned(), apply_by });
            }
            set_errors.emit(found);
        })
    };
    let on_submit = save.reform({
        let version = order.version;
        move |()| version
    });
    let keep = Callback::from(move |order: Order| {
        let version = order.version;
        changed.emit(order);
        save.emit(version);
    });
    let elsewhere = sending.failure.clone().filter(is_elsewhere);
    let failure = sending.failure.clone().filter(|why| !is_elsewhere(why));
    html! {
        <section aria-labelledby="details">
            <h2 id="details">{ "Number and last day" }</h2>
            if let Some(why) = elsewhere {
                <Elsewhere id={order.id} {why} {keep} take={again} />
            }
            <Form scope="details" errors={errors.clone()} {failure} busy={sending.busy} submit="Save number and day" {on_submit}>
                <Field member="reference" label="The buyer's own number of the order" hint="It stands on the invoice. Leave it empty if there is none." entry={reference} error={errors.on("reference")} />
                <Field member="apply_by" label="Last day for applying" kind={Kind::Date} entry={apply_by} error={errors.on("apply_by")}
                    hint={format!("Who has not applied by then is taken out, and what was paid for them can go back. Empty: {APPLY_BY_DAYS} days after the issue.")} />
            </Form>
            <p role="status">{ if *is_saved { "Number and day are saved." } else { "" } }</p>
        </section>
    }
}

/// The day that was entered, within what an order issued today may name; none where nothing was entered.
fn read_day(text: &str, today: Option<Date>) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let date = day(text, "")?;
    let Some(today) = today else { return Ok(Some(date)) };
    let (first, last) = (today.days_later(APPLY_BY_DAYS_MIN), today.days_later(APPLY_BY_DAYS_MAX));
    if (first..=last).contains(&date) { Ok(Some(date)) } else { Err(format!("`{date}` is not from `{first}` to `{last}`: name a day between these")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_lies_from_thirty_days_to_two_years_ahead() {
        let today: Date = "2026-01-01".parse().unwrap();
        for (text, fine) in
            [("", true), ("2026-01-30", false), ("2026-01-31", true), ("2028-01-01", true), ("2028-01-02", false), ("2026-02-30", false)]
        {
            assert_eq!(read_day(text, Some(today)).is_ok(), fine, "{text}");
        }
    }
}
