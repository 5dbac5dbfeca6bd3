//! Admissions: an organization's own rows. An admission is what links a client to an organization.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use domain::enrollments::{
    AdmissionFacts, ChangeEnrollment, EndReason, Enrollment, NewEnrollment, check_admission, check_change,
};
use domain::page::Page;
use time::Date;
use uuid::Uuid;

use super::held::{Change, Held};
use super::schema::{client_organizations, enrollments, organizations, programs};
use super::support::{known, touched};
use super::{Announcement, Tx, clients, sensitivity};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor::{self, PageQuery};
use crate::http::if_match::IfMatch;

#[derive(Queryable, Selectable)]
#[diesel(table_name = enrollments, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    organization_id: Uuid,
    client_id: Uuid,
    program_id: Uuid,
    start_date: Date,
    end_date: Option<Date>,
    end_reason: String,
    version: i32,
}

type Named = (Row, String, String);

fn wire((row, organization_name, program_name): Named, reader: Uuid) -> Result<Enrollment, Fault> {
    let end_reason = match row.end_reason.as_str() {
        "" => None,
        word => Some(known(EndReason::parse(word))?),
    };
    Ok(Enrollment {
        id: row.id,
        client_id: row.client_id,
        organization_id: row.organization_id,
        organization_name,
        program_id: row.program_id,
        program_name,
        start_date: row.start_date,
        end_date: row.end_date,
        end_reason,
        mine: row.organization_id == reader,
        version: row.version,
    })
}

/// Admissions with the names of organization and program, still to be narrowed.
macro_rules! named {
    () => {
        enrollments::table
            .inner_join(organizations::table.on(organizations::id.eq(enrollments::organization_id)))
            .inner_join(programs::table.on(programs::id.eq(enrollments::program_id)))
            .filter(sensitivity::opens!(enrollments))
            .select((Row::as_select(), organizations::name, programs::name))
    };
}

/// A client's admissions, the latest first: an organization's own, for the county all.
pub fn list(tx: &mut Tx<'_>, client: Uuid, query: &PageQuery) -> Result<Page<Enrollment>, Fault> {
    clients::ensure_known(tx, client)?;
    let limit = cursor::limit(query.limit)?;
    let after: Option<(Date, Uuid)> = cursor::read(tx, query.cursor.as_deref())?;
    let (reader, county) = (tx.actor().organization_id, tx.actor().is_county());
    let mut rows = named!()
        .filter(enrollments::client_id.eq(client))
        .order((enrollments::start_date.desc(), enrollments::id))
        .limit(limit + 1)
        .into_boxed();
    if !county {
        rows = rows.filter(enrollments::organization_id.eq(reader));
    }
    if let Some((day, id)) = after {
        rows = rows
            .filter(enrollments::start_date.lt(day).or(enrollments::start_date.eq(day).and(enrollments::id.gt(id))));
    }
    let found: Vec<Named> = rows.load(tx.conn)?;
    tx.saw(client);
    let wired = found.into_iter().map(|row| wire(row, reader)).collect::<Result<_, _>>()?;
    cursor::page(tx, wired, limit, |one: &Enrollment| (one.start_date, one.id))
}

/// A program as an admission needs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Program {
    id: Uuid,
    /// Whose it is.
    pub(super) organization_id: Uuid,
    /// Whether it takes admissions.
    pub(super) active: bool,
    /// Whether the actor may admit to it: one's own, for the county any; of a substance-use program only its people.
    pub(super) mine: bool,
}

/// The program of an admission. One that does not exist is nobody's.
pub(super) fn program(tx: &mut Tx<'_>, id: Uuid) -> Result<Program, Fault> {
    // Of a program under 42 CFR Part 2 only its own people make patients: anybody else would learn who is one.
    let found: Option<(Uuid, bool, bool)> = programs::table
        .find(id)
        .select((programs::organization_id, programs::active, sensitivity::opens!(programs, None, "enrollments")))
        .first(tx.conn)
        .optional()?;
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    Ok(match found {
        Some((organization_id, active, open)) => {
            Program { id, organization_id, active, mine: open && (county || organization_id == own) }
        }
        None => Program { id, organization_id: Uuid::nil(), active: false, mine: false },
    })
}

