//! A forgotten password: where to mail the link that sets a new one.

use yew::prelude::*;

use super::send_link::SendLink;
use crate::components::Page;

/// Shows the page.
#[component]
pub fn ForgotPassword() -> Html {
    html! {
        <Page title="Forgot your password?" lead="Enter the address of your account. If there is one, we send a link that sets a new password.">
            <SendLink path="/accounts/reset-password" submit="Send the link" />
        </Page>
    }
}
