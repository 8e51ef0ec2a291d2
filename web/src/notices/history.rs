//! What was sent to a person, latest first, in the person's file.

use shared::ids::PersonId;
use shared::notices::{Notice, NoticePage};
use yew::prelude::*;

use super::state::became;
use crate::components::{Pager, instant, use_place};
use crate::remote::use_get;

/// Whose.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PersonNoticesProps {
    /// The person.
    pub id: PersonId,
}

/// Shows the list, twenty at a time. It is asked for when it is opened: a file is read more often than its mails.
#[component]
pub fn PersonNotices(props: &PersonNoticesProps) -> Html {
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |_: Event| open.set(true))
    };
    html! {
        <section aria-labelledby="notices">
            <h2 id="notices">{ "Notices" }</h2>
            <details {ontoggle}>
                <summary>{ "What was sent by mail" }</summary>
                if *open {
                    <List id={props.id} />
                }
            </details>
        </section>
    }
}

#[component]
fn List(props: &PersonNoticesProps) -> Html {
    let (after, place, go) = use_place();
    let notices = use_get::<NoticePage>(format!("/people/{}/notices?limit=20{place}", props.id));
    notices.show(3, |page| {
        if page.items.is_empty() {
            return html! { <p class="empty" role="status">{ "Nothing was sent yet. The first notice confirms the address." }</p> };
        }
        html! {
            <>
                <ul class="entries">{ for page.items.iter().map(entry) }</ul>
                <Pager {after} next={page.next.clone().map(AttrValue::from)} {go} />
            </>
        }
    })
}

fn entry(notice: &Notice) -> Html {
    html! {
        <li key={notice.id.to_string()}>
            <strong>{ &notice.subject }</strong>
            <span>{ format!("queued on {}, {}", instant(&notice.queued_at.to_string()), became(notice)) }</span>
        </li>
    }
}
