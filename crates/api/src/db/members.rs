//! Who works in which program. Of a substance-use program this opens its clients' records, so nobody lets themselves in.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use domain::members::{ChangeProgramMember, NewProgramMember, ProgramMember};
use domain::page::Page;
use domain::problem::{Code, FieldError, Problem};
use time::Date;
use uuid::Uuid;

use super::Tx;
use super::held::{Change, Held};
use super::schema::{program_members as members, programs, users};
use super::support::touched;
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor::{self, PageQuery};
use crate::http::if_match::IfMatch;

const OWN: &str = "Nobody changes their own programs. Ask another account manager or the county.";

#[derive(Queryable, Selectable)]
#[diesel(table_name = members, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    organization_id: Uuid,
    user_id: Uuid,
    program_id: Uuid,
    start_date: Date,
    end_date: Option<Date>,
    version: i32,
}

type Named = (Row, String, bool);

fn wire((row, program_name, part2): Named) -> ProgramMember {
    ProgramMember {
        id: row.id,
        user_id: row.user_id,
        program_id: row.program_id,
        program_name,
        part2,
        start_date: row.start_date,
        end_date: row.end_date,
        version: row.version,
    }
}

/// Memberships with their program's name, still to be narrowed.
macro_rules! named {
    () => {
        members::table.inner_join(programs::table.on(programs::id.eq(members::program_id))).select((
            Row::as_select(),
            programs::name,
            programs::part2,
        ))
    };
}

/// The organization of somebody the actor may manage: of one's own, for the county anybody.
fn organization_of(tx: &mut Tx<'_>, user: Uuid) -> Result<Uuid, Fault> {
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    Ok(users::table
        .filter(users::id.eq(user))
        .filter(users::organization_id.eq(own).or(county.into_sql::<Bool>()))
        .select(users::organization_id)
        .first(tx.conn)?)
}

/// A person's programs, the latest first.
pub fn list(tx: &mut Tx<'_>, user: Uuid, query: &PageQuery) -> Result<Page<ProgramMember>, Fault> {
    let organization = organization_of(tx, user)?;
    let limit = cursor::limit(query.limit)?;
    let after: Option<(Date, Uuid)> = cursor::read(tx, query.cursor.as_deref())?;
    let mut rows = named!()
        .filter(members::organization_id.eq(organization))
        .filter(members::user_id.eq(user))
        .order((members::start_date.desc(), members::id))
        .limit(limit + 1)
        .into_boxed();
    if let Some((day, id)) = after {
        rows = rows.filter(members::start_date.lt(day).or(members::start_date.eq(day).and(members::id.gt(id))));
    }
    let found: Vec<Named> = rows.load(tx.conn)?;
    let wired = found.into_iter().map(wire).collect();
    cursor::page(tx, wired, limit, |one: &ProgramMember| (one.start_date, one.id))
}

fn one(tx: &mut Tx<'_>, organization: Uuid, id: Uuid) -> Result<ProgramMember, Fault> {
    Ok(wire(named!().filter(members::organization_id.eq(organization)).filter(members::id.eq(id)).first(tx.conn)?))
}

/// Lets a person work in a program of their organization.
pub fn create(tx: &mut Tx<'_>, user: Uuid, new: &NewProgramMember) -> Result<Done<ProgramMember>, Fault> {
    let organization = organization_of(tx, user)?;
    not_oneself(tx, user)?;
    let mut wrong = new.check(tx.today());
    let theirs = programs::table
        .filter(programs::id.eq(new.program_id))
        .filter(programs::organization_id.eq(organization))
        .select(programs::id);
    if theirs.first::<Uuid>(tx.conn).optional()?.is_none() {
        const FOREIGN: &str = "Choose a program of the person's own organization.";
        wrong.push(FieldError::new("/program_id", "not_theirs", FOREIGN));
    }
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let (id, now, by) = (tx.new_id(), tx.now(), tx.actor().user_id);
    diesel::insert_into(members::table)
        .values((
            members::id.eq(id),
            members::organization_id.eq(organization),
            members::program_id.eq(new.program_id),
            members::user_id.eq(user),
            members::start_date.eq(new.start_date),
            members::end_date.eq(new.end_date),
            members::created_at.eq(now),
            members::created_by.eq(by),
        ))
        .execute(tx.conn)?;
    let event = Event::new("members.create", "program_member", id);
    Ok(Done::created(one(tx, organization, id)?, event).version(1))
}

fn not_oneself(tx: &Tx<'_>, user: Uuid) -> Result<(), Fault> {
    if tx.actor().user_id == user { Err(Problem::new(Code::NotPermitted, OWN).into()) } else { Ok(()) }
}

/// A membership in the actor's organization, for the county any.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, Row>, Fault> {
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    let row = members::table
        .filter(members::id.eq(id))
        .filter(members::organization_id.eq(own).or(county.into_sql::<Bool>()))
        .select(Row::as_select())
        .for_update()
        .first(tx.conn)?;
    Ok(Held::prove(row))
}

/// Ends a membership, or opens it again. From the next request on the program's records are closed to the person.
pub fn change(
    tx: &mut Tx<'_>,
    id: Uuid,
    seen: IfMatch,
    change: &ChangeProgramMember,
) -> Result<Done<ProgramMember>, Fault> {
    let held = hold(tx, id)?;
    let (organization, version) = (held.row().organization_id, held.row().version);
    not_oneself(tx, held.row().user_id)?;
    seen.check(version)?;
    let current = one(tx, organization, id)?;
    let wrong = change.check(&current);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    apply(tx, &held, change.end_date.unwrap_or(current.end_date))?;
    let event = Event::new("members.change", "program_member", id).detail(touched(change));
    Ok(Done::changed(one(tx, organization, id)?, event).version(version + 1))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Change, Row>, end_date: Option<Date>) -> Result<(), Fault> {
    let row = held.row();
    diesel::update(members::table.find((row.organization_id, row.id)))
        .set((members::end_date.eq(end_date), members::version.eq(row.version + 1)))
        .execute(tx.conn)?;
    Ok(())
}
