//! A question before something that cannot be undone: a button that opens a dialog, which does it or does not.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// The question.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ConfirmProps {
    /// The words on the button that asks, and on the one that does it.
    pub action: AttrValue,
    /// The question, as the dialog's heading.
    pub question: AttrValue,
    /// What will happen; or fields, for example of a reason.
    pub children: Html,
    /// Does it.
    pub on_confirm: Callback<()>,
    /// Whether it is being done.
    #[prop_or_default]
    pub busy: bool,
    /// Whether there is nothing to do it to.
    #[prop_or_default]
    pub disabled: bool,
}

/// Shows the button, and the dialog once it was pressed.
#[component]
pub fn Confirm(props: &ConfirmProps) -> Html {
    let dialog = use_node_ref();
    let open = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // It fails only where the dialog is open already.
                let _ = dialog.show_modal();
            }
        })
    };
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let confirm = {
        let (on_confirm, close) = (props.on_confirm.clone(), close.clone());
        Callback::from(move |event: MouseEvent| {
            on_confirm.emit(());
            close.emit(event);
        })
    };
    html! {
        <>
            <button type="button" class="secondary" onclick={open} disabled={props.disabled} aria-busy={props.busy.then_some("true")}>{ &props.action }</button>
            <dialog ref={dialog} aria-label={props.question.clone()}>
                <article>
                    <h2>{ &props.question }</h2>
                    { props.children.clone() }
                    <footer>
                        <button type="button" class="secondary" onclick={close}>{ "Keep as it is" }</button>
                        <button type="button" onclick={confirm}>{ &props.action }</button>
                    </footer>
                </article>
            </dialog>
        </>
    }
}
