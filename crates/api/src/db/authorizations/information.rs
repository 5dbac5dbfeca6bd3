//! Asking the agency for information, and its answer. In between the clock stands still.

use domain::authorizations::{
    Action, Authorization, InformationAnswer, InformationRequest, Visibility, check_claim, documents_in_words,
    transition,
};
use domain::notifications::NotificationKind;
use domain::problem::FieldError;
use serde_json::json;
use uuid::Uuid;

use super::clock::recount;
use super::documents::{bind, hold_staged};
use super::history::{DOCUMENTS, Step};
use super::hold::{Agency, County, Set, apply, hold};
use super::{answer, notes, notice};
use crate::audit::{Done, Event};
use crate::db::{Tx, notify};
use crate::fault::Fault;

/// The county asks; the clock stops.
pub fn request_information(
    tx: &mut Tx<'_>,
    id: Uuid,
    request: &InformationRequest,
) -> Result<Done<Authorization>, Fault> {
    let held = hold::<County>(tx, id)?;
    let row = held.row();
    let to = transition(Action::RequestInformation, row.standing()?)?;
    check_claim(Action::RequestInformation, row.claimed_by == Some(tx.actor().user_id))?;
    let message = said(&request.message)?;
    let wrong = request.check();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let named = documents_in_words(&request.documents);
    let with_forms =
        |text: &str, gap: &str| named.as_ref().map_or(text.to_owned(), |forms| format!("{text}{gap}{forms}"));
    let text = with_forms(message, "\n");
    let set = Set { clock_stopped_at: Some(Some(tx.now())), ..Set::default() };
    let forms = json!({ DOCUMENTS: request.documents });
    let step = Step::of(row, Action::RequestInformation, to)?.why(text.as_str()).changes(forms.clone());
    apply(tx, &held, set, &step)?;
    notes::write(tx, row.organization_id, &[row.id], Visibility::AgencyAndCounty, &text)?;
    let subject = with_forms(&format!("Information is requested for authorization {}.", row.number), " ");
    notify::tell(tx, row.organization_id, &notice(row, NotificationKind::InformationRequested, subject))?;
    let event = Event::new("authorizations.request_information", "authorization", id).detail(forms);
    answer(tx, row, event)
}

/// The agency answers, perhaps with documents; the clock goes on.
pub fn answer_information(tx: &mut Tx<'_>, id: Uuid, reply: &InformationAnswer) -> Result<Done<Authorization>, Fault> {
    let held = hold::<Agency>(tx, id)?;
    let row = held.row();
    let to = transition(Action::AnswerInformation, row.standing()?)?;
    let message = said(&reply.message)?;
    let staged = hold_staged(tx, row.organization_id, row.client_id, &reply.attachment_ids)?;
    bind(tx, &staged, row.id)?;
    let now = tx.now();
    let clock = recount(tx, row, Some(now))?;
    let set = Set {
        clock_started_at: Some(clock.started_at),
        clock_stopped_at: Some(None),
        due_at: Some(clock.due_at),
        missing_documents: Some(clock.missing_documents),
        ..Set::default()
    };
    apply(tx, &held, set, &Step::of(row, Action::AnswerInformation, to)?.why(message))?;
    notes::write(tx, row.organization_id, &[row.id], Visibility::AgencyAndCounty, message)?;
    let subject = format!("The agency answered for authorization {}.", row.number);
    notify::tell_county(tx, &notice(row, NotificationKind::InformationAnswered, subject))?;
    let event = Event::new("authorizations.answer_information", "authorization", id)
        .detail(json!({ "documents": staged.row().len(), "missing_documents": clock.missing_documents }));
    answer(tx, row, event)
}

fn said(message: &str) -> Result<&str, Fault> {
    let message = message.trim();
    if message.is_empty() {
        return Err(vec![FieldError::new("/message", "required", "Write the message.")].into());
    }
    Ok(message)
}
