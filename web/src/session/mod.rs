//! Who is signed in, in this tab. The refresh cookie, which scripts cannot read, carries a session over a reload and
//! into other tabs; this module asks it for an access token on load and before each one ends.

mod guard;
mod kept_form;
mod other_tabs;
mod return_path;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use reqwest::Method;
use shared::accounts::{Account, Role};
use yew::platform::spawn_local;
use yew::prelude::*;

pub use guard::{Guard, Needs};
pub use kept_form::{keep_as, kept, take_kept};
use other_tabs::OtherTabs;
pub use return_path::{keep_return_path, take_return_path};

use crate::client::{Client, Failure, SessionChange};

/// How long before its end an access token is renewed.
const RENEW_EARLY_SECONDS: u32 = 30;

/// What is known of who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionState {
    /// The refresh cookie is being asked.
    Restoring,
    /// Nobody is signed in. `expired` after a session that ended without anybody signing out.
    SignedOut {
        /// Whether a session ended by itself.
        expired: bool,
    },
    /// This account is.
    SignedIn(Rc<SignedIn>),
}

/// A session in this tab.
#[derive(Debug, PartialEq)]
pub struct SignedIn {
    /// Who it is.
    pub account: Account,
    /// How long the access token lasts.
    expires_in_seconds: u32,
    /// The token, only to tell one from the next.
    token: String,
}

/// The session context: who is signed in, and the client that sends requests as them.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Who is signed in.
    pub state: SessionState,
    /// Sends requests.
    pub client: Client,
    other_tabs: Rc<OtherTabs>,
    set: UseStateSetter<SessionState>,
}

impl Session {
    /// The account, if somebody is signed in.
    pub fn account(&self) -> Option<&Account> {
        match &self.state {
            SessionState::SignedIn(signed_in) => Some(&signed_in.account),
            SessionState::Restoring | SessionState::SignedOut { .. } => None,
        }
    }

    /// Whether somebody is signed in who has this role.
    pub fn has(&self, role: Role) -> bool {
        self.account().is_some_and(|account| account.roles.contains(&role))
    }

    /// Begins the session that signing in answered, here and in the other tabs.
    pub fn begin(&self, session: &shared::accounts::Session) {
        self.client.adopt(session);
        self.set.set(signed_in(session));
        self.other_tabs.tell();
    }

    /// Ends the session in the app, here and in the other tabs, after the service ended it.
    pub fn end(&self) {
        self.client.forget();
        kept_form::forget();
        self.set.set(SessionState::SignedOut { expired: false });
        self.other_tabs.tell();
    }

    /// Asks who is signed in, and as what, now that something of it has changed.
    pub fn renew(&self) {
        ask_again(self.client.clone());
    }

    /// Asks the service to end this session. The app forgets it by [`Self::end`], once the page has been left.
    ///
    /// # Errors
    /// That the service was not reached, in which case the session goes on.
    pub async fn sign_out(&self) -> Result<(), Failure> {
        let answer: Result<(), Failure> = self.client.request(Method::DELETE, "/sessions/current", None::<&()>, None).await;
        match answer {
            Err(failure) if failure.is_uncertain() => Err(failure),
            // A session that the service no longer knows has ended as well.
            _ => Ok(()),
        }
    }
}

fn signed_in(session: &shared::accounts::Session) -> SessionState {
    kept_form::belongs_to(&session.account.id.to_string());
    SessionState::SignedIn(Rc::new(SignedIn {
        account: session.account.clone(),
        expires_in_seconds: session.expires_in_seconds,
        token: session.access_token.clone(),
    }))
}

/// What [`SessionProvider`] wraps.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SessionProviderProps {
    /// The app.
    pub children: Html,
}

/// Gives the [`Session`] to everything inside.
#[component]
pub fn SessionProvider(props: &SessionProviderProps) -> Html {
    let state = use_state_eq(|| SessionState::Restoring);
    let client = {
        let set = state.setter();
        use_memo((), move |()| {
            Client::new(Callback::from(move |change| {
                set.set(match change {
                    SessionChange::Renewed(session) => signed_in(&session),
                    SessionChange::Ended { expired } => {
                        if expired {
                            kept_form::keep();
                        }
                        SessionState::SignedOut { expired }
                    }
                });
            }))
        })
    };
    let other_tabs = use_memo((), |()| OtherTabs::new());
    use_effect_with((), {
        let (client, other_tabs, set) = ((*client).clone(), other_tabs.clone(), state.setter());
        move |()| {
            other_tabs.listen({
                let client = client.clone();
                // What the cookie says now is shown by the client's watcher.
                Callback::from(move |()| ask_again(client.clone()))
            });
            spawn_local(async move {
                // Of any other failure the client's watcher is told.
                if client.renew(None).await.is_err_and(|failure| failure.is_uncertain()) {
                    set.set(SessionState::SignedOut { expired: false });
                }
            });
        }
    });
    use_renewal(&state, &client);
    let session = Session { state: (*state).clone(), client: (*client).clone(), other_tabs, set: state.setter() };
    html! { <ContextProvider<Session> context={session}>{ props.children.clone() }</ContextProvider<Session>> }
}

/// Asks the cookie who is signed in now.
fn ask_again(client: Client) {
    spawn_local(async move {
        let current = client.token();
        // A service that is not reached changes nothing.
        drop(client.renew(current.as_deref()).await);
    });
}

/// Renews the access token shortly before it ends.
#[hook]
fn use_renewal(state: &SessionState, client: &Rc<Client>) {
    let client = client.clone();
    use_effect_with(state.clone(), move |state| {
        let timer = match state {
            SessionState::SignedIn(signed_in) => {
                let seconds = signed_in.expires_in_seconds.saturating_sub(RENEW_EARLY_SECONDS).max(RENEW_EARLY_SECONDS);
                let ending = signed_in.token.clone();
                Some(Timeout::new(seconds.saturating_mul(1_000), move || {
                    // Where this fails, the next request finds out and says so.
                    spawn_local(async move { drop(client.renew(Some(&ending)).await) });
                }))
            }
            SessionState::Restoring | SessionState::SignedOut { .. } => None,
        };
        move || drop(timer)
    });
}

/// The session around this component.
#[hook]
pub fn use_session() -> Session {
    let outside = use_state_eq(|| SessionState::SignedOut { expired: false });
    // Every component stands inside the provider; one outside it would find nobody signed in.
    use_context::<Session>().unwrap_or_else(|| Session {
        state: (*outside).clone(),
        client: Client::new(Callback::noop()),
        other_tabs: Rc::new(OtherTabs::new()),
        set: outside.setter(),
    })
}

/// The client around this component.
#[hook]
pub fn use_client() -> Client {
    use_session().client
}
