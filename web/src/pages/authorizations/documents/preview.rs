//! A document shown in a drawer, without leaving the page.

use std::rc::Rc;

use domain::attachments::{Attachment, AttachmentState};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::words::size;
use crate::api::{attachments, use_load};
use crate::browser;
use crate::session::use_clock;
use crate::ui::{Drawer, Glyph, Skeleton, icon, view_load};

/// The drawer of a page.
pub(in super::super) struct Preview {
    /// Opens it.
    pub(in super::super) open: Callback<Attachment>,
    /// Where it is drawn.
    pub(in super::super) drawer: Html,
}

/// A drawer for documents; the focus goes back where it came from.
#[hook]
pub(in super::super) fn use_preview() -> Preview {
    let shown = use_state(|| None::<(Attachment, Option<HtmlElement>)>);
    let open = {
        let shown = shown.setter();
        Callback::from(move |file| shown.set(Some((file, browser::focused()))))
    };
    let drawer = match &*shown {
        None => Html::default(),
        Some((file, from)) => {
            let (set, from) = (shown.setter(), from.clone());
            let onclose = Callback::from(move |()| {
                set.set(None);
                from.iter().filter(|element| element.is_connected()).for_each(browser::focus_on);
            });
            html! { <PreviewDrawer key={file.id.to_string()} file={file.clone()} {onclose} /> }
        }
    };
    Preview { open, drawer }
}

#[derive(Properties, PartialEq)]
struct PreviewDrawerProps {
    file: Attachment,
    onclose: Callback<()>,
}

#[component]
fn PreviewDrawer(props: &PreviewDrawerProps) -> Html {
    let file = &props.file;
    let clock = use_clock();
    let bytes = u64::try_from(file.bytes).unwrap_or(0);
    let held = file.state == AttachmentState::Quarantined;
    html! {
        <Drawer title={file.file_name.clone()} onclose={props.onclose.clone()}>
            <p class="portico-small">
                { format!(
                    "{}, version {}. {}. Sent by {} on {} as {}.",
                    file.document_type.label(), file.version_number, size(bytes), file.uploaded_by,
                    clock.moment(file.uploaded_at), file.original_name,
                ) }
            </p>
            if held {
                <p>{ "This file is held for a virus check and cannot be opened." }</p>
            } else {
                <p>
                    <a class="pf-v6-c-button pf-m-link pf-m-inline" href={attachments::download_address(file.id)} download={file.file_name.clone()}>
                        <span class="pf-v6-c-button__icon pf-m-start">{ icon(Glyph::Download) }</span>
                        <span class="pf-v6-c-button__text">{ "Download document" }</span>
                    </a>
                </p>
                if file.content_type == "application/pdf" {
                    // The browser's own reader; it does not start from an address that only this page can read.
                    <iframe class="portico-preview-frame" src={attachments::inline_address(file.id)} title={file.file_name.clone()} />
                } else if file.previewable {
                    <Content file={file.clone()} />
                } else {
                    <p>{ "A browser cannot show this type of file. Download it to read it." }</p>
                }
            }
        </Drawer>
    }
}

#[derive(Properties, PartialEq)]
struct ContentProps {
    file: Attachment,
}

#[component]
fn Content(props: &ContentProps) -> Html {
    let content = use_load(props.file.id, attachments::content);
    let bytes = content.state.ready().cloned();
    let address = use_address(bytes, &props.file.content_type);
    view_load(&content, Skeleton::Card, |bytes| show(&props.file, bytes, address.as_ref()))
}

/// An address that only this page can read; it ends with the drawer.
#[hook]
fn use_address(bytes: Option<Rc<Vec<u8>>>, content_type: &str) -> Option<AttrValue> {
    let address = use_state_eq(|| None::<AttrValue>);
    {
        let address = address.setter();
        use_effect_with((bytes, content_type.to_owned()), move |(bytes, content_type)| {
            let made = bytes.as_ref().and_then(|bytes| make_address(bytes, content_type).ok());
            address.set(made.clone().map(AttrValue::from));
            move || {
                if let Some(made) = made {
                    // An address that is gone already needs no second end.
                    web_sys::Url::revoke_object_url(&made).ok();
                }
            }
        });
    }
    (*address).clone()
}

fn make_address(bytes: &[u8], content_type: &str) -> Result<String, JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(content_type);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    web_sys::Url::create_object_url_with_blob(&blob)
}

fn show(file: &Attachment, bytes: &[u8], address: Option<&AttrValue>) -> Html {
    let kind = file.content_type.split('/').next().unwrap_or_default();
    match (kind, address) {
        (_, None) if kind == "image" => Html::default(),
        ("text", _) => {
            html! { <pre class="portico-preview-text" tabindex="0">{ String::from_utf8_lossy(bytes).into_owned() }</pre> }
        }
        ("image", Some(address)) => {
            let alt = format!("{} as a picture", file.document_type.label());
            html! { <img class="portico-preview-image" src={address.clone()} {alt} /> }
        }
        _ => html! { <p>{ "A browser cannot show this type of file. Download it to read it." }</p> },
    }
}
