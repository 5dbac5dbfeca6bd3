//! What needs an agency's people.

use diesel::prelude::*;
use domain::authorizations::{ReviewStatus, Status};
use domain::calendar::plus_days;
use domain::dates::format_date;
use domain::home::{HomeAction, HomeGroup, HomeGroupKind, HomeItem};
use domain::notifications::NotificationKind;
use time::Duration;
use uuid::Uuid;

use super::group::{Query, SHOWN, group, in_all, item, waiting};
use crate::db::Tx;
use crate::db::schema::{authorizations as a, notification_reads, notifications};
use crate::db::sensitivity::opens;
use crate::fault::Fault;

/// Days ahead of an end that it is worth a line.
const ENDING_DAYS: i64 = 30;
/// Days a decision nobody read stays here; the list of notifications has it longer.
const DECIDED_DAYS: i64 = 7;

pub(super) fn groups(tx: &mut Tx<'_>) -> Result<Vec<HomeGroup>, Fault> {
    Ok(vec![information_requested(tx)?, documents_missing(tx)?, decided(tx)?, ending_soon(tx)?])
}

fn own(tx: &Tx<'_>, status: Status) -> Query {
    a::table
        .filter(a::organization_id.eq(tx.actor().organization_id))
        .filter(a::status.eq(status.as_str()))
        .filter(opens!(authorizations))
        .into_boxed()
}

fn information_requested(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    let query = own(tx, Status::Pending)
        .filter(a::review_status.eq(ReviewStatus::InformationRequested.as_str()))
        .order((a::submitted_at.asc(), a::id.asc()));
    waiting(tx, HomeGroupKind::InformationRequested, HomeAction::AnswerInformation, query, |row| {
        format!("The county asks for information about authorization {}.", row.number)
    })
}

fn documents_missing(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    let undecided = [ReviewStatus::Submitted, ReviewStatus::InReview, ReviewStatus::InformationRequested];
    let query = own(tx, Status::Pending)
        .filter(a::review_status.eq_any(undecided.map(ReviewStatus::as_str)))
        .filter(a::missing_documents.gt(0))
        .order((a::submitted_at.asc(), a::id.asc()));
    waiting(tx, HomeGroupKind::DocumentsMissing, HomeAction::AttachDocuments, query, |row| {
        match row.missing_documents {
            1 => format!("Authorization {} lacks one required document.", row.number),
            many => format!("Authorization {} lacks {many} required documents.", row.number),
        }
    })
}

/// Decisions this person has not read about.
fn decided(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    type Found = (String, Option<Uuid>, Option<Uuid>, i64);
    let mine = notification_reads::notification_id
        .eq(notifications::id)
        .and(notification_reads::user_id.eq(tx.actor().user_id));
    let rows: Vec<Found> = notifications::table
        .left_join(notification_reads::table.on(mine))
        .filter(notifications::organization_id.eq(tx.actor().organization_id))
        .filter(notifications::kind.eq(NotificationKind::Decided.as_str()))
        .filter(notifications::created_at.gt(tx.now() - Duration::days(DECIDED_DAYS)))
        .filter(notification_reads::user_id.nullable().is_null())
        .order((notifications::created_at.asc(), notifications::id.asc()))
        .limit(SHOWN)
        .select((notifications::subject, notifications::authorization_id, notifications::client_id, in_all()))
        .load(tx.conn)?;
    let count = rows.first().map_or(0, |found| found.3);
    let items = rows
        .into_iter()
        .map(|(sentence, authorization_id, client_id, _)| HomeItem {
            authorization_id,
            client_id,
            ..item(HomeAction::OpenAuthorization, sentence)
        })
        .collect();
    Ok(group(HomeGroupKind::Decided, count, items))
}

fn ending_soon(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    let today = tx.today();
    let query = own(tx, Status::Active)
        .filter(a::granted_end.ge(today))
        .filter(a::granted_end.le(plus_days(today, ENDING_DAYS)))
        .order((a::granted_end.asc(), a::id.asc()));
    waiting(tx, HomeGroupKind::EndingSoon, HomeAction::RequestAuthorization, query, |row| {
        let day = row.granted_end.map(format_date).unwrap_or_default();
        format!("Authorization {} ends on {day}.", row.number)
    })
}
