//! Notifications as their readers see them; `notify` writes them.

use diesel::prelude::*;
use domain::notifications::{Notification, NotificationFilter, NotificationKind};
use domain::page::Page;
use time::OffsetDateTime;
use uuid::Uuid;

use super::Tx;
use super::authorizations::{instant, micros};
use super::schema::{notification_reads, notifications};
use super::support::known;
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor;

#[derive(Queryable, Selectable)]
#[diesel(table_name = notifications)]
struct Row {
    id: Uuid,
    kind: String,
    subject: String,
    authorization_id: Option<Uuid>,
    client_id: Option<Uuid>,
    created_at: OffsetDateTime,
}

/// What the reader's own organization was told, latest first. The county reads its own, not the agencies'.
pub fn list(tx: &mut Tx<'_>, filter: &NotificationFilter) -> Result<Page<Notification>, Fault> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<(i64, Uuid)> = cursor::read(tx, filter.cursor.as_deref())?;
    let mine = notification_reads::notification_id
        .eq(notifications::id)
        .and(notification_reads::user_id.eq(tx.actor().user_id));
    let mut query = notifications::table
        .left_join(notification_reads::table.on(mine))
        .filter(notifications::organization_id.eq(tx.actor().organization_id))
        .into_boxed();
    if filter.unread.unwrap_or(false) {
        query = query.filter(notification_reads::user_id.nullable().is_null());
    }
    if let Some((at, id)) = after {
        let at = instant(at)?;
        query = query
            .filter(notifications::created_at.le(at))
            .filter(notifications::created_at.lt(at).or(notifications::id.gt(id)));
    }
    let rows: Vec<(Row, Option<Uuid>)> = query
        .order((notifications::created_at.desc(), notifications::id.asc()))
        .limit(limit + 1)
        .select((Row::as_select(), notification_reads::user_id.nullable()))
        .load(tx.conn)?;
    tx.saw_all(rows.iter().filter_map(|(row, _)| row.client_id));
    let page = cursor::page(tx, rows, limit, |(row, _): &(Row, _)| (micros(row.created_at), row.id))?;
    let items = page.items.into_iter().map(|(row, read)| shown(row, read.is_some())).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor: page.next_cursor })
}

fn shown(row: Row, read: bool) -> Result<Notification, Fault> {
    Ok(Notification {
        id: row.id,
        kind: known(NotificationKind::parse(&row.kind))?,
        subject: row.subject,
        authorization_id: row.authorization_id,
        client_id: row.client_id,
        created_at: row.created_at,
        read,
    })
}

/// Marks one as read by this person.
pub fn mark_read(tx: &mut Tx<'_>, id: Uuid) -> Result<Done<()>, Fault> {
    let (found, client_id): (Uuid, Option<Uuid>) = notifications::table
        .filter(notifications::id.eq(id))
        .filter(notifications::organization_id.eq(tx.actor().organization_id))
        .select((notifications::id, notifications::client_id))
        .first(tx.conn)?;
    diesel::insert_into(notification_reads::table)
        .values((
            notification_reads::user_id.eq(tx.actor().user_id),
            notification_reads::notification_id.eq(found),
            notification_reads::read_at.eq(tx.now()),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn)?;
    let event = Event::new("notifications.read", "notification", id);
    Ok(Done::quietly(match client_id {
        Some(client) => event.about(client),
        None => event,
    }))
}
