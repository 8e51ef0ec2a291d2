//! A place for files: chosen by the button, or dropped on it; and what is in one.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList, HtmlInputElement};
use yew::prelude::*;

/// What is taken here.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FileDropProps {
    /// The id of the input.
    pub id: &'static str,
    /// What to do.
    pub label: AttrValue,
    /// What the browser offers to choose.
    pub accept: &'static str,
    /// The id of the hint that says what is taken.
    pub hint: &'static str,
    /// Whether several are taken at once.
    #[prop_or_default]
    pub many: bool,
    /// Takes each file, or the first alone.
    pub take: Callback<File>,
    /// What stands below.
    #[prop_or_default]
    pub children: Html,
}

/// Shows it.
#[component]
pub fn FileDrop(props: &FileDropProps) -> Html {
    let FileDropProps { id, label, accept, hint, many, take, children } = props.clone();
    let is_over = use_state_eq(|| false);
    let take = Callback::from(move |files: FileList| {
        let taken = if many { files.length() } else { files.length().min(1) };
        (0..taken).filter_map(|place| files.get(place)).for_each(|file| take.emit(file));
    });
    let onchange = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Some(files) = input.files() {
                take.emit(files);
            }
            // So that the same file may be chosen again.
            input.set_value("");
        })
    };
    let over = |is: bool| {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(is);
        })
    };
    let ondrop = {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            if let Some(files) = event.data_transfer().and_then(|dropped| dropped.files()) {
                take.emit(files);
            }
        })
    };
    html! {
        <div class={classes!("drop", is_over.then_some("over"))} ondragover={over(true)} ondragleave={over(false)} {ondrop}>
            <label for={id}>{ label }</label>
            <input type="file" {id} multiple={many} {accept} aria-describedby={hint} {onchange} />
            { children }
        </div>
    }
}

/// The length of a file, in bytes.
pub fn file_bytes(file: &File) -> u64 {
    // Browsers count in a float, which holds lengths such as these exactly.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length is a whole number of at least nothing")]
    let bytes = file.size() as u64;
    bytes
}

/// What is in a file.
///
/// # Errors
/// The rest of a sentence that begins with it.
pub async fn file_content(file: &File) -> Result<Vec<u8>, String> {
    let content = JsFuture::from(file.array_buffer()).await.map_err(|_| "could not be read: choose it again".to_owned())?;
    Ok(Uint8Array::new(&content).to_vec())
}