/// Links client and organization, before any row of the client that the link lets in.
pub(super) fn link(tx: &mut Tx<'_>, client: Uuid, organization: Uuid, since: Date) -> Result<(), Fault> {
    diesel::insert_into(client_organizations::table)
        .values((
            client_organizations::client_id.eq(client),
            client_organizations::organization_id.eq(organization),
            client_organizations::since.eq(since),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn)?;
    Ok(())
}

/// Writes an admission that was found right; gives its id.
pub(super) fn insert(tx: &mut Tx<'_>, client: Uuid, program: &Program, new: &NewEnrollment) -> Result<Uuid, Fault> {
    let id = tx.new_id();
    diesel::insert_into(enrollments::table)
        .values((
            enrollments::id.eq(id),
            enrollments::organization_id.eq(program.organization_id),
            enrollments::client_id.eq(client),
            enrollments::program_id.eq(program.id),
            enrollments::start_date.eq(new.start_date),
            enrollments::end_date.eq(new.end_date),
            enrollments::end_reason.eq(new.end_reason.map(EndReason::as_str).unwrap_or_default()),
        ))
        .execute(tx.conn)?;
    Ok(id)
}

/// The client's admissions to one organization.
fn on_file(tx: &mut Tx<'_>, client: Uuid, organization: Uuid) -> Result<Vec<Enrollment>, Fault> {
    let reader = tx.actor().organization_id;
    let rows: Vec<Named> = named!()
        .filter(enrollments::client_id.eq(client))
        .filter(enrollments::organization_id.eq(organization))
        .load(tx.conn)?;
    rows.into_iter().map(|row| wire(row, reader)).collect()
}

fn one(tx: &mut Tx<'_>, id: Uuid, organization: Uuid) -> Result<Enrollment, Fault> {
    let reader = tx.actor().organization_id;
    let row: Named =
        named!().filter(enrollments::organization_id.eq(organization)).filter(enrollments::id.eq(id)).first(tx.conn)?;
    wire(row, reader)
}

/// Admits a client of the county, known here or not, to a program.
pub fn create(tx: &mut Tx<'_>, client: Uuid, new: &NewEnrollment) -> Result<Done<Enrollment>, Fault> {
    let birth_date = clients::birth_date(tx, client)?;
    let program = program(tx, new.program_id)?;
    let before = if program.mine { on_file(tx, client, program.organization_id)? } else { Vec::new() };
    let facts = AdmissionFacts {
        today: tx.today(),
        birth_date,
        program_is_mine: program.mine,
        program_active: program.active,
        on_file: &before,
    };
    let wrong = check_admission(new, &facts);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    link(tx, client, program.organization_id, new.start_date)?;
    let id = insert(tx, client, &program, new)?;
    tell(tx, id, client, program.organization_id);
    let made = one(tx, id, program.organization_id)?;
    tx.saw(client);
    Ok(Done::created(made, Event::new("enrollments.create", "enrollment", id).about(client)).version(1))
}

/// The admission changed, and with it where its client stands.
fn tell(tx: &mut Tx<'_>, id: Uuid, client: Uuid, organization: Uuid) {
    let (organization_id, client_id) = (Some(organization), Some(client));
    tx.announce(Announcement { organization_id, kind: "enrollment", subject_id: Some(id), client_id });
    tx.announce(Announcement { organization_id, kind: "client", subject_id: client_id, client_id });
}

/// An organization's own admission, for the county any.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, Row>, Fault> {
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    let row = enrollments::table
        .filter(enrollments::id.eq(id))
        .filter(enrollments::organization_id.eq(own).or(county.into_sql::<Bool>()))
        .filter(sensitivity::opens!(enrollments))
        .select(Row::as_select())
        .for_update()
        .first(tx.conn)?;
    Ok(Held::prove(row))
}

/// Ends an admission, or opens it again.
pub fn change(tx: &mut Tx<'_>, id: Uuid, seen: IfMatch, change: &ChangeEnrollment) -> Result<Done<Enrollment>, Fault> {
    let held = hold(tx, id)?;
    let (organization, version) = (held.row().organization_id, held.row().version);
    seen.check(version)?;
    let current = one(tx, id, organization)?;
    let others = on_file(tx, current.client_id, organization)?;
    let wrong = check_change(&current, change, tx.today(), &others);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let after = current.changed(change);
    apply(tx, &held, &after)?;
    tell(tx, id, current.client_id, organization);
    tx.saw(current.client_id);
    let event = Event::new("enrollments.change", "enrollment", id).about(current.client_id).detail(touched(change));
    Ok(Done::changed(Enrollment { version: version + 1, ..after }, event).version(version + 1))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Change, Row>, after: &Enrollment) -> Result<(), Fault> {
    let row = held.row();
    diesel::update(enrollments::table.find((row.organization_id, row.id)))
        .set((
            enrollments::end_date.eq(after.end_date),
            enrollments::end_reason.eq(after.end_reason.map(EndReason::as_str).unwrap_or_default()),
            enrollments::version.eq(row.version + 1),
        ))
        .execute(tx.conn)?;
    Ok(())
}
