//! Rows that wait, turned into groups.

use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use domain::home::{HomeAction, HomeGroup, HomeGroupKind, HomeItem};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::db::Tx;
use crate::db::schema::authorizations;
use crate::fault::Fault;

/// Rows a group shows; its count tells how many there are.
pub(super) const SHOWN: i64 = 10;

/// The number of all rows a query finds, whatever its limit.
pub(super) fn in_all() -> diesel::expression::SqlLiteral<BigInt> {
    sql::<BigInt>("count(*) OVER ()")
}

/// An authorization as far as a sentence needs it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = authorizations)]
pub(super) struct Waiting {
    pub id: Uuid,
    pub number: i64,
    pub client_id: Uuid,
    pub due_at: OffsetDateTime,
    pub missing_documents: i16,
    pub granted_end: Option<Date>,
}

/// Authorizations with conditions and an order.
pub(super) type Query = authorizations::BoxedQuery<'static, Pg>;

/// An empty item with this button.
pub(super) fn item(action: HomeAction, sentence: String) -> HomeItem {
    HomeItem {
        client_id: None,
        client_name: None,
        authorization_id: None,
        draft_id: None,
        sentence,
        due_at: None,
        action_label: action.label().to_owned(),
        action,
    }
}

/// A group of items.
pub(super) fn group(kind: HomeGroupKind, count: i64, items: Vec<HomeItem>) -> HomeGroup {
    HomeGroup { kind, title: kind.label().to_owned(), count, items }
}

/// A group of authorizations, each with a sentence about it.
pub(super) fn waiting(
    tx: &mut Tx<'_>,
    kind: HomeGroupKind,
    action: HomeAction,
    query: Query,
    say: impl Fn(&Waiting) -> String,
) -> Result<HomeGroup, Fault> {
    let rows: Vec<(Waiting, i64)> = query.limit(SHOWN).select((Waiting::as_select(), in_all())).load(tx.conn)?;
    let count = rows.first().map_or(0, |(_, count)| *count);
    let items = rows
        .into_iter()
        .map(|(row, _)| HomeItem {
            client_id: Some(row.client_id),
            authorization_id: Some(row.id),
            due_at: (kind == HomeGroupKind::DueSoon).then_some(row.due_at),
            ..item(action, say(&row))
        })
        .collect();
    Ok(group(kind, count, items))
}
