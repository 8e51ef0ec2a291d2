//! Where the person stands on any day. The day stands in the address, so that what was seen can be shown again.

use serde::{Deserialize, Serialize};
use shared::calendar::Date;
use shared::ids::PersonId;
use shared::standings::PersonStanding;
use yew::prelude::*;
use yew_router::prelude::*;

use super::drawing::drawing;
use crate::components::{DateText, Field, Form, Kind};
use crate::form::{Errors, day, use_errors, use_following_entry};
use crate::remote::use_remote;
use crate::route::Route;
use crate::standings::{dates, renewal_hours, sets, summary, timeline, why_so};

/// Whose standing.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct StandingOnDayProps {
    /// The person.
    pub id: PersonId,
    /// Changes when something was recorded: the standing is asked for again.
    pub version: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct OnDay {
    #[serde(default)]
    as_of: Option<Date>,
}

/// Shows the standing and the day it is for.
#[component]
pub(super) fn StandingOnDay(props: &StandingOnDayProps) -> Html {
    let on = use_location().and_then(|location| location.query::<OnDay>().ok()).unwrap_or_default().as_of;
    let standing = use_remote((props.id, on, props.version), |client, (id, on, _)| async move {
        let query = on.map(|day| format!("?as_of={day}")).unwrap_or_default();
        client.get::<PersonStanding>(&format!("/people/{id}/standing{query}")).await
    });
    html! {
        <>
            <DayForm id={props.id} {on} />
            { standing.show(8, |found| {
                let standing = &found.standing;
                html! {
                    <div class="standing-on-day">
                        <p role="status">{ "Standing on " }<strong><DateText date={standing.as_of} /></strong>{ ", in the words that the person reads" }</p>
                        <div class="columns">
                            { summary(standing) }
                            <div>{ dates(standing) }{ why_so(standing) }</div>
                        </div>
                        { sets(standing) }
                        { renewal_hours(standing) }
                        { drawing(standing) }
                        { timeline(standing) }
                    </div>
                }
            }) }
        </>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct DayFormProps {
    id: PersonId,
    on: Option<Date>,
}

/// Chooses the day.
#[component]
fn DayForm(props: &DayFormProps) -> Html {
    let navigator = use_navigator();
    let entry = use_following_entry(&props.on.map(|day| day.to_string()).unwrap_or_default());
    let (errors, set_errors) = use_errors(None);
    let to = Route::StaffPerson { id: props.id };
    let on_submit = {
        let (entry, to) = (entry.clone(), to.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            match (day(&entry.value, "is empty: enter a day"), &navigator) {
                (Err(detail), _) => found.check("as_of", Err(detail)),
                (Ok(day), Some(navigator)) => {
                    if navigator.push_with_query(&to, OnDay { as_of: Some(day) }).is_err() {
                        navigator.push(&to);
                    }
                }
                (Ok(_), None) => {}
            }
            set_errors.emit(found);
        })
    };
    html! {
        <section aria-labelledby="standing-day" class="one-line no-print">
            <h2 id="standing-day">{ "Where the person stands" }</h2>
            <Form errors={errors.clone()} submit="Show the standing of that day" {on_submit}>
                <Field member="as_of" label="As of" kind={Kind::Date} {entry} hint="Any day, past or to come; today if you choose none." error={errors.on("as_of")} />
            </Form>
            if props.on.is_some() {
                <p><Link<Route> {to}>{ "Back to today" }</Link<Route>></p>
            }
        </section>
    }
}
