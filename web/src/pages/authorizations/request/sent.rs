//! What a draft of the request holds, and what the next page says about a request that was just sent.

use std::cell::RefCell;
use std::rc::Rc;

use domain::attachments::Attachment;
use domain::authorizations::Submitted;
use serde_json::Value;
use uuid::Uuid;

use super::form::Form;
use crate::api::json;

/// The body of the draft: the form as typed and the documents the server keeps for it.
pub(super) fn kept_body(form: &Form, files: &[Rc<Attachment>]) -> Value {
    let files: Vec<Value> = files.iter().map(|file| json::write(&**file)).collect();
    serde_json::json!({ "form": json::write(form), "files": files })
}

/// The form and the documents of a draft, as far as they can be read.
pub(super) fn read_kept(body: &Value) -> Option<(Form, Vec<Attachment>)> {
    let form = json::read(body.get("form")?)?;
    let files = body.get("files").and_then(json::read).unwrap_or_default();
    Some((form, files))
}

thread_local! {
    static SENT: RefCell<Vec<(Uuid, i64)>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the numbers for the page that opens next.
pub(super) fn remember_sent(submitted: &Submitted) {
    let sent = submitted.authorizations.iter().map(|made| (made.id, made.number)).collect();
    SENT.with(|slot| *slot.borrow_mut() = sent);
}

/// The requests just sent, when this one is among them; given once.
pub(in super::super) fn take_sent(id: Uuid) -> Vec<(Uuid, i64)> {
    SENT.with(|slot| {
        let mut sent = slot.borrow_mut();
        if sent.iter().any(|(made, _)| *made == id) { std::mem::take(&mut *sent) } else { Vec::new() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_as_it_was_typed() {
        let form = Form { note: "Urgent".to_owned(), ..Form::default() }.with_days("365".to_owned());
        assert_eq!(read_kept(&kept_body(&form, &[])), Some((form, Vec::new())));
        assert_eq!(read_kept(&serde_json::json!({ "other": 1 })), None);
    }
}
