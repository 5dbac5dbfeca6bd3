//! Dialogs: the browser's own `<dialog>`, which holds the focus, closes on Esc and greys out the page by itself.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::{Button, FailureNote, Glyph, Kind};
use crate::api::Failure;
use crate::browser;

#[derive(Properties, PartialEq)]
pub(crate) struct DialogProps {
    pub(crate) title: AttrValue,
    /// Asked to close by Esc or the cross. The parent stops drawing the dialog.
    pub(crate) onclose: Callback<()>,
    pub(crate) children: Html,
    #[prop_or_default]
    pub(crate) footer: Html,
    #[prop_or_default]
    pub(crate) wide: bool,
    /// Cannot be put aside, for example the sign-in over a page whose session ended.
    #[prop_or_default]
    pub(crate) stays: bool,
}

/// A dialog. It is open while it is drawn; the focus goes back where it came from.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let before = browser::focused();
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                open(&dialog);
            }
            move || {
                // After the page is drawn without the dialog: until then the rest cannot take the focus.
                Timeout::new(0, move || {
                    before.iter().filter(|element| element.is_connected()).for_each(browser::focus_on)
                })
                .forget();
            }
        });
    }
    let oncancel = {
        let (onclose, stays) = (props.onclose.clone(), props.stays);
        Callback::from(move |event: Event| {
            event.prevent_default();
            if !stays {
                onclose.emit(());
            }
        })
    };
    let onclosed = {
        let (node, stays) = (node.clone(), props.stays);
        Callback::from(move |_: Event| {
            // Asked twice in a row, a browser closes a dialog whatever the page says.
            if let Some(dialog) = node.cast::<HtmlDialogElement>().filter(|_| stays) {
                open(&dialog);
            }
        })
    };
    html! {
        <dialog
            ref={node}
            class={classes!("pf-v6-c-modal-box", "portico-dialog", props.wide.then_some("portico-dialog-wide"))}
            aria-labelledby="portico-dialog-title"
            {oncancel}
            onclose={onclosed}
        >
            if !props.stays {
                <div class="pf-v6-c-modal-box__close">
                    <Button label="Close" kind={Kind::Plain} icon={Glyph::Close} onclick={props.onclose.reform(|_| ())} />
                </div>
            }
            <header class="pf-v6-c-modal-box__header">
                <h2 class="pf-v6-c-modal-box__title" id="portico-dialog-title">{ &props.title }</h2>
            </header>
            <div class="pf-v6-c-modal-box__body">{ props.children.clone() }</div>
            if props.footer != Html::default() {
                <footer class="pf-v6-c-modal-box__footer">{ props.footer.clone() }</footer>
            }
        </dialog>
    }
}

fn open(dialog: &HtmlDialogElement) {
    dialog.show_modal().ok();
    to_first_field(dialog);
}

/// The first thing to fill in takes the focus; the cross that the browser would take is the last thing wanted.
fn to_first_field(dialog: &HtmlDialogElement) {
    const FIELDS: &str = "input:not([tabindex='-1']), select, textarea";
    let find = |what: &str| dialog.query_selector(what).ok().flatten();
    let field = find("[autofocus]").or_else(|| find(FIELDS)).and_then(|found| found.dyn_into::<HtmlElement>().ok());
    field.iter().for_each(browser::focus_on);
}

#[derive(Properties, PartialEq)]
pub(crate) struct ConfirmDialogProps {
    /// A question that names the thing.
    pub(crate) title: AttrValue,
    /// What will happen, and whether it can be undone.
    pub(crate) children: Html,
    /// Verb and object, for example "Withdraw request".
    pub(crate) action: AttrValue,
    pub(crate) onconfirm: Callback<()>,
    pub(crate) onclose: Callback<()>,
    #[prop_or_default]
    pub(crate) danger: bool,
    #[prop_or_default]
    pub(crate) busy: bool,
    #[prop_or_default]
    pub(crate) failure: Option<Failure>,
}

/// Asks before something that is not easily undone.
#[component]
pub(crate) fn ConfirmDialog(props: &ConfirmDialogProps) -> Html {
    let footer = html! {
        <>
            <Button
                label={props.action.clone()}
                kind={if props.danger { Kind::Danger } else { Kind::Primary }}
                busy={props.busy}
                onclick={props.onconfirm.reform(|_| ())}
            />
            <Button label="Cancel" kind={Kind::Link} onclick={props.onclose.reform(|_| ())} />
        </>
    };
    html! {
        <Dialog title={props.title.clone()} onclose={props.onclose.clone()} {footer}>
            { props.children.clone() }
            if let Some(failure) = &props.failure {
                <FailureNote failure={failure.clone()} />
            }
        </Dialog>
    }
}
