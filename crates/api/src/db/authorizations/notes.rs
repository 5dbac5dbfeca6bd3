//! The conversation about a request. Internal notes are the county's own.

use diesel::prelude::*;
use domain::authorizations::{Note, Visibility};
use time::OffsetDateTime;
use uuid::Uuid;

use super::row::Row;
use crate::db::Tx;
use crate::db::names::{identity_name, identity_organization_name};
use crate::db::schema::authorization_notes as notes;
use crate::fault::Fault;

/// What the first wall lets a reader see.
fn visible(tx: &Tx<'_>) -> Vec<&'static str> {
    let all = [Visibility::AgencyAndCounty, Visibility::Internal];
    all.into_iter()
        .filter(|one| tx.actor().is_county() || *one != Visibility::Internal)
        .map(Visibility::as_str)
        .collect()
}

/// Adds a note to the conversation of each request.
pub(super) fn write(
    tx: &mut Tx<'_>,
    organization_id: Uuid,
    of: &[Uuid],
    visibility: Visibility,
    body: &str,
) -> Result<(), Fault> {
    let (now, user) = (tx.now(), tx.actor().user_id);
    let rows: Vec<_> = of
        .iter()
        .map(|authorization_id| {
            (
                notes::id.eq(tx.new_id()),
                notes::organization_id.eq(organization_id),
                notes::authorization_id.eq(*authorization_id),
                notes::at.eq(now),
                notes::user_id.eq(user),
                notes::visibility.eq(visibility.as_str()),
                notes::body.eq(body),
            )
        })
        .collect();
    diesel::insert_into(notes::table).values(rows).execute(tx.conn)?;
    Ok(())
}

/// The conversation as the reader may see it, oldest first.
pub(super) fn load(tx: &mut Tx<'_>, row: &Row) -> Result<Vec<Note>, Fault> {
    type Found = (Uuid, OffsetDateTime, Option<String>, Option<String>, String, String);
    let rows: Vec<Found> = notes::table
        .filter(notes::organization_id.eq(row.organization_id))
        .filter(notes::authorization_id.eq(row.id))
        .filter(notes::visibility.eq_any(visible(tx)))
        .order((notes::at, notes::id))
        .select((
            notes::id,
            notes::at,
            identity_name(notes::user_id.nullable()),
            identity_organization_name(notes::user_id.nullable()),
            notes::visibility,
            notes::body,
        ))
        .load(tx.conn)?;
    let note = |(id, at, by, organization, visibility, body): Found| {
        let visibility = Visibility::parse(&visibility).ok_or_else(|| Fault::broken("unknown visibility"))?;
        Ok(Note {
            id,
            at,
            by: by.unwrap_or_default(),
            organization: organization.unwrap_or_default(),
            visibility,
            body,
        })
    };
    rows.into_iter().map(note).collect()
}
