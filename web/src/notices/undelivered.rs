//! The notices that could not be delivered, oldest first: the queue in which staff send them again or give them up.

use shared::ids::NoticeId;
use shared::notices::UndeliveredPage;
use yew::prelude::*;

use super::undelivered_entry::UndeliveredEntry;
use crate::components::{Page, Pager, use_go, use_list_query};
use crate::remote::use_get;
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Undelivered() -> Html {
    let query = use_list_query("");
    let go = use_go(Route::StaffNotices, &query);
    let after = if query.after.is_empty() { String::new() } else { format!("?after={}", query.after) };
    let notices = use_get::<UndeliveredPage>(format!("/notices/undelivered{after}"));
    // One form at a time: fields are found by their names.
    let open = use_state_eq(|| None::<NoticeId>);
    let done = {
        let (open, reload) = (open.setter(), notices.reload.clone());
        Callback::from(move |()| {
            open.set(None);
            reload.emit(());
        })
    };
    let toggle = Callback::from({
        let open = open.setter();
        move |id: Option<NoticeId>| open.set(id)
    });
    html! {
        <Page title="Undelivered notices" lead="What could not be delivered is kept for a month, so that it can be sent again.">
            { notices.show(4, |page| html! {
                <>
                    if page.items.is_empty() {
                        <p class="empty" role="status">{ "Everything was delivered. What a mail server refuses, or nobody takes for days, appears here." }</p>
                    }
                    <ul class="cards">
                        { for page.items.iter().map(|item| html! {
                            <li key={item.notice.id.to_string()}>
                                <UndeliveredEntry item={item.clone()} open={*open == Some(item.notice.id)} toggle={toggle.clone()} done={done.clone()} />
                            </li>
                        }) }
                    </ul>
                    <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                </>
            }) }
        </Page>
    }
}
