//! Changing an account, and what ends with it.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use domain::access::{Permission, Role};
use domain::people::{ChangeUser, User, keeps_manager};
use domain::problem::FieldError;
use uuid::Uuid;

use super::{Account, hold, one};
use crate::audit::{Done, Event};
use crate::db::held::{Change, Held};
use crate::db::schema::users;
use crate::db::support::touched;
use crate::db::{Tx, password_links, session};
use crate::fault::Fault;
use crate::http::if_match::IfMatch;

/// Ends everything by which a person comes in, at once: sessions, invitations, reset links. Whatever else opens a door
/// in somebody's name is ended here, too.
pub fn end_all_access(tx: &mut Tx<'_>, user: Uuid) -> Result<(), Fault> {
    session::end_sessions(tx, user, None)?;
    password_links::end(tx, user)
}

#[derive(AsChangeset)]
#[diesel(table_name = users)]
struct Changes<'a> {
    display_name: Option<&'a str>,
    email: Option<&'a str>,
    role: Option<&'static str>,
    active: Option<bool>,
    version: i32,
}

/// Changes an account. A new role and deactivation end its sessions at once.
pub fn change(tx: &mut Tx<'_>, id: Uuid, seen: IfMatch, change: &ChangeUser) -> Result<Done<User>, Fault> {
    let held = hold(tx, id)?;
    let account = held.row();
    seen.check(account.version)?;
    let mut wrong = change.check(account.kind);
    wrong.extend(check_self(tx, account, change));
    wrong.extend(check_last_manager(tx, account, change)?);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let changes = Changes {
        display_name: change.display_name.as_deref().map(str::trim),
        email: change.email.as_deref(),
        role: change.role.map(Role::as_str),
        active: change.active,
        version: account.version + 1,
    };
    apply(tx, &held, changes)?;
    let other_role = change.role.is_some_and(|role| role != account.role);
    if account.active && change.active == Some(false) {
        end_all_access(tx, id)?;
    } else if other_role {
        session::end_sessions(tx, id, None)?;
    }
    let event = Event::new("users.change", "user", id).detail(touched(change));
    Ok(Done::changed(one(tx, id)?, event).version(account.version + 1))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Change, Account>, changes: Changes<'_>) -> Result<(), Fault> {
    diesel::update(users::table.find(held.row().id)).set(changes).execute(tx.conn)?;
    Ok(())
}

/// Nobody gives themselves another role or locks themselves out.
fn check_self(tx: &Tx<'_>, account: &Account, change: &ChangeUser) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if tx.actor().user_id != account.id {
        return errors;
    }
    if change.role.is_some_and(|role| role != account.role) {
        const ROLE: &str = "Nobody changes their own role. Ask another administrator.";
        errors.push(FieldError::new("/role", "own_role", ROLE));
    }
    if change.active == Some(false) {
        const ACTIVE: &str = "Nobody deactivates themselves. Ask another administrator.";
        errors.push(FieldError::new("/active", "own_account", ACTIVE));
    }
    errors
}

/// An organization keeps somebody who manages its accounts; otherwise only the county could help its people.
fn check_last_manager(tx: &mut Tx<'_>, account: &Account, change: &ChangeUser) -> Result<Option<FieldError>, Fault> {
    if keeps_manager(account.role, account.active, change) {
        return Ok(None);
    }
    // Two of them taken away at the same moment: the second sees what the first did.
    diesel::select(pg_advisory_xact_lock(manager_lock(account.organization_id))).execute(tx.conn)?;
    let roles = Role::ALL.iter().filter(|role| role.may(Permission::ManagePeople)).map(|role| role.as_str());
    let others: i64 = users::table
        .filter(users::organization_id.eq(account.organization_id))
        .filter(users::active.and(users::id.ne(account.id)))
        .filter(users::role.eq_any(roles.collect::<Vec<_>>()))
        .count()
        .get_result(tx.conn)?;
    const LAST: &str = "Nobody else manages this organization's accounts. Give somebody else that role first.";
    let pointer = if change.active == Some(false) { "/active" } else { "/role" };
    Ok((others == 0).then(|| FieldError::new(pointer, "last_manager", LAST)))
}

/// One lock an organization, from the random end of its id.
fn manager_lock(organization: Uuid) -> i64 {
    let (_, low) = organization.as_u64_pair();
    low.cast_signed()
}

diesel::define_sql_function! {
    fn pg_advisory_xact_lock(key: BigInt) -> diesel::sql_types::Nullable<diesel::sql_types::Bool>
}
