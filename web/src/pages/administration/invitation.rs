//! An invitation, shown once.

use std::rc::Rc;

use domain::people::Invitation;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::api::{Task, start};
use crate::browser;
use crate::session::use_clock;
use crate::ui::{Alert, Button, Dialog, Glyph, Kind, TextField, Tone};

#[derive(Properties, PartialEq)]
pub(super) struct InvitationDialogProps {
    pub(super) made: Rc<Invitation>,
    pub(super) onclose: Callback<()>,
}

/// Whether the copying worked.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Copied {
    NotYet,
    Done,
    /// The browser keeps its clipboard to itself: the text is marked instead.
    Marked,
}

/// The dialog. Closed by its button only: what is in it is seen once.
#[component]
pub(super) fn InvitationDialog(props: &InvitationDialogProps) -> Html {
    let field = use_node_ref();
    let copied = use_state_eq(|| Copied::NotYet);
    let running = use_mut_ref(|| None::<Task>);
    let (made, clock) = (&props.made, use_clock());
    let oncopy = {
        let (copied, field, text) = (copied.setter(), field.clone(), made.link.clone());
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
    let footer = html! { <Button label="Close" kind={Kind::Secondary} onclick={props.onclose.reform(|_| ())} /> };
    html! {
        <Dialog
            title={format!("Invitation of {}", made.user.display_name)}
            onclose={props.onclose.clone()}
            stays=true
            {footer}
        >
            <Alert tone={Tone::Look} title="This link is shown once">
                <p>{ format!("Hand it to {} and to nobody else, best over a way you share already. It opens the page where they choose their password, works once, and is good until {}.", made.user.display_name, clock.moment(made.expires_at)) }</p>
            </Alert>
            <dl class="portico-facts"><div><dt>{ "User name" }</dt><dd>{ &made.user.user_name }</dd></div></dl>
            <div class="portico-copy pf-v6-c-form">
                <TextField
                    id="invitation-link"
                    label="Link"
                    value={made.link.clone()}
                    onchange={Callback::noop()}
                    readonly=true
                    node={field}
                />
                <div class="portico-actions">
                    <Button label="Copy link" icon={Glyph::Document} kind={Kind::Primary} onclick={oncopy} />
                    <span role="status">{ words }</span>
                </div>
            </div>
        </Dialog>
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
