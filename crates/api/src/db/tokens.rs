//! API tokens. Digests go in and never come out: no query here can read one.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use domain::access::{Credential, Permission, permissions_of};
use domain::page::Page;
use domain::problem::{Code, Problem};
use domain::tokens::{ApiToken, NewToken, RotateToken, TokenFilter, check_scopes};
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::Tx;
use super::held::{Change, Held};
use super::schema::{api_tokens, organizations, users};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::bearer::Stored;
use crate::http::cursor;

#[derive(Queryable, Selectable)]
#[diesel(table_name = api_tokens, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    user_id: Uuid,
    organization_id: Uuid,
    name: String,
    hint: String,
    scopes: Vec<String>,
    addresses: Vec<String>,
    created_at: OffsetDateTime,
    expires_at: OffsetDateTime,
    revoked_at: Option<OffsetDateTime>,
    replaced_by: Option<Uuid>,
    last_used_at: Option<OffsetDateTime>,
    last_used_from: Option<String>,
}

impl Row {
    fn wire(self, owner_name: String, organization_name: String) -> ApiToken {
        ApiToken {
            id: self.id,
            name: self.name,
            hint: self.hint,
            owner_id: self.user_id,
            owner_name,
            organization_id: self.organization_id,
            organization_name,
            scopes: known(&self.scopes),
            addresses: self.addresses,
            created_at: self.created_at,
            expires_at: self.expires_at,
            revoked_at: self.revoked_at,
            replaced_by: self.replaced_by,
            last_used_at: self.last_used_at,
            last_used_from: self.last_used_from,
        }
    }
}

/// Stored words as permissions; a word of another version of the server opens nothing and is left out.
pub(super) fn known(words: &[String]) -> Vec<Permission> {
    words.iter().filter_map(|word| Permission::parse(word)).collect()
}

/// Permissions as they are stored.
pub(super) fn words(scopes: &[Permission]) -> Vec<&'static str> {
    scopes.iter().map(|scope| scope.as_str()).collect()
}

/// Tokens, newest first: an agency's own, for the county everybody's.
pub fn list(tx: &mut Tx<'_>, filter: &TokenFilter) -> Result<Page<ApiToken>, Fault> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<(i64, Uuid)> = cursor::read(tx, filter.cursor.as_deref())?;
    let (own, county, now) = (tx.actor().organization_id, tx.actor().is_county(), tx.now());
    let mut rows = api_tokens::table
        .inner_join(users::table.on(users::id.eq(api_tokens::user_id)))
        .inner_join(organizations::table.on(organizations::id.eq(api_tokens::organization_id)))
        .filter(api_tokens::organization_id.eq(own).or(county.into_sql::<Bool>()))
        .select((Row::as_select(), users::display_name, organizations::name))
        .order((api_tokens::created_at.desc(), api_tokens::id.desc()))
        .limit(limit + 1)
        .into_boxed();
    if let Some(organization) = filter.organization_id {
        rows = rows.filter(api_tokens::organization_id.eq(organization));
    }
    if !filter.all.unwrap_or(false) {
        rows = rows.filter(api_tokens::revoked_at.is_null()).filter(api_tokens::expires_at.gt(now));
    }
    if let Some((micros, id)) = after {
        let at = moment(micros)?;
        rows =
            rows.filter(api_tokens::created_at.le(at)).filter(api_tokens::created_at.lt(at).or(api_tokens::id.lt(id)));
    }
    let found: Vec<(Row, String, String)> = rows.load(tx.conn)?;
    let wired = found.into_iter().map(|(row, owner, organization)| row.wire(owner, organization)).collect();
    cursor::page(tx, wired, limit, |one: &ApiToken| (micros(one.created_at), one.id))
}

/// A moment as a cursor carries it, to the microsecond the database keeps.
pub(super) fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1000).unwrap_or(0)
}

pub(super) fn moment(micros: i64) -> Result<OffsetDateTime, Fault> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).map_err(Fault::broken)
}

fn one(tx: &mut Tx<'_>, id: Uuid) -> Result<ApiToken, Fault> {
    let (row, owner, organization): (Row, String, String) = api_tokens::table
        .inner_join(users::table.on(users::id.eq(api_tokens::user_id)))
        .inner_join(organizations::table.on(organizations::id.eq(api_tokens::organization_id)))
        .filter(api_tokens::id.eq(id))
        .select((Row::as_select(), users::display_name, organizations::name))
        .first(tx.conn)?;
    Ok(row.wire(owner, organization))
}

