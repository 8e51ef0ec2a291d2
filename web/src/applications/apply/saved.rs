//! Whether the draft is kept, in words; and the choice where another tab saved something else.

use shared::applications::{ApplicationDraft, KeptApplicationDraft};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::keeping::Trouble;
use super::saving::{self, PATH};
use crate::client::Failure;
use crate::components::{ProblemNotice, Tone, notice};
use crate::session::use_client;

/// What stands in the form.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct SavedProps {
    /// As it was typed.
    pub draft: ApplicationDraft,
    /// Begins the form again with what was saved elsewhere.
    pub restart: Callback<KeptApplicationDraft>,
}

/// Keeps what stands in the form, and says so.
#[component]
pub(super) fn Saved(props: &SavedProps) -> Html {
    let told = use_force_update();
    use_effect_with((), move |()| {
        saving::tell(Some(Callback::from(move |()| told.force_update())));
        || {
            saving::tell(None);
            saving::flush();
        }
    });
    use_effect_with(props.draft.clone(), |draft| saving::typed(draft.clone()));
    let Some(keeping) = saving::now() else { return Html::default() };
    match keeping.trouble() {
        Some(Trouble::Elsewhere(why)) => html! { <Choice why={why.clone()} restart={props.restart.clone()} /> },
        Some(Trouble::Passing) => notice(
            Tone::Waiting,
            "Not saved yet",
            html! { <p>{ "The service cannot be reached. What you typed stays here, and is saved as soon as the service is back; do not close this window until then." }</p> },
        ),
        Some(Trouble::Refused(why)) => html! { <ProblemNotice failure={why.clone()} /> },
        None => {
            let words = match (keeping.is_kept(), keeping.version()) {
                (true, 0) => "What you type is saved as you go. You can leave, and go on later on any device.",
                (true, _) => "Saved. You can leave, and go on later on any device.",
                (false, _) => "Saving …",
            };
            html! { <p class="hint saving">{ words }</p> }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ChoiceProps {
    why: Failure,
    restart: Callback<KeptApplicationDraft>,
}

/// What to do where another tab saved something else.
#[component]
fn Choice(props: &ChoiceProps) -> Html {
    let client = use_client();
    let failure = use_state_eq(|| None::<Failure>);
    let with_theirs = |then: Callback<KeptApplicationDraft>| {
        let (client, failure) = (client.clone(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (client, failure, then) = (client.clone(), failure.clone(), then.clone());
            spawn_local(async move {
                match client.get(PATH).await {
                    Ok(kept) => then.emit(kept),
                    Err(why) => failure.set(Some(why)),
                }
            });
        })
    };
    let keep = with_theirs(Callback::from(saving::prefer));
    let take = with_theirs(props.restart.clone());
    let body = html! {
        <>
            { for props.why.reasons().iter().map(|reason| html! { <p>{ reason.sentence.clone() }</p> }) }
            <p class="actions">
                <button type="button" onclick={keep}>{ "Keep what stands here" }</button>
                <button type="button" class="secondary" onclick={take}>{ "Show what was saved there" }</button>
            </p>
        </>
    };
    html! {
        <>
            { notice(Tone::Ended, "This draft was changed elsewhere", body) }
            if let Some(failure) = (*failure).clone() {
                <ProblemNotice {failure} />
            }
        </>
    }
}
