//! The two searches. Criteria are read once by `domain`; each way to read a name is one range of the index, and the
//! ranges are merged in the one order every list of clients has.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;
use domain::clients::{ClientCriteria, ClientHit, NormalCriteria, check_county_criteria, normal};
use domain::names::{NamePrefix, NameQuery};
use domain::page::Page;
use uuid::Uuid;

use super::hits::{self, Detail};
use super::index::{self, Place, Query, Row};
use crate::db::Tx;
use crate::db::schema::{client_index, client_organizations};
use crate::fault::Fault;
use crate::http::cursor;

/// Clients the actor's organization has or had; for the county every client.
pub fn lookup(tx: &mut Tx<'_>, criteria: &ClientCriteria) -> Result<Page<ClientHit>, Fault> {
    let wanted = normal(criteria)?;
    let own = (!tx.actor().is_county()).then_some(tx.actor().organization_id);
    find(tx, criteria, &wanted, own, Detail::Own)
}

/// Every client of the county, with the minimum of fields (45 CFR 164.502(b), minimum necessary).
pub fn search(tx: &mut Tx<'_>, criteria: &ClientCriteria) -> Result<Page<ClientHit>, Fault> {
    let wrong = check_county_criteria(criteria);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let wanted = normal(criteria)?;
    find(tx, criteria, &wanted, None, Detail::Minimum)
}

fn find(
    tx: &mut Tx<'_>,
    criteria: &ClientCriteria,
    wanted: &NormalCriteria,
    own: Option<Uuid>,
    detail: Detail,
) -> Result<Page<ClientHit>, Fault> {
    let limit = cursor::limit(criteria.limit)?;
    let from: Option<Place> = cursor::read(tx, criteria.cursor.as_deref())?;
    let blinds = wanted.ssn.as_ref().map(|ssn| tx.secrets().blinds("clients.ssn", ssn.as_str())).transpose()?;
    let mut rows: Vec<Row> = Vec::new();
    for reading in readings(wanted) {
        let mut query = narrow(wanted, blinds.as_deref(), own);
        for part in &reading {
            query = index::narrow_by_name(query, part);
        }
        if reading.is_empty() {
            query = query.filter(client_index::ordinal.eq(0));
        }
        if let Some(place) = &from {
            query = index::after(query, place.clone());
        }
        rows.extend(page_of(tx.conn, query, limit)?);
    }
    rows.sort_by_cached_key(|row| (row.place(), row.ordinal));
    rows.dedup_by_key(|row| (row.client_id, row.ordinal));
    let page = cursor::page(tx, rows, limit, Row::place)?;
    let next_cursor = page.next_cursor;
    let rows = once_each(tx.conn, wanted, page.items)?;
    let items = hits::of(tx, wanted, rows, detail)?;
    tx.searched(shape(wanted));
    tx.saw_all(items.iter().map(|hit| hit.id));
    Ok(Page { items, next_cursor })
}

fn page_of(conn: &mut PgConnection, query: Query<'_>, limit: i64) -> QueryResult<Vec<Row>> {
    query
        .select(Row::as_select())
        .order((client_index::last_key, client_index::first_key, client_index::client_id))
        .limit(limit + 1)
        .load(conn)
}

/// Everything but the name.
fn narrow<'a>(wanted: &NormalCriteria, blinds: Option<&[Vec<u8>]>, own: Option<Uuid>) -> Query<'a> {
    let mut query = client_index::table.into_boxed();
    if let Some(number) = wanted.client_number {
        query = query.filter(client_index::client_number.eq(number));
    }
    if let Some(cin) = &wanted.cin {
        query = query.filter(client_index::cin.eq(cin.as_str().to_owned()));
    }
    if let Some(blinds) = blinds {
        query = query.filter(client_index::ssn_blind.eq_any(blinds.to_vec()));
    }
    if let Some(date) = wanted.birth_date {
        query = query.filter(client_index::birth_date.eq(date));
    }
    if let Some(sex) = wanted.sex {
        query = query.filter(client_index::sex.eq(sex.as_str()));
    }
    if let Some(organization) = own {
        query = query.filter(exists(
            client_organizations::table
                .filter(client_organizations::client_id.eq(client_index::client_id))
                .filter(client_organizations::organization_id.eq(organization)),
        ));
    }
    query
}

/// Every way to read the name fields; both must fit where both are filled. One empty reading when none is.
fn readings(wanted: &NormalCriteria) -> Vec<Vec<NamePrefix>> {
    let of = |query: &NameQuery| query.alternatives.clone();
    match (wanted.name.as_ref().map(of), wanted.fields.as_ref().map(of)) {
        (None, None) => vec![Vec::new()],
        (Some(one), None) | (None, Some(one)) => one.into_iter().map(|reading| vec![reading]).collect(),
        (Some(free), Some(fields)) => free
            .into_iter()
            .flat_map(|one| fields.iter().map(move |other| vec![one.clone(), other.clone()]).collect::<Vec<_>>())
            .collect(),
    }
}

fn fits(wanted: &NormalCriteria, row: &Row) -> bool {
    [&wanted.name, &wanted.fields].into_iter().flatten().all(|query| query.fits(&row.last_key, &row.first_key))
}

/// A client whose present and former names both fit is listed once, under the first that does.
fn once_each(conn: &mut PgConnection, wanted: &NormalCriteria, rows: Vec<Row>) -> QueryResult<Vec<(Row, Option<Row>)>> {
    let former: Vec<Uuid> = rows.iter().filter(|row| row.ordinal > 0).map(|row| row.client_id).collect();
    let mut names: HashMap<Uuid, Vec<Row>> = HashMap::new();
    for row in index::names_of(conn, &former)? {
        names.entry(row.client_id).or_default().push(row);
    }
    let mut kept = Vec::new();
    for row in rows {
        if row.ordinal == 0 {
            kept.push((row, None));
            continue;
        }
        let all = names.get(&row.client_id).map(Vec::as_slice).unwrap_or_default();
        let first = all.iter().find(|name| fits(wanted, name)).map(|name| name.ordinal);
        if first == Some(row.ordinal)
            && let Some(present) = all.iter().find(|name| name.ordinal == 0)
        {
            kept.push((present.clone(), Some(row)));
        }
    }
    Ok(kept)
}

/// Which kinds of criteria were used, for the access record; never their values.
fn shape(wanted: &NormalCriteria) -> String {
    let used = [
        ("client_number", wanted.client_number.is_some()),
        ("cin", wanted.cin.is_some()),
        ("ssn", wanted.ssn.is_some()),
        ("name", wanted.name.is_some() || wanted.fields.is_some()),
        ("birth_date", wanted.birth_date.is_some()),
        ("sex", wanted.sex.is_some()),
    ];
    used.iter().filter(|(_, used)| *used).map(|(word, _)| *word).collect::<Vec<_>>().join("+")
}
