//! What stands around every page: skip link, top bar, the side list of people who are signed in, footer. Moves the
//! focus to the new page's heading when the route changes.

mod foot;
mod side_list;
mod top_bar;

use gloo::utils::window;
use shared::addresses::Program;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{HEADING, focus_on};
use crate::route::Route;
use crate::session::{SessionState, use_session};
use foot::Foot;
use side_list::SideList;
use top_bar::TopBar;

/// The page to lay out.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct LayoutProps {
    /// The page.
    pub children: Html,
}

/// Lays a page out.
#[component]
pub fn Layout(props: &LayoutProps) -> Html {
    let session = use_session();
    use_focus_on_arrival();
    let route = use_route::<Route>();
    // A page for people who are signed in has their list from the start, so that nothing moves once it is known who it is.
    let restoring = session.state == SessionState::Restoring && route.is_some_and(|route| route.program() != Program::Public);
    let signed_in = session.account().is_some() || restoring;
    html! {
        <>
            <a class="skip" href="#main" onclick={Callback::from(|event: MouseEvent| skip(&event))}>{ "Skip to the page" }</a>
            <TopBar />
            <div class={classes!("frame", signed_in.then_some("with-side"))}>
                if signed_in {
                    <SideList />
                }
                <main id="main" tabindex="-1">{ props.children.clone() }</main>
            </div>
            <Foot />
        </>
    }
}

/// Puts the focus on the heading of a page that was just reached, and shows it from its top.
#[hook]
fn use_focus_on_arrival() {
    let path = use_location().map(|location| location.path().to_owned());
    let first = use_mut_ref(|| true);
    use_effect_with(path, move |_| {
        // The first page has the browser's own focus, before the skip link.
        if !first.replace(false) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus_on(HEADING);
        }
    });
}

fn skip(event: &MouseEvent) {
    // The hash would become part of the route's address.
    event.prevent_default();
    focus_on("main");
}
