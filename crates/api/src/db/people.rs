//! Accounts of people. Password hashes go in and never come out: no query here can read one.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use domain::access::{OrganizationKind, Role};
use domain::page::Page;
use domain::people::{ChangeUser, NewUser, User};
use domain::problem::{Code, FieldError, Problem};
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

use super::held::{Change, Held};
use super::schema::{applications, organizations, users};
use super::support::{filled, known, lower, taken, touched};
use super::{Tx, session};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor;
use crate::http::if_match::IfMatch;

/// Which people to list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct UserFilter {
    /// People of this organization; an agency sees its own only.
    pub organization_id: Option<Uuid>,
    /// Rows to a page, 1 to 200; left out: 50.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    user_name: String,
    display_name: String,
    email: String,
    role: String,
    organization_id: Uuid,
    active: bool,
    must_change_password: bool,
    last_sign_in_at: Option<OffsetDateTime>,
    version: i32,
}

impl Row {
    fn wire(self, organization_name: String) -> Result<User, Fault> {
        Ok(User {
            id: self.id,
            user_name: self.user_name,
            display_name: self.display_name,
            email: filled(self.email),
            role: known(Role::parse(&self.role))?,
            organization_id: self.organization_id,
            organization_name,
            active: self.active,
            must_change_password: self.must_change_password,
            last_sign_in_at: self.last_sign_in_at,
            version: self.version,
        })
    }
}

/// People by name, a page at a time: an agency's own, for the county everybody.
pub fn list(tx: &mut Tx<'_>, filter: &UserFilter) -> Result<Page<User>, Fault> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<(String, Uuid)> = cursor::read(tx, filter.cursor.as_deref())?;
    let mut rows = users::table
        .inner_join(organizations::table.on(organizations::id.eq(users::organization_id)))
        .select((Row::as_select(), organizations::name))
        .order((lower(users::display_name), users::id))
        .limit(limit + 1)
        .into_boxed();
    // An application has an account too, and is no person.
    rows = rows.filter(users::id.ne_all(applications::table.select(applications::id)));
    if let Some(own) = scope(tx) {
        rows = rows.filter(users::organization_id.eq(own));
    }
    if let Some(organization) = filter.organization_id {
        rows = rows.filter(users::organization_id.eq(organization));
    }
    if let Some((name, id)) = after {
        rows = rows.filter(
            lower(users::display_name)
                .gt(lower(name.clone()))
                .or(lower(users::display_name).eq(lower(name)).and(users::id.gt(id))),
        );
    }
    let found: Vec<(Row, String)> = rows.load(tx.conn)?;
    let wired = found.into_iter().map(|(row, name)| row.wire(name)).collect::<Result<_, _>>()?;
    cursor::page(tx, wired, limit, |one: &User| (one.display_name.clone(), one.id))
}

/// The organization an agency's people are confined to.
fn scope(tx: &Tx<'_>) -> Option<Uuid> {
    (!tx.actor().is_county()).then_some(tx.actor().organization_id)
}

fn one(tx: &mut Tx<'_>, id: Uuid) -> Result<User, Fault> {
    let (row, name): (Row, String) = users::table
        .inner_join(organizations::table.on(organizations::id.eq(users::organization_id)))
        .filter(users::id.eq(id))
        .select((Row::as_select(), organizations::name))
        .first(tx.conn)?;
    row.wire(name)
}

/// Makes an account with the hash of its first password.
pub fn create(tx: &mut Tx<'_>, new: &NewUser, hash: &str) -> Result<Done<User>, Fault> {
    let wrong = check_new(tx, new)?;
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let id = tx.new_id();
    diesel::insert_into(users::table)
        .values((
            users::id.eq(id),
            users::user_name.eq(&new.user_name),
            users::display_name.eq(new.display_name.trim()),
            users::email.eq(new.email.as_deref().unwrap_or_default()),
            users::organization_id.eq(new.organization_id),
            users::role.eq(new.role.as_str()),
            users::password_hash.eq(hash),
            users::must_change_password.eq(true),
        ))
        .execute(tx.conn)
        .map_err(|error| taken(error, "/user_name", "This user name is taken. Choose another."))?;
    let event = Event::new("users.create", "user", id).detail(serde_json::json!({ "role": new.role.as_str() }));
    Ok(Done::created(one(tx, id)?, event).version(1))
}

fn check_new(tx: &mut Tx<'_>, new: &NewUser) -> Result<Vec<FieldError>, Fault> {
    if scope(tx).is_some_and(|own| own != new.organization_id) {
        const FOREIGN: &str = "You can add people to your own organization only.";
        return Ok(vec![FieldError::new("/organization_id", "not_yours", FOREIGN)]);
    }
    match super::organizations::standing(tx, new.organization_id)? {
        None => {
            const UNKNOWN: &str = "There is no such organization. Choose one from the list.";
            Ok(vec![FieldError::new("/organization_id", "unknown", UNKNOWN)])
        }
        Some((_, false)) => {
            const INACTIVE: &str = "This organization is inactive. Activate it first.";
            Ok(vec![FieldError::new("/organization_id", "inactive", INACTIVE)])
        }
        Some((kind, true)) => Ok(new.check(kind)),
    }
}

/// An account as a change needs it.
struct Account {
    id: Uuid,
    version: i32,
    role: Role,
    active: bool,
    kind: OrganizationKind,
}

/// The account of somebody in the actor's organization, for the county of anybody.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, Account>, Fault> {
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    let (version, role, active, organization): (i32, String, bool, Uuid) = users::table
        .filter(users::id.eq(id))
        .filter(users::organization_id.eq(own).or(county.into_sql::<Bool>()))
        .filter(users::id.ne_all(applications::table.select(applications::id)))
        .select((users::version, users::role, users::active, users::organization_id))
        .for_update()
        .first(tx.conn)?;
    let (kind, _) = known(super::organizations::standing(tx, organization)?)?;
    Ok(Held::prove(Account { id, version, role: known(Role::parse(&role))?, active, kind }))
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
    if other_role || (account.active && change.active == Some(false)) {
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

/// Puts a new first password in use, which must be changed, and ends the person's sessions.
pub fn reset_password(tx: &mut Tx<'_>, id: Uuid, hash: &str) -> Result<Done<User>, Fault> {
    let held = hold(tx, id)?;
    let version = held.row().version;
    if tx.actor().user_id == id {
        const OWN: &str = "Change your own password under your account.";
        return Err(Problem::new(Code::Conflict, OWN).into());
    }
    apply_reset(tx, &held, hash)?;
    session::end_sessions(tx, id, None)?;
    let event = Event::new("users.reset_password", "user", id);
    Ok(Done::changed(one(tx, id)?, event).version(version + 1))
}

fn apply_reset(tx: &mut Tx<'_>, held: &Held<Change, Account>, hash: &str) -> Result<(), Fault> {
    diesel::update(users::table.find(held.row().id))
        .set((
            users::password_hash.eq(hash),
            users::must_change_password.eq(true),
            users::failures.eq(0),
            users::blocked_until.eq(None::<OffsetDateTime>),
            users::change_failures.eq(0),
            users::change_blocked_until.eq(None::<OffsetDateTime>),
            users::version.eq(held.row().version + 1),
        ))
        .execute(tx.conn)?;
    Ok(())
}
