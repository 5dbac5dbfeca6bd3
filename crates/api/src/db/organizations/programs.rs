//! Programs: the places where agencies give services.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::result::Error as DieselError;
use domain::funding::Service;
use domain::organizations::{Address, ChangeProgram, NewProgram, Program};
use domain::page::Page;
use domain::problem::{Code, Problem};
use serde::Deserialize;
use uuid::Uuid;

use crate::audit::{Done, Event};
use crate::db::Tx;
use crate::db::held::{Change, Held};
use crate::db::schema::{organizations, programs};
use crate::db::support::{filled, known, lower, taken, touched};
use crate::fault::Fault;
use crate::http::cursor;
use crate::http::if_match::IfMatch;

const TAKEN: &str = "A program with this provider number exists already. Check the number.";
const STAYS: &str = "Records of this program are under 42 CFR Part 2 and stay so. Deactivate it and add a new program.";

/// Which programs to list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ProgramFilter {
    /// The county: programs of this organization only. An agency sees its own, whatever is asked.
    pub organization_id: Option<Uuid>,
    /// Rows to a page, 1 to 200; left out: 50.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = programs, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    organization_id: Uuid,
    name: String,
    code: String,
    street: String,
    unit: String,
    city: String,
    state: String,
    zip: String,
    services: Vec<String>,
    part2: bool,
    active: bool,
    version: i32,
}

impl Row {
    fn wire(self, organization_name: String) -> Result<Program, Fault> {
        Ok(Program {
            id: self.id,
            organization_id: self.organization_id,
            organization_name,
            name: self.name,
            code: self.code,
            address: Address {
                street: self.street,
                unit: filled(self.unit),
                city: self.city,
                state: self.state,
                zip: self.zip,
            },
            services: self.services.iter().map(|word| known(Service::parse(word))).collect::<Result<_, _>>()?,
            part2: self.part2,
            active: self.active,
            version: self.version,
        })
    }
}

/// Programs by name, a page at a time.
pub fn list(tx: &mut Tx<'_>, filter: &ProgramFilter) -> Result<Page<Program>, Fault> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<(String, Uuid)> = cursor::read(tx, filter.cursor.as_deref())?;
    let own = (!tx.actor().is_county()).then_some(tx.actor().organization_id);
    let mut rows = programs::table
        .inner_join(organizations::table.on(organizations::id.eq(programs::organization_id)))
        .select((Row::as_select(), organizations::name))
        .order((lower(programs::name), programs::id))
        .limit(limit + 1)
        .into_boxed();
    // An agency's sites and their provider numbers are its own: another agency is shown none of them.
    for organization in [own, filter.organization_id].into_iter().flatten() {
        rows = rows.filter(programs::organization_id.eq(organization));
    }
    if let Some((name, id)) = after {
        rows = rows.filter(
            lower(programs::name)
                .gt(lower(name.clone()))
                .or(lower(programs::name).eq(lower(name)).and(programs::id.gt(id))),
        );
    }
    let found: Vec<(Row, String)> = rows.load(tx.conn)?;
    let wired = found.into_iter().map(|(row, name)| row.wire(name)).collect::<Result<_, _>>()?;
    cursor::page(tx, wired, limit, |one: &Program| (one.name.clone(), one.id))
}

fn one(tx: &mut Tx<'_>, id: Uuid) -> Result<Program, Fault> {
    let (row, name): (Row, String) = programs::table
        .inner_join(organizations::table.on(organizations::id.eq(programs::organization_id)))
        .filter(programs::id.eq(id))
        .select((Row::as_select(), organizations::name))
        .first(tx.conn)?;
    row.wire(name)
}

fn words(services: &[Service]) -> Vec<&'static str> {
    services.iter().map(|service| service.as_str()).collect()
}

/// Makes a program of an organization.
pub fn create(tx: &mut Tx<'_>, new: &NewProgram) -> Result<Done<Program>, Fault> {
    let mut wrong = new.check();
    if super::standing(tx, new.organization_id)?.is_none() {
        const UNKNOWN: &str = "There is no such organization. Choose one from the list.";
        wrong.extend(Problem::field("/organization_id", "unknown", UNKNOWN).errors);
    }
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let id = tx.new_id();
    diesel::insert_into(programs::table)
        .values((
            programs::id.eq(id),
            programs::organization_id.eq(new.organization_id),
            programs::name.eq(new.name.trim()),
            programs::code.eq(&new.code),
            place(&new.address),
            programs::services.eq(words(&new.services)),
            programs::part2.eq(new.part2),
        ))
        .execute(tx.conn)
        .map_err(|error| taken(error, "/code", TAKEN))?;
    let event = Event::new("programs.create", "program", id);
    Ok(Done::created(one(tx, id)?, event).version(1))
}

type Place = (
    diesel::dsl::Eq<programs::street, String>,
    diesel::dsl::Eq<programs::unit, String>,
    diesel::dsl::Eq<programs::city, String>,
    diesel::dsl::Eq<programs::state, String>,
    diesel::dsl::Eq<programs::zip, String>,
);

fn place(address: &Address) -> Place {
    (
        programs::street.eq(address.street.trim().to_owned()),
        programs::unit.eq(address.unit.as_deref().unwrap_or_default().trim().to_owned()),
        programs::city.eq(address.city.trim().to_owned()),
        programs::state.eq(address.state.clone()),
        programs::zip.eq(address.zip.clone()),
    )
}

#[derive(AsChangeset)]
#[diesel(table_name = programs)]
struct Changes<'a> {
    name: Option<&'a str>,
    code: Option<&'a str>,
    services: Option<Vec<&'static str>>,
    part2: Option<bool>,
    active: Option<bool>,
    version: i32,
}

/// Changes a program.
pub fn change(tx: &mut Tx<'_>, id: Uuid, seen: IfMatch, change: &ChangeProgram) -> Result<Done<Program>, Fault> {
    let held = hold(tx, id)?;
    let current = held.row().version;
    seen.check(current)?;
    let wrong = change.check();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let changes = Changes {
        name: change.name.as_deref().map(str::trim),
        code: change.code.as_deref(),
        services: change.services.as_deref().map(words),
        part2: change.part2,
        active: change.active,
        version: current + 1,
    };
    apply(tx, &held, changes, change.address.as_ref().map(place))?;
    let event = Event::new("programs.change", "program", id).detail(touched(change));
    Ok(Done::changed(one(tx, id)?, event).version(current + 1))
}

/// Any program: the operation's permission is the county's.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, Row>, Fault> {
    Ok(Held::prove(programs::table.find(id).select(Row::as_select()).for_update().first(tx.conn)?))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Change, Row>, changes: Changes<'_>, place: Option<Place>) -> Result<(), Fault> {
    diesel::update(programs::table.find(held.row().id)).set((changes, place)).execute(tx.conn).map_err(|error| {
        match &error {
            DieselError::DatabaseError(_, info) if info.constraint_name() == Some("programs_part2_stays") => {
                Problem::new(Code::Conflict, STAYS).into()
            }
            _ => taken(error, "/code", TAKEN),
        }
    })?;
    Ok(())
}
