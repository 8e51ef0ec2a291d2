//! A course as a catalog card.

use shared::courses::{Course, Place};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{CatalogCard, set_code};
use crate::route::Route;

/// Shows the card.
pub fn listing(course: &Course) -> Html {
    let mut sets: Vec<_> = course.approvals.iter().filter(|approval| approval.in_force).map(|approval| approval.set).collect();
    sets.dedup();
    let place = course.place.as_ref().map(|place| AttrValue::from(place.state.clone()));
    let code = sets.iter().map(|&set| AttrValue::from(set_code(set))).chain(place).collect::<Vec<_>>();
    let title = html! { <Link<Route> to={Route::Course { id: course.id }}>{ &course.title }</Link<Route>> };
    html! {
        <CatalogCard {code} {title} facts={facts(course)}>
            <p>{ sets.iter().map(|set| set.title()).collect::<Vec<_>>().join(", ") }</p>
        </CatalogCard>
    }
}

/// A course in one line: provider, how it is held, where.
pub(super) fn facts(course: &Course) -> String {
    let held = match &course.place {
        Some(Place { city, state }) => format!("{}, {city}, {state}", course.delivery.title()),
        None => course.delivery.title().to_owned(),
    };
    format!("{} · {held}", course.provider)
}