/// Makes a token that acts in the name of whoever makes it.
pub fn create(tx: &mut Tx<'_>, new: &NewToken, stored: &Stored) -> Result<Done<ApiToken>, Fault> {
    let wrong = new.check(tx.actor().role, tx.today());
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let id = insert(tx, new, stored)?;
    let detail = json!({ "scopes": words(&new.scopes), "addresses": new.addresses.len() });
    let event = Event::new("tokens.create", "token", id).detail(detail);
    Ok(Done::created(one(tx, id)?, event))
}

fn insert(tx: &mut Tx<'_>, new: &NewToken, stored: &Stored) -> Result<Uuid, Fault> {
    let id = tx.new_id();
    diesel::insert_into(api_tokens::table)
        .values((
            api_tokens::organization_id.eq(tx.actor().organization_id),
            api_tokens::id.eq(id),
            api_tokens::user_id.eq(tx.actor().user_id),
            api_tokens::name.eq(new.name.trim()),
            api_tokens::hint.eq(&stored.hint),
            api_tokens::scopes.eq(words(&new.scopes)),
            api_tokens::addresses.eq(&new.addresses),
            api_tokens::lookup.eq(&stored.lookup),
            api_tokens::salt.eq(&stored.salt),
            api_tokens::digest.eq(&stored.digest),
            api_tokens::created_at.eq(tx.now()),
            api_tokens::expires_at.eq(tx.time().ends(new.expires_on)),
        ))
        .execute(tx.conn)?;
    Ok(id)
}

/// A token of the actor's organization, for the county of any.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, Row>, Fault> {
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    let row = api_tokens::table
        .filter(api_tokens::id.eq(id))
        .filter(api_tokens::organization_id.eq(own).or(county.into_sql::<Bool>()))
        .select(Row::as_select())
        .for_update()
        .first(tx.conn)?;
    Ok(Held::prove(row))
}

/// Makes a successor with the same scopes; the former text stays good for the overlap. Only its owner can: it acts in
/// their name.
pub fn rotate(tx: &mut Tx<'_>, id: Uuid, how: &RotateToken, stored: &Stored) -> Result<Done<ApiToken>, Fault> {
    let held = hold(tx, id)?;
    let row = held.row();
    if row.user_id != tx.actor().user_id {
        const OWNER: &str = "Only its owner can rotate a token. Revoke it, or ask them.";
        return Err(Problem::new(Code::Conflict, OWNER).into());
    }
    if row.revoked_at.is_some() || row.expires_at <= tx.now() || row.replaced_by.is_some() {
        const OVER: &str = "This token is over or has a successor already. Make a new one.";
        return Err(Problem::new(Code::Conflict, OVER).into());
    }
    let scopes = known(&row.scopes);
    let new = NewToken {
        name: row.name.clone(),
        scopes: scopes.clone(),
        expires_on: how.expires_on,
        addresses: row.addresses.clone(),
    };
    let mut wrong = how.check();
    wrong.extend(new.check(tx.actor().role, tx.today()).into_iter().filter(|error| error.pointer == "/expires_on"));
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    if !check_scopes(&scopes, Credential::Token, permissions_of(tx.actor().role)).is_empty() {
        const LOST: &str = "Your role no longer includes all of this token's scopes. Make a new one.";
        return Err(Problem::new(Code::Conflict, LOST).into());
    }
    let successor = insert(tx, &new, stored)?;
    let until = (tx.now() + Duration::hours(i64::from(how.overlap_hours))).min(row.expires_at);
    replace(tx, &held, successor, until)?;
    let detail = json!({ "successor": successor, "overlap_hours": how.overlap_hours });
    let event = Event::new("tokens.rotate", "token", id).detail(detail);
    Ok(Done::created(one(tx, successor)?, event))
}

fn replace(tx: &mut Tx<'_>, held: &Held<Change, Row>, by: Uuid, until: OffsetDateTime) -> Result<(), Fault> {
    diesel::update(api_tokens::table.filter(api_tokens::id.eq(held.row().id)))
        .set((api_tokens::replaced_by.eq(by), api_tokens::expires_at.eq(until)))
        .execute(tx.conn)?;
    Ok(())
}

/// Ends a token: the next request with it is refused. Ending one that has ended changes nothing.
pub fn revoke(tx: &mut Tx<'_>, id: Uuid) -> Result<Done<()>, Fault> {
    let held = hold(tx, id)?;
    end(tx, &held)?;
    Ok(Done::quietly(Event::new("tokens.revoke", "token", id)))
}

fn end(tx: &mut Tx<'_>, held: &Held<Change, Row>) -> Result<(), Fault> {
    let at = held.row().revoked_at.unwrap_or(tx.now());
    diesel::update(api_tokens::table.filter(api_tokens::id.eq(held.row().id)))
        .set(api_tokens::revoked_at.eq(at))
        .execute(tx.conn)?;
    Ok(())
}
