//! Notifications: one sentence to an organization about something that happened, and where it leads.

use diesel::prelude::*;
use domain::access::OrganizationKind;
use domain::notifications::NotificationKind;
use uuid::Uuid;

use super::schema::{notifications, organizations};
use super::{Announcement, Tx};
use crate::fault::Fault;

/// What to say, and what it leads to.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What it is about.
    pub kind: NotificationKind,
    /// One sentence that names nobody; an authorization is named by its number.
    pub subject: String,
    /// The authorization it leads to.
    pub authorization_id: Option<Uuid>,
    /// The client it leads to.
    pub client_id: Option<Uuid>,
}

/// Tells an organization: its own, or for county staff any.
pub fn tell(tx: &mut Tx<'_>, organization_id: Uuid, notice: &Notice) -> Result<(), Fault> {
    let (id, now) = (tx.new_id(), tx.now());
    diesel::insert_into(notifications::table)
        .values((
            notifications::id.eq(id),
            notifications::organization_id.eq(organization_id),
            notifications::kind.eq(notice.kind.as_str()),
            notifications::subject.eq(&notice.subject),
            notifications::authorization_id.eq(notice.authorization_id),
            notifications::client_id.eq(notice.client_id),
            notifications::created_at.eq(now),
        ))
        .execute(tx.conn)?;
    tx.announce(Announcement {
        organization_id: Some(organization_id),
        kind: "notification",
        subject_id: Some(id),
        client_id: notice.client_id,
    });
    Ok(())
}

/// Tells the county, whoever the actor works for.
pub fn tell_county(tx: &mut Tx<'_>, notice: &Notice) -> Result<(), Fault> {
    let county: Uuid = organizations::table
        .filter(organizations::kind.eq(OrganizationKind::County.as_str()))
        .select(organizations::id)
        .first(tx.conn)?;
    tell(tx, county, notice)
}
