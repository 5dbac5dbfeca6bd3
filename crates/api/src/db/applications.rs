//! Applications of other vendors. Each is an account too, which nobody can sign in to.

use diesel::pg::Pg;
use diesel::prelude::*;
use domain::access::Role;
use domain::applications::{
    Application, ApplicationFilter, ApplicationState, ChangeApplication, KeySet, NewApplication,
};
use domain::page::Page;
use domain::problem::{Code, FieldError, Problem};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Tx;
use super::held::{Change, Held};
use super::schema::{applications, organizations, users};
use super::support::{known, touched};
use super::tokens::{micros, moment, words};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor;
use crate::http::if_match::IfMatch;

#[derive(Queryable, Selectable)]
#[diesel(table_name = applications, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    organization_id: Uuid,
    name: String,
    scopes: Vec<String>,
    state: String,
    contact: String,
    jwks: Option<Value>,
    jwks_url: Option<String>,
    created_at: OffsetDateTime,
    last_used_at: Option<OffsetDateTime>,
    last_used_from: Option<String>,
    version: i32,
}

impl Row {
    fn wire(self, role: &str, organization_name: String) -> Result<Application, Fault> {
        Ok(Application {
            id: self.id,
            name: self.name,
            organization_id: self.organization_id,
            organization_name,
            role: known(Role::parse(role))?,
            scopes: super::tokens::known(&self.scopes),
            state: known(ApplicationState::parse(&self.state))?,
            contact: self.contact,
            jwks: self.jwks.map(serde_json::from_value).transpose().map_err(Fault::broken)?,
            jwks_url: self.jwks_url,
            created_at: self.created_at,
            last_used_at: self.last_used_at,
            last_used_from: self.last_used_from,
            version: self.version,
        })
    }
}

/// Applications, newest first. The operation's permission is the county's alone.
pub fn list(tx: &mut Tx<'_>, filter: &ApplicationFilter) -> Result<Page<Application>, Fault> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<(i64, Uuid)> = cursor::read(tx, filter.cursor.as_deref())?;
    let mut rows = applications::table
        .inner_join(users::table.on(users::id.eq(applications::id)))
        .inner_join(organizations::table.on(organizations::id.eq(applications::organization_id)))
        .select((Row::as_select(), users::role, organizations::name))
        .order((applications::created_at.desc(), applications::id.desc()))
        .limit(limit + 1)
        .into_boxed();
    if let Some(organization) = filter.organization_id {
        rows = rows.filter(applications::organization_id.eq(organization));
    }
    if let Some((micros, id)) = after {
        let at = moment(micros)?;
        rows = rows
            .filter(applications::created_at.le(at))
            .filter(applications::created_at.lt(at).or(applications::id.lt(id)));
    }
    let found: Vec<(Row, String, String)> = rows.load(tx.conn)?;
    let wired = found.into_iter().map(|(row, role, name)| row.wire(&role, name)).collect::<Result<_, _>>()?;
    cursor::page(tx, wired, limit, |one: &Application| (micros(one.created_at), one.id))
}

fn one(tx: &mut Tx<'_>, id: Uuid) -> Result<Application, Fault> {
    let (row, role, name): (Row, String, String) = applications::table
        .inner_join(users::table.on(users::id.eq(applications::id)))
        .inner_join(organizations::table.on(organizations::id.eq(applications::organization_id)))
        .filter(applications::id.eq(id))
        .select((Row::as_select(), users::role, organizations::name))
        .first(tx.conn)?;
    row.wire(&role, name)
}

