//! Writing to the conversation about a request.

use domain::authorizations::{Action, Authorization, NewNote, Visibility, check_note, transition};
use domain::notifications::NotificationKind;
use serde_json::json;
use uuid::Uuid;

use super::hold::{Either, announce, hold};
use super::{notes, notice, read};
use crate::audit::{Done, Event};
use crate::db::{Announcement, Tx, notify};
use crate::fault::Fault;

/// Adds a note. The other side is told, unless it is the county's own.
pub fn add_note(tx: &mut Tx<'_>, id: Uuid, note: &NewNote) -> Result<Done<Authorization>, Fault> {
    let held = hold::<Either>(tx, id)?;
    let row = held.row();
    transition(Action::AddNote, row.standing()?)?;
    let by_county = tx.actor().is_county();
    check_note(note, by_county).map_err(|error| Fault::from(vec![error]))?;
    notes::write(tx, row.organization_id, &[row.id], note.visibility, note.body.trim())?;
    match note.visibility {
        Visibility::Internal => {
            // An agency's open pages must not even flicker when the county talks to itself.
            let county = tx.actor().organization_id;
            let (subject_id, client_id) = (Some(row.id), Some(row.client_id));
            tx.announce(Announcement { organization_id: Some(county), kind: "authorization", subject_id, client_id });
        }
        Visibility::AgencyAndCounty => {
            announce(tx, row);
            let notice = notice(row, NotificationKind::NoteWritten, format!("A note on authorization {}.", row.number));
            if by_county {
                notify::tell(tx, row.organization_id, &notice)?;
            } else {
                notify::tell_county(tx, &notice)?;
            }
        }
    }
    let event = Event::new("authorizations.add_note", "authorization", id)
        .about(row.client_id)
        .detail(json!({ "visibility": note.visibility.as_str() }));
    let whole = read(tx, id)?;
    let version = whole.version;
    Ok(Done::created(whole, event).version(version))
}
