//! The steps of something that is done one after the other: which are done, which is now.

use yew::prelude::*;

/// Shows the steps; `current` counts from 0, and what `is_done` says holds of those before it.
pub fn step_list(steps: &[&'static str], current: usize, is_done: impl Fn(usize) -> bool) -> Html {
    html! {
        <ol class="step-list" aria-label="Steps">
            { for steps.iter().enumerate().map(|(place, &words)| {
                let done = place < current && is_done(place);
                html! {
                    <li key={words} class={done.then_some("done")} aria-current={(place == current).then_some("step")}>
                        { words }
                        if done {
                            <span class="visually-hidden">{ " (done)" }</span>
                        }
                    </li>
                }
            }) }
        </ol>
    }
}
