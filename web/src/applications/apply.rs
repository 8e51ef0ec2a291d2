//! Applying, a step at a time. The rules run here as well: the hours add up while they are entered, and what the service
//! would refuse is refused before it is sent, in the same words. What is typed is kept by the service as it is typed.

mod form;
mod keeping;
mod review;
mod saved;
mod saving;
mod so_far;
mod step;

use shared::applications::{KeptApplicationDraft, application_refusal};
use shared::calendar::Date;
use shared::standings::PersonStanding;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{HEADING, Page, ReasonList, focus_on};
use crate::programme::use_programme;
use crate::remote::{use_get, use_remote};
use crate::route::Route;
use crate::session::use_session;
use form::ApplicationForm;

/// Shows the page.
#[component]
pub fn Apply() -> Html {
    let standing = use_get::<PersonStanding>("/me/standing".to_owned());
    let programme = use_programme();
    let owner = use_owner();
    // Who comes back to what was typed sees it also where the service is not reached.
    let is_begun = use_memo(owner.clone(), |owner| saving::at_hand(owner).is_some());
    html! {
        <Page title="Apply" lead="Tell us about your work in libraries. The hours are counted while you enter them.">
            { programme.show(8, |programme| {
                let form = || html! { <FromDraft owner={owner.clone()} today={programme.today} again={standing.reload.clone()} /> };
                if *is_begun && standing.ready().is_none() {
                    return form();
                }
                // Whether staff have allowed a readmission is known to the service alone.
                standing.show(8, |found| application_refusal(&found.standing, true).map_or_else(form, |refusal| html! {
                    <section class="notice">
                        <h2>{ "You cannot apply now" }</h2>
                        <ReasonList reasons={refusal.reasons} />
                        <p><Link<Route> to={Route::Dashboard}>{ "Go to your dashboard" }</Link<Route>></p>
                    </section>
                }))
            }) }
        </Page>
    }
}

/// Whose draft it is: the account that is signed in.
#[hook]
fn use_owner() -> String {
    use_session().account().map(|account| account.id.to_string()).unwrap_or_default()
}

/// Whose application, and its day.
#[derive(Debug, Clone, PartialEq, Properties)]
struct FromDraftProps {
    /// The account.
    owner: String,
    /// Today in the programme.
    today: Date,
    /// Asks again whether one may apply.
    again: Callback<()>,
}

/// The form, filled in with the draft that is kept; anew with another one when that is wanted.
#[component]
fn FromDraft(props: &FromDraftProps) -> Html {
    let owner = props.owner.clone();
    // What was typed here and is not saved yet is newer than what the service would say.
    let here = use_memo(owner.clone(), |owner| saving::at_hand(owner));
    let loaded = use_remote(here.is_some(), |client, is_here| async move {
        if is_here { Ok(KeptApplicationDraft::default()) } else { client.get(saving::PATH).await }
    });
    let another = use_state(|| (0_u32, None::<KeptApplicationDraft>));
    let navigator = use_navigator();
    let restart = {
        let (another, again) = (another.clone(), props.again.clone());
        Callback::from(move |draft| {
            saving::end();
            another.set((another.0.wrapping_add(1), Some(draft)));
            // The step is the draft's.
            if let Some(navigator) = &navigator {
                navigator.replace(&Route::Apply);
            }
            // It may have been submitted elsewhere.
            again.emit(());
            focus_on(HEADING);
        })
    };
    loaded.show(8, |loaded| {
        let (times, another) = &*another;
        let from_service = another.as_ref().unwrap_or(loaded).clone();
        html! { <ApplicationForm key={*times} today={props.today} owner={owner.clone()} {from_service} {restart} /> }
    })
}
