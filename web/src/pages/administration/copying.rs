//! Something that is shown once, with a button that copies it.

use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::api::{Task, start};
use crate::browser;
use crate::ui::{Button, Glyph, Kind, TextField};

/// Whether the copying worked.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Copied {
    NotYet,
    Done,
    /// The browser keeps its clipboard to itself: the text is marked instead.
    Marked,
}

#[derive(Properties, PartialEq)]
pub(super) struct CopyingProps {
    pub(super) id: AttrValue,
    /// What it is.
    pub(super) label: AttrValue,
    /// Verb and object.
    pub(super) action: AttrValue,
    pub(super) text: String,
}

/// The text in a field, and the button.
#[component]
pub(super) fn Copying(props: &CopyingProps) -> Html {
    let field = use_node_ref();
    let copied = use_state_eq(|| Copied::NotYet);
    let running = use_mut_ref(|| None::<Task>);
    let oncopy = {
        let (copied, field, text) = (copied.setter(), field.clone(), props.text.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, field, text) = (copied.clone(), field.clone(), text.clone());
            *running.borrow_mut() = Some(start(async move {
                if to_clipboard(&text).await {
                    copied.set(Copied::Done);
                } else if let Some(input) = field.cast::<HtmlInputElement>() {
                    input.select();
                    copied.set(Copied::Marked);
                }
            }));
        })
    };
    let words = match *copied {
        Copied::NotYet => "",
        Copied::Done => "Copied.",
        Copied::Marked => "Marked. Press Ctrl+C to copy it.",
    };
    html! {
        <div class="portico-copy pf-v6-c-form">
            <TextField
                id={props.id.clone()}
                label={props.label.clone()}
                value={props.text.clone()}
                onchange={Callback::noop()}
                readonly=true
                node={field}
            />
            <div class="portico-actions">
                <Button label={props.action.clone()} icon={Glyph::Document} kind={Kind::Primary} onclick={oncopy} />
                <span role="status">{ words }</span>
            </div>
        </div>
    }
}

/// Whether the text is on the clipboard now. Without a secure address a browser has none to offer.
async fn to_clipboard(text: &str) -> bool {
    let Some(window) = browser::window() else { return false };
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
