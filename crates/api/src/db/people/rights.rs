//! Who can do what in one organization.

use diesel::prelude::*;
use domain::access::{Role, permissions_of};
use domain::page::{MAX_LIMIT, Page};
use domain::people::PersonRights;
use domain::problem::Code;
use uuid::Uuid;

use super::scope;
use crate::db::Tx;
use crate::db::schema::{organizations, users};
use crate::db::support::{known, lower};
use crate::fault::Fault;
use crate::http::cursor::{self, PageQuery};

/// Where a page ends.
type After = (String, Uuid);

/// Everybody active in an organization with what they may do, by name, a page at a time.
pub fn rights(tx: &mut Tx<'_>, organization: Uuid, query: &PageQuery) -> Result<Page<PersonRights>, Fault> {
    seen(tx, organization)?;
    let limit = cursor::limit(query.limit)?;
    let after: Option<After> = cursor::read(tx, query.cursor.as_deref())?;
    let rows = load(tx, organization, after, limit + 1)?;
    cursor::page(tx, rows, limit, key)
}

/// The same as a whole.
pub fn all_rights(tx: &mut Tx<'_>, organization: Uuid) -> Result<Vec<PersonRights>, Fault> {
    seen(tx, organization)?;
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let rows = load(tx, organization, after, i64::from(MAX_LIMIT))?;
        let Some(last) = rows.last() else { return Ok(all) };
        after = Some(key(last));
        all.extend(rows);
    }
}

fn key(one: &PersonRights) -> After {
    (one.display_name.clone(), one.user_id)
}

/// Only an organization whose people the actor may see.
fn seen(tx: &mut Tx<'_>, organization: Uuid) -> Result<(), Fault> {
    if scope(tx).is_some_and(|own| own != organization) {
        return Err(Code::NotFound.into());
    }
    organizations::table.find(organization).select(organizations::id).first::<Uuid>(tx.conn)?;
    Ok(())
}

fn load(tx: &mut Tx<'_>, organization: Uuid, after: Option<After>, limit: i64) -> Result<Vec<PersonRights>, Fault> {
    let mut rows = users::table
        .filter(users::organization_id.eq(organization).and(users::active))
        .select((users::id, users::user_name, users::display_name, users::role, users::has_password))
        .order((lower(users::display_name), users::id))
        .limit(limit)
        .into_boxed();
    if let Some((name, id)) = after {
        rows = rows.filter(
            lower(users::display_name)
                .gt(lower(name.clone()))
                .or(lower(users::display_name).eq(lower(name)).and(users::id.gt(id))),
        );
    }
    let found: Vec<(Uuid, String, String, String, bool)> = rows.load(tx.conn)?;
    found.into_iter().map(wire).collect()
}

fn wire(row: (Uuid, String, String, String, bool)) -> Result<PersonRights, Fault> {
    let (user_id, user_name, display_name, role, has_password) = row;
    let role = known(Role::parse(&role))?;
    let permissions = permissions_of(role).to_vec();
    Ok(PersonRights { user_id, user_name, display_name, role, has_password, permissions })
}
