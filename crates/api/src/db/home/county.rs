//! What needs the county's people.

use diesel::prelude::*;
use domain::access::Permission;
use domain::authorizations::{ChangeState, ReviewStatus, Status};
use domain::home::{HomeAction, HomeGroup, HomeGroupKind, HomeItem};
use time::Duration;
use uuid::Uuid;

use super::group::{Query, SHOWN, group, in_all, item, waiting};
use crate::db::Tx;
use crate::db::schema::{authorizations as a, change_requests as c};
use crate::db::sensitivity::opens;
use crate::fault::Fault;

/// Hours before its due time that a decision is due soon.
const SOON_HOURS: i64 = 24;

pub(super) fn groups(tx: &mut Tx<'_>) -> Result<Vec<HomeGroup>, Fault> {
    let mut groups = vec![due_soon(tx)?];
    if tx.actor().may(Permission::ReviewAuthorizations) {
        groups.extend([in_review(tx)?, to_review(tx)?, change_requests(tx)?]);
    }
    Ok(groups)
}

fn open(review: &[ReviewStatus]) -> Query {
    let review: Vec<&'static str> = review.iter().map(|one| one.as_str()).collect();
    a::table
        .filter(a::status.eq(Status::Pending.as_str()))
        .filter(a::review_status.eq_any(review))
        .filter(opens!(authorizations))
        .into_boxed()
}

/// Overdue, or due within a day; while information is asked for the clock stands still.
fn due_soon(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    let now = tx.now();
    let query = open(&[ReviewStatus::Submitted, ReviewStatus::InReview])
        .filter(a::clock_started_at.is_not_null())
        .filter(a::due_at.lt(now + Duration::hours(SOON_HOURS)))
        .order((a::due_at.asc(), a::id.asc()));
    waiting(tx, HomeGroupKind::DueSoon, HomeAction::Review, query, |row| {
        let state = if row.due_at < now { "is overdue" } else { "is due within 24 hours" };
        format!("The decision on authorization {} {state}.", row.number)
    })
}

fn in_review(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    let query = open(&[ReviewStatus::InReview])
        .filter(a::claimed_by.eq(tx.actor().user_id))
        .order((a::due_at.asc(), a::id.asc()));
    waiting(tx, HomeGroupKind::InReview, HomeAction::Review, query, |row| {
        format!("You have claimed authorization {}.", row.number)
    })
}

fn to_review(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    let query =
        open(&[ReviewStatus::Submitted]).filter(a::claimed_by.is_null()).order((a::submitted_at.asc(), a::id.asc()));
    waiting(tx, HomeGroupKind::ToReview, HomeAction::Review, query, |row| match row.missing_documents {
        0 => format!("Nobody has claimed authorization {}.", row.number),
        _ => format!("Nobody has claimed authorization {}; documents are missing.", row.number),
    })
}

fn change_requests(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    type Found = (Uuid, i64, Uuid, i64);
    let of = a::organization_id.eq(c::organization_id).and(a::id.eq(c::authorization_id));
    let rows: Vec<Found> = c::table
        .inner_join(a::table.on(of))
        .filter(c::state.eq(ChangeState::Pending.as_str()))
        .filter(opens!(authorizations))
        .order((c::asked_at.asc(), c::id.asc()))
        .limit(SHOWN)
        .select((a::id, a::number, a::client_id, in_all()))
        .load(tx.conn)?;
    let count = rows.first().map_or(0, |found| found.3);
    let items = rows
        .into_iter()
        .map(|(id, number, client_id, _)| HomeItem {
            authorization_id: Some(id),
            client_id: Some(client_id),
            ..item(HomeAction::Review, format!("A change of authorization {number} is asked for."))
        })
        .collect();
    Ok(group(HomeGroupKind::ChangeRequests, count, items))
}
