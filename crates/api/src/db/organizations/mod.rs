//! Organizations and their programs: reference data that the county keeps.

mod programs;

use diesel::dsl::AsSelect;
use diesel::pg::Pg;
use diesel::prelude::*;
use domain::access::{Actor, OrganizationKind};
use domain::identifiers::{Npi, Tin};
use domain::organizations::{ChangeOrganization, NewOrganization, Organization};
use domain::page::Page;
use domain::problem::Problem;
use uuid::Uuid;

pub use programs::{ProgramFilter, change as change_program, create as create_program, list as list_programs};

use super::Tx;
use super::held::{Change, Held};
use super::schema::organizations;
use super::support::{known, lower, taken, touched};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor::{self, PageQuery};
use crate::http::if_match::IfMatch;

const TAKEN: &str = "An organization with this name exists already. Choose another name.";

#[derive(Queryable, Selectable)]
#[diesel(table_name = organizations, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    name: String,
    short_name: String,
    kind: String,
    npi: Option<String>,
    tin: Option<String>,
    active: bool,
    version: i32,
}

impl Row {
    fn wire(self, reader: &Actor) -> Result<Organization, Fault> {
        let inside = reader.sees_inside(self.id);
        Ok(Organization {
            id: self.id,
            name: self.name,
            short_name: self.short_name,
            kind: known(OrganizationKind::parse(&self.kind))?,
            npi: self.npi,
            tin: self.tin.filter(|_| inside),
            active: self.active,
            version: self.version,
        })
    }
}

/// Every organization by name, a page at a time.
pub fn list(tx: &mut Tx<'_>, query: &PageQuery) -> Result<Page<Organization>, Fault> {
    let limit = cursor::limit(query.limit)?;
    let after: Option<(String, Uuid)> = cursor::read(tx, query.cursor.as_deref())?;
    let mut rows = organizations::table
        .select(Row::as_select())
        .order((lower(organizations::name), organizations::id))
        .limit(limit + 1)
        .into_boxed();
    if let Some((name, id)) = after {
        rows = rows.filter(
            lower(organizations::name)
                .gt(lower(name.clone()))
                .or(lower(organizations::name).eq(lower(name)).and(organizations::id.gt(id))),
        );
    }
    let found: Vec<Row> = rows.load(tx.conn)?;
    let rows = found.into_iter().map(|row| row.wire(tx.actor())).collect::<Result<_, _>>()?;
    cursor::page(tx, rows, limit, |one: &Organization| (one.name.clone(), one.id))
}

/// An organization's kind and whether it is active; `None` when there is none with this id.
pub(super) fn standing(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<(OrganizationKind, bool)>, Fault> {
    let found: Option<(String, bool)> =
        organizations::table.find(id).select((organizations::kind, organizations::active)).first(tx.conn).optional()?;
    found.map(|(kind, active)| Ok((known(OrganizationKind::parse(&kind))?, active))).transpose()
}

/// Makes an organization.
pub fn create(tx: &mut Tx<'_>, new: &NewOrganization) -> Result<Done<Organization>, Fault> {
    let wrong = new.check();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let id = tx.new_id();
    let selected: AsSelect<Row, Pg> = Row::as_select();
    let row = diesel::insert_into(organizations::table)
        .values((
            organizations::id.eq(id),
            organizations::kind.eq(new.kind.as_str()),
            organizations::name.eq(new.name.trim()),
            organizations::short_name.eq(new.short_name.trim()),
            organizations::npi.eq(new.npi.as_deref().and_then(plain_npi)),
            organizations::tin.eq(new.tin.as_deref().and_then(plain_tin)),
        ))
        .returning(selected)
        .get_result::<Row>(tx.conn)
        .map_err(|error| taken(error, "/name", TAKEN))?;
    let version = row.version;
    Ok(Done::created(row.wire(tx.actor())?, Event::new("organizations.create", "organization", id)).version(version))
}

fn plain_npi(text: &str) -> Option<String> {
    Npi::parse(text).ok().map(|npi| npi.as_str().to_owned())
}

fn plain_tin(text: &str) -> Option<String> {
    Tin::parse(text).ok().map(|tin| tin.as_str().to_owned())
}

#[derive(AsChangeset)]
#[diesel(table_name = organizations)]
struct Changes {
    name: Option<String>,
    short_name: Option<String>,
    npi: Option<Option<String>>,
    tin: Option<Option<String>>,
    active: Option<bool>,
    version: i32,
}

/// Changes an organization.
pub fn change(
    tx: &mut Tx<'_>,
    id: Uuid,
    seen: IfMatch,
    change: &ChangeOrganization,
) -> Result<Done<Organization>, Fault> {
    let held = hold(tx, id)?;
    let current = held.row();
    seen.check(current.version)?;
    let wrong = change.check();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    if current.kind == OrganizationKind::County && change.active == Some(false) {
        const COUNTY: &str = "The county itself stays active: without it nobody could sign in.";
        return Err(Problem::field("/active", "county_stays", COUNTY).into());
    }
    let trimmed = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_owned());
    let changes = Changes {
        name: trimmed(&change.name),
        short_name: trimmed(&change.short_name),
        npi: change.npi.as_ref().map(|npi| npi.as_deref().and_then(plain_npi)),
        tin: change.tin.as_ref().map(|tin| tin.as_deref().and_then(plain_tin)),
        active: change.active,
        version: current.version + 1,
    };
    let row = apply(tx, &held, changes)?;
    let event = Event::new("organizations.change", "organization", id).detail(touched(change));
    Ok(Done::changed(row.wire(tx.actor())?, event).version(current.version + 1))
}

/// Any organization: the operation's permission is the county's.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, Organization>, Fault> {
    let row: Row = organizations::table.find(id).select(Row::as_select()).for_update().first(tx.conn)?;
    Ok(Held::prove(row.wire(tx.actor())?))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Change, Organization>, changes: Changes) -> Result<Row, Fault> {
    diesel::update(organizations::table.find(held.row().id))
        .set(changes)
        .returning(Row::as_select())
        .get_result(tx.conn)
        .map_err(|error| taken(error, "/name", TAKEN))
}
