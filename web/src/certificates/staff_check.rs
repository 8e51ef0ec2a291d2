//! All certificates held against the rules, step by step, with its progress: where they differ, staff decide.

use std::rc::Rc;

use shared::certificates::{CertificateCheck, CertificateDifference, DifferenceKind};
use shared::text::grouped;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::client::{Client, Failure};
use crate::components::{Page, ProblemNotice, people_words};
use crate::route::Route;
use crate::session::use_client;

/// How many people are looked at by one request.
const STEP: u32 = 200;

/// What has been found so far.
#[derive(Debug, Clone, Default, PartialEq)]
struct Progress {
    examined: u64,
    total: u64,
    found: Vec<CertificateDifference>,
    failure: Option<Failure>,
    ended: bool,
}

/// One step more.
enum Step {
    Began,
    Went(CertificateCheck),
    Failed(Failure),
}

impl Reducible for Progress {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let mut next = (*self).clone();
        match step {
            Step::Began => next = Self::default(),
            Step::Went(check) => {
                next.examined = next.examined.saturating_add(check.people_examined);
                next.total = check.people_total;
                next.found.extend(check.items);
                next.ended = check.next.is_none();
            }
            Step::Failed(failure) => next.failure = Some(failure),
        }
        Rc::new(next)
    }
}

/// Shows the page.
#[component]
pub fn StaffCheck() -> Html {
    let client = use_client();
    let progress = use_reducer_eq(Progress::default);
    let running = use_state_eq(|| false);
    let alive = use_mut_ref(|| true);
    use_effect_with((), {
        let alive = alive.clone();
        move |()| {
            move || {
                alive.replace(false);
            }
        }
    });
    let start = {
        let (client, running, dispatch) = (client, running.clone(), progress.dispatcher());
        Callback::from(move |_: MouseEvent| {
            if *running {
                return;
            }
            running.set(true);
            dispatch.dispatch(Step::Began);
            let (client, running, dispatch, alive) = (client.clone(), running.setter(), dispatch.clone(), alive.clone());
            spawn_local(async move {
                let mut after = String::new();
                loop {
                    let step = look(&client, &after).await;
                    if !*alive.borrow() {
                        return;
                    }
                    match step {
                        Ok(check) => {
                            let next = check.next.clone();
                            dispatch.dispatch(Step::Went(check));
                            let Some(next) = next else { break };
                            after = next;
                        }
                        Err(failure) => {
                            dispatch.dispatch(Step::Failed(failure));
                            break;
                        }
                    }
                }
                running.set(false);
            });
        })
    };
    html! {
        <Page title="Certificates and the rules" lead="A certificate is derived once and never changes by itself. Where a correction has come since, the rules may say otherwise by now: then you decide.">
            <p><button type="button" onclick={start} aria-busy={running.then_some("true")}>{ "Look at everyone" }</button></p>
            { told(&progress, *running) }
        </Page>
    }
}

async fn look(client: &Client, after: &str) -> Result<CertificateCheck, Failure> {
    let after = if after.is_empty() { String::new() } else { format!("&after={}", String::from(js_sys::encode_uri_component(after))) };
    client.get(&format!("/certificates/check?limit={STEP}{after}")).await
}

fn told(progress: &Progress, running: bool) -> Html {
    html! {
        <>
            if running {
                <label for="looked">{ format!("{} of {}", grouped(progress.examined), people_words(progress.total)) }</label>
                <progress id="looked" value={progress.examined.to_string()} max={progress.total.max(1).to_string()} />
            }
            if let Some(failure) = &progress.failure {
                <ProblemNotice failure={failure.clone()} />
            }
            <div role="status">
                if progress.ended && progress.found.is_empty() {
                    <p class="notice">{ format!("All {} were looked at. Every certificate is as the rules say.", people_words(progress.examined)) }</p>
                } else if progress.ended {
                    <p>{ format!("{} were looked at; {} differ.", people_words(progress.examined), progress.found.len()) }</p>
                }
            </div>
            <ul class="entries">{ for progress.found.iter().map(difference) }</ul>
        </>
    }
}

fn difference(found: &CertificateDifference) -> Html {
    let number = found.number.as_deref().unwrap_or_default();
    let words = match found.kind {
        DifferenceKind::Unconfirmed => {
            format!("The rules would not issue certificate {number}, or not on that day. Revoke it, or correct what was corrected wrongly.")
        }
        DifferenceKind::Missing => {
            "The rules say certified, and no certificate was issued. Any act in the file that concerns the person issues it.".to_owned()
        }
        DifferenceKind::Cache => {
            "What is kept for lists differs from the facts. Whoever runs the server rebuilds it: `lssc standings rebuild`.".to_owned()
        }
        DifferenceKind::Other => "Something differs that this version of the app does not know.".to_owned(),
    };
    html! {
        <li key={format!("{}{number}", found.person_id)}>
            <Link<Route> to={Route::StaffPerson { id: found.person_id }}>{ &found.person_name }</Link<Route>>
            <span>{ words }</span>
        </li>
    }
}
