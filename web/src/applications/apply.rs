//! Applying, a step at a time. The rules run here as well: the hours add up while they are entered, and what the service
//! would refuse is refused before it is sent, in the same words. What is typed is kept by the service as it is typed.

mod form;
mod review;
mod saving;
mod so_far;
mod step;

use shared::applications::{KeptApplicationDraft, application_refusal};
use shared::standings::PersonStanding;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Page, ReasonList};
use crate::programme::use_programme;
use crate::remote::use_get;
use crate::route::Route;
use form::ApplicationForm;

/// Shows the page.
#[component]
pub fn Apply() -> Html {
    let standing = use_get::<PersonStanding>("/me/standing".to_owned());
    let programme = use_programme();
    html! {
        <Page title="Apply" lead="Tell us about your work in libraries. The hours are counted while you enter them.">
            { programme.show(8, |programme| standing.show(8, |found| {
                // Whether staff have allowed a readmission is known to the service alone.
                match application_refusal(&found.standing, true) {
                    Some(refusal) => html! {
                        <section class="notice">
                            <h2>{ "You cannot apply now" }</h2>
                            <ReasonList reasons={refusal.reasons} />
                            <p><Link<Route> to={Route::Dashboard}>{ "Go to your dashboard" }</Link<Route>></p>
                        </section>
                    },
                    None => html! { <FromDraft today={programme.today} /> },
                }
            })) }
        </Page>
    }
}

/// The day of the application.
#[derive(Debug, Clone, PartialEq, Properties)]
struct FromDraftProps {
    /// Today in the programme.
    today: shared::calendar::Date,
}

/// The form, filled in with the draft that is kept; anew with another one when that is wanted.
#[component]
fn FromDraft(props: &FromDraftProps) -> Html {
    let kept = use_get::<KeptApplicationDraft>("/me/application-draft".to_owned());
    let another = use_state(|| (0_u32, None::<KeptApplicationDraft>));
    let navigator = use_navigator();
    let restart = {
        let another = another.clone();
        Callback::from(move |draft| {
            another.set((another.0.wrapping_add(1), Some(draft)));
            // The step is the draft's.
            if let Some(navigator) = &navigator {
                navigator.replace(&Route::Apply);
            }
        })
    };
    kept.show(8, |kept| {
        let (times, another) = &*another;
        let kept = another.as_ref().unwrap_or(kept).clone();
        html! { <ApplicationForm key={*times} today={props.today} {kept} {restart} /> }
    })
}
