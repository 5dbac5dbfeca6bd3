//! The review queue: what waits for a decision, soonest due first.

use diesel::prelude::*;
use domain::authorizations::{AuthorizationRow, QueueFilter, QueueShow, ReviewStatus, Status};
use domain::page::Page;
use uuid::Uuid;

use super::rows::{Line, instant, lines, micros, shown};
use crate::db::Tx;
use crate::fault::Fault;
use crate::http::cursor;

/// A page of the queue.
pub fn queue(tx: &mut Tx<'_>, filter: &QueueFilter) -> Result<Page<AuthorizationRow>, Fault> {
    use crate::db::schema::authorizations as a;
    let limit = cursor::limit(filter.limit)?;
    let user = tx.actor().user_id;
    let mut query = lines!().filter(a::status.eq(Status::Pending.as_str())).into_boxed();
    query = match filter.show.unwrap_or(QueueShow::All) {
        QueueShow::All => query,
        QueueShow::Unclaimed => query.filter(a::claimed_by.is_null()),
        QueueShow::Mine => query.filter(a::claimed_by.eq(user)),
        QueueShow::Waiting => query.filter(a::review_status.eq(ReviewStatus::InformationRequested.as_str())),
    };
    if !tx.actor().is_county() {
        query = query.filter(a::organization_id.eq(tx.actor().organization_id));
    }
    if let Some(urgency) = filter.urgency {
        query = query.filter(a::urgency.eq(urgency.as_str()));
    }
    if let Some(organization) = filter.organization_id {
        query = query.filter(a::organization_id.eq(organization));
    }
    if let Some((at, id)) = cursor::read::<(i64, Uuid)>(tx, filter.cursor.as_deref())? {
        let at = instant(at)?;
        query = query.filter(a::due_at.ge(at)).filter(a::due_at.gt(at).or(a::id.gt(id)));
    }
    let found: Vec<Line> = query.order((a::due_at, a::id)).limit(limit + 1).load(tx.conn)?;
    let page = cursor::page(tx, found, limit, |(brief, ..): &Line| (micros(brief.due_at), brief.id))?;
    shown(tx, page)
}
