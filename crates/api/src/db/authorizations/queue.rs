//! The review queue: what waits for a decision, soonest due first; last what waits for the agency, whose clock stands.

use diesel::prelude::*;
use domain::authorizations::{AuthorizationRow, QueueFilter, QueueShow, ReviewStatus, Status};
use domain::page::Page;
use uuid::Uuid;

use super::rows::{Line, instant, lines, micros, shown};
use crate::db::Tx;
use crate::db::schema::authorizations as a;
use crate::fault::Fault;
use crate::http::cursor;

/// Whether the county is being waited for, in the words of the index.
macro_rules! clock_runs {
    () => {
        a::clock_started_at.is_not_null().and(a::clock_stopped_at.is_null())
    };
}

/// A page of the queue.
pub fn queue(tx: &mut Tx<'_>, filter: &QueueFilter) -> Result<Page<AuthorizationRow>, Fault> {
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
    if let Some((runs, at, id)) = cursor::read::<(bool, i64, Uuid)>(tx, filter.cursor.as_deref())? {
        let at = instant(at)?;
        let later = clock_runs!().eq(runs).and(a::due_at.gt(at).or(a::due_at.eq(at).and(a::id.gt(id))));
        query = query.filter(clock_runs!().le(runs)).filter(clock_runs!().lt(runs).or(later));
    }
    let found: Vec<Line> = query.order((clock_runs!().desc(), a::due_at, a::id)).limit(limit + 1).load(tx.conn)?;
    let place = |(brief, ..): &Line| (brief.clock_runs(), micros(brief.due_at), brief.id);
    let page = cursor::page(tx, found, limit, place)?;
    shown(tx, page)
}
