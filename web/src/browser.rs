//! The few things a page asks the browser itself for, each answering `None` where a browser has nothing to say.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlMetaElement, Storage, Window};

/// The window; absent only outside a browser.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// Loads the whole client anew, for example because the server has a newer one. A refusal leaves the page as it is.
pub(crate) fn load_again() {
    if let Some(window) = window() {
        window.location().reload().ok();
    }
}

/// The element with this id.
pub(crate) fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// What `index.html` says under this meta name; the server fills in county and mode.
pub(crate) fn meta(name: &str) -> Option<String> {
    let found = document()?.query_selector(&format!("meta[name=\"{name}\"]")).ok()??;
    let content = found.dyn_into::<HtmlMetaElement>().ok()?.content();
    (!content.is_empty() && !content.starts_with("{{")).then_some(content)
}

/// Moves the keyboard to the element with this id and into view.
pub(crate) fn focus(id: &str) {
    if let Some(target) = element(id).and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        focus_on(&target);
    }
}

/// The ids that begin with a prefix and a hyphen, in the order of the page.
pub(crate) fn ids_under(prefix: &str) -> Vec<String> {
    let Some(found) = document().and_then(|page| page.query_selector_all(&format!("[id^=\"{prefix}-\"]")).ok()) else {
        return Vec::new();
    };
    let element = |at| found.get(at).and_then(|node| node.dyn_into::<Element>().ok());
    (0..found.length()).filter_map(element).map(|element| element.id()).collect()
}

/// Moves the keyboard to an element. A refusal by the browser leaves the focus where it was.
pub(crate) fn focus_on(target: &HtmlElement) {
    target.focus().ok();
}

/// The element that has the keyboard now.
pub(crate) fn focused() -> Option<HtmlElement> {
    document()?.active_element()?.dyn_into().ok()
}

/// Names the page in the browser's tab. Never anything about a client: titles go into the history.
pub(crate) fn set_title(page: &str) {
    if let Some(document) = document() {
        document.set_title(&format!("{page} · Portico"));
    }
}

/// What stands behind the `#` of the address, which is taken out of the address and of the history.
pub(crate) fn take_fragment() -> Option<String> {
    let location = window()?.location();
    let fragment = location.hash().ok()?.trim_start_matches('#').to_owned();
    let (path, history) = (location.pathname().ok()?, window()?.history().ok()?);
    history.replace_state_with_url(&JsValue::NULL, "", Some(&path)).ok()?;
    (!fragment.is_empty()).then_some(fragment)
}

/// A wish of this person at this browser, such as the theme or the columns of a table.
pub(crate) fn wish(name: &str) -> Option<String> {
    storage()?.get_item(&format!("portico-{name}")).ok()?
}

/// Keeps a wish. Never anything about a client.
pub(crate) fn keep_wish(name: &str, value: &str) {
    if let Some(storage) = storage() {
        storage.set_item(&format!("portico-{name}"), value).ok();
    }
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// Whether the browser prefers dark pages.
pub(crate) fn prefers_dark() -> bool {
    window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Whether the page is as narrow as a phone; the style sheet says the same width.
pub(crate) fn is_narrow() -> bool {
    window()
        .and_then(|window| window.match_media("(max-width: 48rem)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Whether the browser believes it has a network.
pub(crate) fn online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// A new random id, for records and idempotency keys that the browser names.
pub(crate) fn new_id() -> uuid::Uuid {
    let text = window().and_then(|window| window.crypto().ok()).map(|crypto| crypto.random_uuid());
    text.and_then(|text| text.parse().ok()).unwrap_or_else(uuid::Uuid::nil)
}

/// Hands a text to the browser's downloads under a file name.
pub(crate) fn download(file_name: &str, content_type: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(content_type);
    save(file_name, &web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?)
}

/// Hands bytes that came in pieces to the browser's downloads.
pub(crate) fn save_pieces(file_name: &str, content_type: &str, pieces: &js_sys::Array) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(content_type);
    save(file_name, &web_sys::Blob::new_with_u8_array_sequence_and_options(pieces, &options)?)
}

fn save(file_name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    if let Some(document) = document() {
        let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
        link.set_href(&url);
        link.set_download(file_name);
        link.click();
    }
    web_sys::Url::revoke_object_url(&url)
}

/// Opens the browser's print dialog.
pub(crate) fn print_page() {
    if let Some(window) = window() {
        window.print().ok();
    }
}
