//! Accounts with roles: who belongs to the staff. Administrators appoint and dismiss in the person's file.

use serde::{Deserialize, Serialize};
use shared::exports::ExportList;
use shared::people::{RoleHolder, RoleHolderPage};
use yew::prelude::*;
use yew_router::prelude::*;

use super::file::role_title;
use crate::components::{Page, Pager};
use crate::exports::ExportButton;
use crate::remote::use_get;
use crate::route::Route;
use crate::session::use_session;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Query {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    after: String,
}

/// Shows the page.
#[component]
pub fn Roles() -> Html {
    let staff = use_session().has(shared::accounts::Role::Staff);
    let query = use_location().and_then(|location| location.query::<Query>().ok()).unwrap_or_default();
    let navigator = use_navigator();
    let after = String::from(js_sys::encode_uri_component(&query.after));
    let holders = use_get::<RoleHolderPage>(if after.is_empty() { "/roles".to_owned() } else { format!("/roles?after={after}") });
    let go = Callback::from(move |after: String| {
        if let Some(navigator) = &navigator
            && navigator.push_with_query(&Route::StaffRoles, Query { after }).is_err()
        {
            navigator.push(&Route::StaffRoles);
        }
    });
    html! {
        <Page title="Accounts and roles" lead="Who belongs to the staff. An administrator appoints and dismisses in the person's file.">
            { holders.show(4, |page| html! {
                <>
                    <div class="table-wrap"><table class="list">
                        <thead><tr><th scope="col">{ "Name" }</th><th scope="col">{ "E-mail address" }</th><th scope="col">{ "Roles" }</th></tr></thead>
                        <tbody>{ for page.items.iter().map(row) }</tbody>
                    </table></div>
                    <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                </>
            }) }
            if staff {
                <ExportButton list={ExportList::Roles {}} />
            }
        </Page>
    }
}

fn row(holder: &RoleHolder) -> Html {
    let roles = holder.roles.iter().map(|role| role_title(*role)).collect::<Vec<_>>().join(", ");
    html! {
        <tr key={holder.person_id.to_string()}>
            <th scope="row"><Link<Route> to={Route::StaffPerson { id: holder.person_id }}>{ &holder.name }</Link<Route>></th>
            <td data-label="E-mail">{ &holder.email }</td>
            <td data-label="Roles">{ roles }</td>
        </tr>
    }
}
