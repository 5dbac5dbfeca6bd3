//! Documents: sending them with their progress in sight, reading and removing them.

use domain::attachments::{Attachment, DocumentType};
use gloo_events::EventListener;
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};
use yew::Callback;

use super::client::{BASE, read_refusal, signal};
use super::{Answer, Call, Failure, json};

/// Where a document goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Kept for a request, or an answer, that is not sent yet.
    Staged { client: Uuid },
    /// To a request that is there.
    Request { client: Uuid, authorization: Uuid },
    /// In the place of an earlier version.
    Version { of: Uuid },
}

/// How a sending goes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// So many of a hundred parts have left.
    Sent(u8),
    /// The server keeps it.
    Stored(Box<Attachment>),
    /// It did not arrive, or was refused.
    Failed(Failure),
}

/// A document on its way. Dropping it stops it.
///
/// `fetch` cannot say how much of a body has left; the older interface can.
#[derive(Debug)]
pub(crate) struct Sending {
    request: XmlHttpRequest,
    listeners: Vec<EventListener>,
}

impl Drop for Sending {
    fn drop(&mut self) {
        // Nobody listens any more: an abort must not be told as a failure.
        self.listeners.clear();
        self.request.abort().ok();
    }
}

/// Sends a file. `key` stays the same when it is tried again, so that it is kept once.
pub(crate) fn send(
    file: &File,
    document_type: DocumentType,
    to: Destination,
    key: Uuid,
    heard: Callback<Step>,
) -> Option<Sending> {
    begin(file, document_type, to, key, heard).ok()
}

fn begin(
    file: &File,
    document_type: DocumentType,
    to: Destination,
    key: Uuid,
    heard: Callback<Step>,
) -> Result<Sending, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", &address(to))?;
    request.set_request_header("Accept", "application/json")?;
    request.set_request_header("Idempotency-Key", &key.to_string())?;
    let listeners = listen(&request, heard)?;
    request.send_with_opt_form_data(Some(&parts(file, document_type, to)?))?;
    Ok(Sending { request, listeners })
}

fn address(to: Destination) -> String {
    match to {
        Destination::Staged { .. } | Destination::Request { .. } => format!("{BASE}/attachments"),
        Destination::Version { of } => format!("{BASE}/attachments/{of}/versions"),
    }
}

/// The form's parts; the file comes last, so that the server knows what it is before it reads it.
fn parts(file: &File, document_type: DocumentType, to: Destination) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    match to {
        Destination::Staged { client } => {
            form.append_with_str("document_type", document_type.as_str())?;
            form.append_with_str("client_id", &client.to_string())?;
        }
        Destination::Request { client, authorization } => {
            form.append_with_str("document_type", document_type.as_str())?;
            form.append_with_str("client_id", &client.to_string())?;
            form.append_with_str("authorization_id", &authorization.to_string())?;
        }
        Destination::Version { .. } => {}
    }
    form.append_with_blob_and_filename("file", file, &file.name())?;
    Ok(form)
}

fn listen(request: &XmlHttpRequest, heard: Callback<Step>) -> Result<Vec<EventListener>, JsValue> {
    let upload = request.upload()?;
    let progress = {
        let heard = heard.clone();
        EventListener::new(&upload, "progress", move |event| {
            if let Some(event) = event.dyn_ref::<ProgressEvent>().filter(|event| event.length_computable()) {
                heard.emit(Step::Sent(percent(event.loaded(), event.total())));
            }
        })
    };
    let load = {
        let (heard, request) = (heard.clone(), request.clone());
        EventListener::once(&request.clone(), "load", move |_| heard.emit(outcome(&request)))
    };
    let error = EventListener::once(request, "error", move |_| heard.emit(Step::Failed(Failure::Offline)));
    Ok(vec![progress, load, error])
}

fn outcome(request: &XmlHttpRequest) -> Step {
    let status = request.status().unwrap_or(0);
    let text = request.response_text().ok().flatten().unwrap_or_default();
    if !(200..300).contains(&status) {
        let failure = read_refusal(status, &text);
        signal(&failure);
        return Step::Failed(failure);
    }
    match json::tree(&text).and_then(|tree| json::read(&tree)) {
        Some(attachment) => Step::Stored(Box::new(attachment)),
        None => Step::Failed(Failure::Unreadable(status)),
    }
}

/// Full hundredths of what has left. The browser counts in floating point.
fn percent(loaded: f64, total: f64) -> u8 {
    if total <= 0.0 {
        return 0;
    }
    format!("{:.0}", (loaded / total * 100.0).floor()).parse().unwrap_or(0)
}

/// The size of a file in bytes. The browser says it in floating point.
pub(crate) fn size_of(file: &File) -> u64 {
    format!("{:.0}", file.size()).parse().unwrap_or(0)
}

/// A document's content.
pub(crate) fn content(id: Uuid) -> Answer<Vec<u8>> {
    Call::get(format!("/attachments/{id}/content")).accept("*/*").bytes()
}

/// Where the browser saves a document from.
pub(crate) fn download_address(id: Uuid) -> String {
    format!("{BASE}/attachments/{id}/content")
}

/// Where the browser's own reader shows a document from.
pub(crate) fn inline_address(id: Uuid) -> String {
    format!("{BASE}/attachments/{id}/content?disposition=inline")
}

/// Removes a document that is staged, or of a request that is not decided.
pub(crate) fn remove(id: Uuid) -> Answer<()> {
    Call::delete(format!("/attachments/{id}")).done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_is_a_hundred() {
        assert_eq!(percent(0.0, 10.0), 0);
        assert_eq!(percent(9.99, 10.0), 99);
        assert_eq!(percent(10.0, 10.0), 100);
        assert_eq!(percent(1.0, 0.0), 0);
    }
}
