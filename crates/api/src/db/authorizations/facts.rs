//! What the rules of a request need to know. The form and the server load it with this one function.

use diesel::prelude::*;
use domain::authorizations::{ExistingAuthorization, Facts, ProgramFact, Status};
use domain::coverage::{CoverageSpan, PayerKind};
use domain::enrollments::{EndReason, Enrollment};
use domain::funding::Service;
use domain::problem::Code;
use time::Date;
use uuid::Uuid;

use super::row::standing;
use crate::db::schema::{
    authorizations, client_organizations, coverage, enrollments, holidays, organizations, programs,
};
use crate::db::sensitivity::opens;
use crate::db::{Tx, funding};
use crate::fault::Fault;

/// The facts for the actor's own agency; a client it never had does not exist for it.
pub fn facts(tx: &mut Tx<'_>, client_id: Uuid) -> Result<Facts, Fault> {
    let organization_id = tx.actor().organization_id;
    known(tx, organization_id, client_id)?;
    tx.saw(client_id);
    load(tx, organization_id, client_id)
}

/// The organization has or had the client.
pub(super) fn known(tx: &mut Tx<'_>, organization_id: Uuid, client_id: Uuid) -> Result<(), Fault> {
    let found: Option<Uuid> = client_organizations::table
        .find((organization_id, client_id))
        .select(client_organizations::client_id)
        .first(tx.conn)
        .optional()?;
    found.map(|_| ()).ok_or(Fault::from(Code::NotFound))
}

/// The facts for one agency and one client.
pub(super) fn load(tx: &mut Tx<'_>, organization_id: Uuid, client_id: Uuid) -> Result<Facts, Fault> {
    Ok(Facts {
        client_id,
        organization_id,
        today: tx.today(),
        programs: sites(tx, organization_id, client_id)?,
        enrollments: admissions(tx, organization_id, client_id)?,
        coverage: spans(tx, organization_id, client_id)?,
        provider_authorizations: funding::of_organization(tx, organization_id)?,
        existing: existing(tx, organization_id, client_id)?,
        holidays: county_holidays(tx)?,
    })
}

/// Days the county's offices are closed.
pub(super) fn county_holidays(tx: &mut Tx<'_>) -> Result<Vec<Date>, Fault> {
    Ok(holidays::table.select(holidays::day).order(holidays::day).load(tx.conn)?)
}

/// The organization's programs, but of those under 42 CFR Part 2 only where the reader sees this client's requests.
fn sites(tx: &mut Tx<'_>, organization_id: Uuid, client_id: Uuid) -> Result<Vec<ProgramFact>, Fault> {
    let rows: Vec<(Uuid, String, Vec<String>, bool)> = programs::table
        .filter(programs::organization_id.eq(organization_id))
        .filter(opens!(programs, Some(client_id), "authorizations"))
        .order((programs::name, programs::id))
        .select((programs::id, programs::name, programs::services, programs::active))
        .load(tx.conn)?;
    let fact = |(id, name, services, active): (Uuid, String, Vec<String>, bool)| ProgramFact {
        id,
        name,
        services: services.iter().filter_map(|word| Service::parse(word)).collect(),
        active,
    };
    Ok(rows.into_iter().map(fact).collect())
}

fn admissions(tx: &mut Tx<'_>, organization_id: Uuid, client_id: Uuid) -> Result<Vec<Enrollment>, Fault> {
    type Found = (Uuid, Uuid, Date, Option<Date>, String, i32, String, String);
    let rows: Vec<Found> = enrollments::table
        .inner_join(programs::table.on(programs::id.eq(enrollments::program_id)))
        .inner_join(organizations::table.on(organizations::id.eq(enrollments::organization_id)))
        .filter(enrollments::client_id.eq(client_id))
        .filter(enrollments::organization_id.eq(organization_id))
        .filter(opens!(enrollments))
        .order((enrollments::start_date.desc(), enrollments::id))
        .select((
            enrollments::id,
            enrollments::program_id,
            enrollments::start_date,
            enrollments::end_date,
            enrollments::end_reason,
            enrollments::version,
            programs::name,
            organizations::name,
        ))
        .load(tx.conn)?;
    let mine = tx.actor().organization_id == organization_id;
    let one =
        |(id, program_id, start_date, end_date, reason, version, program_name, organization_name): Found| Enrollment {
            id,
            client_id,
            organization_id,
            organization_name,
            program_id,
            program_name,
            start_date,
            end_date,
            end_reason: EndReason::parse(&reason),
            mine,
            version,
        };
    Ok(rows.into_iter().map(one).collect())
}

fn spans(tx: &mut Tx<'_>, organization_id: Uuid, client_id: Uuid) -> Result<Vec<CoverageSpan>, Fault> {
    type Found = (Uuid, String, String, bool, String, String, Date, Option<Date>, Uuid, i32);
    let rows: Vec<Found> = coverage::table
        .filter(coverage::client_id.eq(client_id))
        .filter(opens!(coverage))
        .order((coverage::start_date.desc(), coverage::id))
        .select((
            coverage::id,
            coverage::payer,
            coverage::plan_name,
            coverage::medi_cal,
            coverage::member_id,
            coverage::subscriber,
            coverage::start_date,
            coverage::end_date,
            coverage::entered_by_organization,
            coverage::version,
        ))
        .load(tx.conn)?;
    let one = |(id, payer, plan_name, medi_cal, member, subscriber, start_date, end_date, by, version): Found| {
        Ok(CoverageSpan {
            id,
            client_id,
            payer: PayerKind::parse(&payer).ok_or_else(|| Fault::broken("unknown payer"))?,
            plan_name,
            medi_cal,
            member_id: super::row::said(member),
            subscriber: super::row::said(subscriber),
            start_date,
            end_date,
            entered_by_my_organization: by == organization_id,
            version,
        })
    };
    rows.into_iter().map(one).collect()
}

/// What takes up time already: neither withdrawn nor denied.
fn existing(tx: &mut Tx<'_>, organization_id: Uuid, client_id: Uuid) -> Result<Vec<ExistingAuthorization>, Fault> {
    type Found = (Uuid, i64, String, Date, Date, Option<Date>, Option<Date>, String, String);
    let counting = [Status::Pending, Status::Active, Status::Ended].map(Status::as_str);
    let rows: Vec<Found> = authorizations::table
        .filter(authorizations::client_id.eq(client_id))
        .filter(authorizations::organization_id.eq(organization_id))
        .filter(opens!(authorizations))
        .filter(authorizations::status.eq_any(counting))
        .order((authorizations::submitted_at, authorizations::id))
        .select((
            authorizations::id,
            authorizations::number,
            authorizations::procedure_code,
            authorizations::start_date,
            authorizations::end_date,
            authorizations::granted_start,
            authorizations::granted_end,
            authorizations::status,
            authorizations::review_status,
        ))
        .load(tx.conn)?;
    let one = |(id, number, procedure, start, end, granted_start, granted_end, status, review): Found| {
        let (status, review_status) = standing(&status, &review)?;
        let (start_date, end_date) = (granted_start.unwrap_or(start), granted_end.unwrap_or(end));
        Ok(ExistingAuthorization { id, number, procedure, start_date, end_date, status, review_status })
    };
    rows.into_iter().map(one).collect()
}