/// Registers an application, and makes it somebody under whose name its acts stand.
pub fn create(tx: &mut Tx<'_>, new: &NewApplication) -> Result<Done<Application>, Fault> {
    let kind = match super::organizations::standing(tx, new.organization_id)? {
        Some((kind, true)) => kind,
        standing => {
            let detail = match standing {
                None => "There is no such organization. Choose one from the list.",
                Some(_) => "This organization is inactive. Activate it first.",
            };
            return Err(vec![FieldError::new("/organization_id", "unknown", detail)].into());
        }
    };
    let wrong = new.check(kind);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let id = tx.new_id();
    diesel::insert_into(users::table)
        .values((
            users::id.eq(id),
            users::user_name.eq(format!("application.{}", id.simple())),
            users::display_name.eq(format!("{} (application)", new.name.trim())),
            users::organization_id.eq(new.organization_id),
            users::role.eq(new.role.as_str()),
            users::must_change_password.eq(false),
        ))
        .execute(tx.conn)?;
    diesel::insert_into(applications::table)
        .values((
            applications::organization_id.eq(new.organization_id),
            applications::id.eq(id),
            applications::name.eq(new.name.trim()),
            applications::scopes.eq(words(&new.scopes)),
            applications::contact.eq(new.contact.trim()),
            applications::jwks.eq(stored(new.jwks.as_ref())?),
            applications::jwks_url.eq(&new.jwks_url),
            applications::created_at.eq(tx.now()),
        ))
        .execute(tx.conn)?;
    let detail = json!({ "role": new.role.as_str(), "scopes": words(&new.scopes) });
    let event = Event::new("applications.create", "application", id).detail(detail);
    Ok(Done::created(one(tx, id)?, event).version(1))
}

fn stored(keys: Option<&KeySet>) -> Result<Option<Value>, Fault> {
    keys.map(serde_json::to_value).transpose().map_err(Fault::broken)
}

/// An application as a change needs it.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, (Row, Role)>, Fault> {
    let row =
        applications::table.filter(applications::id.eq(id)).select(Row::as_select()).for_update().first(tx.conn)?;
    let role: String = users::table.find(id).select(users::role).first(tx.conn)?;
    Ok(Held::prove((row, known(Role::parse(&role))?)))
}

/// Changes an application. Every request looks at this row, so what is taken away is gone at once.
pub fn change(
    tx: &mut Tx<'_>,
    id: Uuid,
    seen: IfMatch,
    change: &ChangeApplication,
) -> Result<Done<Application>, Fault> {
    let held = hold(tx, id)?;
    let (row, role) = held.row();
    seen.check(row.version)?;
    let version = row.version + 1;
    let wrong = change.check(*role);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    if row.state == ApplicationState::Revoked.as_str() {
        const OVER: &str = "This application was revoked, which is for good. Register it anew.";
        return Err(Problem::new(Code::Conflict, OVER).into());
    }
    apply(tx, &held, change)?;
    let mut detail = touched(change);
    if let (Some(state), Some(fields)) = (change.state, detail.as_object_mut()) {
        fields.insert("state".to_owned(), json!(state.as_str()));
    }
    let event = Event::new("applications.change", "application", id).detail(detail);
    Ok(Done::changed(one(tx, id)?, event).version(version))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Change, (Row, Role)>, change: &ChangeApplication) -> Result<(), Fault> {
    let (row, _) = held.row();
    // Keys and the address where they are take each other's place.
    let (jwks, jwks_url) = match (&change.jwks, &change.jwks_url) {
        (Some(keys), _) => (stored(Some(keys))?, None),
        (None, Some(url)) => (None, Some(url.clone())),
        (None, None) => (row.jwks.clone(), row.jwks_url.clone()),
    };
    let scopes = change.scopes.as_ref().map(|scopes| words(scopes).into_iter().map(str::to_owned).collect());
    diesel::update(applications::table.filter(applications::id.eq(row.id)))
        .set((
            applications::name.eq(change.name.as_deref().unwrap_or(&row.name).trim()),
            applications::scopes.eq(scopes.unwrap_or_else(|| row.scopes.clone())),
            applications::state.eq(change.state.map_or(row.state.as_str(), |state| state.as_str())),
            applications::contact.eq(change.contact.as_deref().unwrap_or(&row.contact).trim()),
            applications::jwks.eq(jwks),
            applications::jwks_url.eq(jwks_url),
            applications::version.eq(row.version + 1),
        ))
        .execute(tx.conn)?;
    if let Some(name) = &change.name {
        diesel::update(users::table.find(row.id))
            .set(users::display_name.eq(format!("{} (application)", name.trim())))
            .execute(tx.conn)?;
    }
    Ok(())
}
