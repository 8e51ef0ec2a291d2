//! That an ALA membership is not confirmed, as the applicant and staff see it.

use shared::applications::UnconfirmedMembership;
use yew::prelude::*;

use crate::components::{DateText, Tone, notice};

/// Since when and why, and what follows from it in the words of whoever looks.
pub(super) fn membership_unconfirmed(mark: &UnconfirmedMembership, follows: Html) -> Html {
    let body = html! {
        <>
            <p>{ "Staff could not confirm the membership number; they said so on " }<DateText date={mark.on} />{ "." }</p>
            if let Some(reason) = &mark.reason {
                <blockquote class="reason"><p>{ reason }</p><footer>{ "The reason that was given" }</footer></blockquote>
            }
            { follows }
        </>
    };
    notice(Tone::Waiting, "ALA membership not confirmed", body)
}
