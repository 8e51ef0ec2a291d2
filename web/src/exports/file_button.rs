//! A button that fetches a file. The request carries the access token in a header, so the browser's own download cannot make it.

use gloo::file::Blob;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::Failure;
use crate::components::{ProblemNotice, save};
use crate::session::use_client;

/// Which file.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FileButtonProps {
    /// Where the service has it.
    pub path: AttrValue,
    /// Under which name it is kept.
    pub name: AttrValue,
    /// What it is, for example `application/pdf`.
    #[prop_or(AttrValue::Static("application/octet-stream"))]
    pub kind: AttrValue,
    /// The words on the button.
    pub words: AttrValue,
}

/// Shows the button, and what came of it.
#[component]
pub fn FileButton(props: &FileButtonProps) -> Html {
    let client = use_client();
    let failure = use_state_eq(|| None::<Failure>);
    let fetch = {
        let (props, failure) = (props.clone(), failure.setter());
        Callback::from(move |()| {
            let (client, failure, props) = (client.clone(), failure.clone(), props.clone());
            failure.set(None);
            spawn_local(async move {
                match client.file(&props.path).await {
                    Ok(bytes) => save(Blob::new_with_options(bytes.as_slice(), Some(&props.kind)), &props.name),
                    Err(why) => failure.set(Some(why)),
                }
            });
        })
    };
    html! {
        <>
            <button type="button" class="secondary no-print" onclick={fetch.reform(|_: MouseEvent| ())}>{ &props.words }</button>
            if let Some(failure) = &*failure {
                <ProblemNotice failure={failure.clone()} retry={fetch} />
            }
        </>
    }
}
