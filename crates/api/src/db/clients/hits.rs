//! Rows of the index as rows of a result.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use domain::clients::{ClientHit, EnrolledHere, MatchedOn, NormalCriteria};
use uuid::Uuid;

use super::index::Row;
use crate::db::Tx;
use crate::db::schema::{clients, enrollments};
use crate::db::sensitivity::opens;
use crate::db::support::filled;
use crate::fault::Fault;

/// How much of a client a result shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// What the county index holds, and no more.
    Minimum,
    /// What helps an agency tell its own clients apart.
    Own,
}

/// One row of a result from the present name and, where that was found, a former one.
pub(super) fn hit(
    row: Row,
    former: Option<&Row>,
    enrolled_here: EnrolledHere,
    matched_on: Vec<MatchedOn>,
) -> Result<ClientHit, Fault> {
    Ok(ClientHit {
        id: row.client_id,
        client_number: row.client_number,
        sex: row.sex()?,
        last_name: row.last_name,
        first_name: row.first_name,
        middle_name: None,
        preferred_name: None,
        former_name_matched: former.map(|name| format!("{}, {}", name.last_name, name.first_name)),
        birth_date: row.birth_date,
        cin: row.cin,
        ssn_last4: None,
        city: None,
        enrolled_here,
        matched_on,
    })
}

/// The rows of a search's page.
pub(super) fn of(
    tx: &mut Tx<'_>,
    wanted: &NormalCriteria,
    rows: Vec<(Row, Option<Row>)>,
    detail: Detail,
) -> Result<Vec<ClientHit>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|(row, _)| row.client_id).collect();
    let enrolled = enrolled_here(tx, &ids)?;
    let mut hits = Vec::with_capacity(rows.len());
    for (row, former) in rows {
        let here = enrolled.get(&row.client_id).copied().unwrap_or(EnrolledHere::None);
        hits.push(hit(row, former.as_ref(), here, matched_on(wanted, former.is_some()))?);
    }
    if detail == Detail::Own {
        complete(tx, &ids, &mut hits)?;
    }
    Ok(hits)
}

fn matched_on(wanted: &NormalCriteria, by_former_name: bool) -> Vec<MatchedOn> {
    let named = wanted.name.is_some() || wanted.fields.is_some();
    let all = [
        (MatchedOn::ClientNumber, wanted.client_number.is_some()),
        (MatchedOn::Cin, wanted.cin.is_some()),
        (MatchedOn::Ssn, wanted.ssn.is_some()),
        (MatchedOn::Name, named && !by_former_name),
        (MatchedOn::FormerName, named && by_former_name),
        (MatchedOn::BirthDate, wanted.birth_date.is_some()),
        (MatchedOn::Sex, wanted.sex.is_some()),
    ];
    all.into_iter().filter(|(_, used)| *used).map(|(word, _)| word).collect()
}

/// Whether the reader's organization has or had these clients; for the county, whether any has. An admission that
/// is planned counts as one that is not open.
pub(super) fn enrolled_here(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, EnrolledHere>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let today = tx.today();
    let mut rows = enrollments::table
        .filter(enrollments::client_id.eq_any(ids))
        .filter(opens!(enrollments))
        .select((enrollments::client_id, enrollments::start_date, enrollments::end_date))
        .into_boxed();
    if !tx.actor().is_county() {
        rows = rows.filter(enrollments::organization_id.eq(tx.actor().organization_id));
    }
    let spans: Vec<(Uuid, time::Date, Option<time::Date>)> = rows.load(tx.conn)?;
    let open: HashSet<Uuid> = spans
        .iter()
        .filter(|(_, start, end)| *start <= today && end.is_none_or(|last| today <= last))
        .map(|(id, ..)| *id)
        .collect();
    let word = |id: Uuid| if open.contains(&id) { EnrolledHere::Open } else { EnrolledHere::Past };
    Ok(spans.into_iter().map(|(id, ..)| (id, word(id))).collect())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = clients, check_for_backend(diesel::pg::Pg))]
struct More {
    id: Uuid,
    middle_name: String,
    preferred_name: String,
    ssn_last4: Option<String>,
    city: String,
}

fn complete(tx: &mut Tx<'_>, ids: &[Uuid], hits: &mut [ClientHit]) -> Result<(), Fault> {
    if ids.is_empty() {
        return Ok(());
    }
    let more: Vec<More> = clients::table.filter(clients::id.eq_any(ids)).select(More::as_select()).load(tx.conn)?;
    let mut more: HashMap<Uuid, More> = more.into_iter().map(|one| (one.id, one)).collect();
    for hit in hits {
        let Some(one) = more.remove(&hit.id) else { continue };
        hit.middle_name = filled(one.middle_name);
        hit.preferred_name = filled(one.preferred_name);
        hit.ssn_last4 = one.ssn_last4;
        hit.city = filled(one.city);
    }
    Ok(())
}
