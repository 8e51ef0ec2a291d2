//! The steps of something that is done one after the other: which are done, which is now.

use yew::prelude::*;

/// Shows the steps; `current` counts from 0.
pub fn step_list(steps: &[&'static str], current: usize) -> Html {
    html! {
        <ol class="step-list" aria-label="Steps">
            { for steps.iter().enumerate().map(|(place, &words)| html! {
                <li key={words} class={(place < current).then_some("done")} aria-current={(place == current).then_some("step")}>
                    { words }
                    if place < current {
                        <span class="visually-hidden">{ " (done)" }</span>
                    }
                </li>
            }) }
        </ol>
    }
}
