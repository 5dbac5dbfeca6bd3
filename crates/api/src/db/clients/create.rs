//! A new client: the record, its names, its place in the county index, the first admission and coverage, all or
//! none of it.

use diesel::prelude::*;
use diesel::sql_types::Integer;
use domain::clients::{Client, MatchCriteria, NewClient, check_new_client, check_reviewed};
use domain::enrollments::{AdmissionFacts, NewEnrollment};
use domain::identifiers::{Cin, Phone, Ssn, SsnEntry, Zip};
use domain::names::key;
use domain::problem::{Code, Problem};
use serde_json::json;
use uuid::Uuid;

use super::{matches, read};
use crate::audit::{Done, Event};
use crate::db::schema::{client_index, client_names, clients};
use crate::db::{Announcement, Tx, coverage, enrollments};
use crate::fault::Fault;

/// What is stored in place of a street for a client without a home.
const HOMELESS: &str = "HOMELESS";
/// Advisory locks of this kind: one a birth date.
const BORN_ON: i32 = 1;

diesel::define_sql_function! {
    fn pg_advisory_xact_lock(kind: Integer, which: Integer)
}

/// Identifiers in the form they are kept in.
struct Numbers {
    cin: Option<String>,
    ssn: Option<Ssn>,
    ssn_blind: Option<Vec<u8>>,
}

/// Adds a client that nobody in the county has a record of.
pub fn create(tx: &mut Tx<'_>, new: &NewClient) -> Result<Done<Client>, Fault> {
    let program = enrollments::program(tx, new.admission.program_id)?;
    let facts = AdmissionFacts {
        today: tx.today(),
        birth_date: new.birth_date,
        program_is_mine: program.mine,
        program_active: program.active,
        on_file: &[],
    };
    let mut wrong = check_new_client(new, &facts);
    if let Some(span) = &new.coverage {
        wrong.extend(coverage::check_payer(tx, span, "/coverage/payer")?);
    }
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    // Two clerks who add one person at once: the second waits here, then finds the first one's record.
    diesel::select(pg_advisory_xact_lock(BORN_ON, new.birth_date.to_julian_day())).execute(tx.conn)?;
    let numbers = numbers(tx, new)?;
    let found = matches::find(tx, &criteria(new, &numbers))?;
    check_reviewed(&found, &new.reviewed_match_ids, new.reason.as_deref())?;
    let id = tx.new_id();
    enrollments::link(tx, id, program.organization_id, new.admission.start_date)?;
    let number = insert(tx, id, new, &numbers)?;
    insert_names(tx, id, new, &numbers, number)?;
    enrollments::insert(tx, id, &program, &admission(new))?;
    if let Some(span) = &new.coverage {
        coverage::insert(tx, id, span, program.organization_id)?;
    }
    tx.announce(Announcement {
        organization_id: Some(program.organization_id),
        kind: "client",
        subject_id: Some(id),
        client_id: Some(id),
    });
    let detail = json!({ "matches_reviewed": new.reviewed_match_ids.len(), "coverage": new.coverage.is_some() });
    let client = read::read_within(tx, id)?;
    Ok(Done::created(client, Event::new("clients.create", "client", id).about(id).detail(detail)).version(1))
}

fn numbers(tx: &Tx<'_>, new: &NewClient) -> Result<Numbers, Fault> {
    let ssn = match new.ssn.as_deref().filter(|text| !text.trim().is_empty()).map(Ssn::parse) {
        Some(Ok(SsnEntry::Known(ssn))) => Some(ssn),
        _ => None,
    };
    // A Medi-Cal span names the client's CIN: nobody has to type it twice.
    let on_span = new.coverage.as_ref().filter(|span| span.is_medi_cal()).and_then(|span| span.member_id.as_deref());
    let cin = new.cin.as_deref().filter(|text| !text.trim().is_empty()).or(on_span);
    let ssn_blind = ssn.as_ref().map(|ssn| tx.secrets().blind("clients.ssn", ssn.as_str())).transpose()?;
    let cin = cin.and_then(|text| Cin::parse(text).ok()).map(|cin| cin.as_str().to_owned());
    Ok(Numbers { cin, ssn, ssn_blind })
}

fn criteria(new: &NewClient, numbers: &Numbers) -> MatchCriteria {
    MatchCriteria {
        last_name: new.last_name.clone(),
        first_name: new.first_name.clone(),
        birth_date: new.birth_date,
        sex: Some(new.sex),
        ssn: numbers.ssn.as_ref().map(|ssn| ssn.as_str().to_owned()),
        cin: numbers.cin.clone(),
    }
}

fn admission(new: &NewClient) -> NewEnrollment {
    NewEnrollment {
        program_id: new.admission.program_id,
        start_date: new.admission.start_date,
        end_date: None,
        end_reason: None,
    }
}

#[derive(Insertable)]
#[diesel(table_name = clients)]
struct Row<'a> {
    id: Uuid,
    last_name: &'a str,
    first_name: &'a str,
    middle_name: &'a str,
    suffix: &'a str,
    preferred_name: &'a str,
    birth_date: time::Date,
    sex: &'a str,
    cin: Option<&'a str>,
    ssn_sealed: Option<Vec<u8>>,
    ssn_blind: Option<&'a [u8]>,
    ssn_last4: Option<&'a str>,
    preferred_language: &'a str,
    phone: String,
    street: &'a str,
    unit: &'a str,
    city: &'a str,
    state: &'a str,
    zip: String,
    homeless: bool,
}

/// The record itself; gives the client number. Somebody else's equal SSN or CIN is refused with their record's id.
fn insert(tx: &mut Tx<'_>, id: Uuid, new: &NewClient, numbers: &Numbers) -> Result<i64, Fault> {
    let sealed =
        numbers.ssn.as_ref().map(|ssn| tx.secrets().seal("clients.ssn", ssn.as_str().as_bytes())).transpose()?;
    let text = |field: &'_ Option<String>| field.as_deref().unwrap_or_default().trim().to_owned();
    let (middle, suffix, preferred) = (text(&new.middle_name), text(&new.suffix), text(&new.preferred_name));
    let language = text(&new.preferred_language);
    let phone = Phone::parse(new.phone.as_deref().unwrap_or_default()).map(|phone| phone.as_str().to_owned());
    let address = new.address.as_ref();
    let street = address.map(|one| one.street.trim()).unwrap_or_default();
    let row = Row {
        id,
        last_name: new.last_name.trim(),
        first_name: new.first_name.trim(),
        middle_name: &middle,
        suffix: &suffix,
        preferred_name: &preferred,
        birth_date: new.birth_date,
        sex: new.sex.as_str(),
        cin: numbers.cin.as_deref(),
        ssn_sealed: sealed,
        ssn_blind: numbers.ssn_blind.as_deref(),
        ssn_last4: numbers.ssn.as_ref().map(Ssn::last4),
        preferred_language: &language,
        phone: phone.unwrap_or_default(),
        street: if new.homeless { HOMELESS } else { street },
        unit: address.and_then(|one| one.unit.as_deref()).unwrap_or_default(),
        city: address.map(|one| one.city.trim()).unwrap_or_default(),
        state: address.map(|one| one.state.as_str()).unwrap_or_default(),
        zip: address.and_then(|one| Zip::parse(&one.zip).ok()).map(|zip| zip.as_str().to_owned()).unwrap_or_default(),
        homeless: new.homeless,
    };
    let made: Option<i64> = diesel::insert_into(clients::table)
        .values(&row)
        .on_conflict_do_nothing()
        .returning(clients::client_number)
        .get_result(tx.conn)
        .optional()?;
    match made {
        Some(number) => Ok(number),
        None => Err(taken(tx, numbers)?.into()),
    }
}

/// The refusal for a number that another record has. The wall hides that record; the county index names it.
fn taken(tx: &mut Tx<'_>, numbers: &Numbers) -> Result<Problem, Fault> {
    let by_cin = match &numbers.cin {
        Some(cin) => client_index::table
            .filter(client_index::cin.eq(cin))
            .select(client_index::client_id)
            .first::<Uuid>(tx.conn)
            .optional()?,
        None => None,
    };
    let by_ssn = match &numbers.ssn_blind {
        Some(blind) => client_index::table
            .filter(client_index::ssn_blind.eq(blind))
            .select(client_index::client_id)
            .first::<Uuid>(tx.conn)
            .optional()?,
        None => None,
    };
    const EXISTS: &str = "A client with this SSN or CIN is on file. Open that record and add an admission there.";
    let problem = Problem::new(Code::AlreadyExists, EXISTS);
    Ok(match by_ssn.or(by_cin) {
        Some(existing) => problem.existing(existing),
        None => problem,
    })
}

/// Former names, and a row of the index for each name.
fn insert_names(tx: &mut Tx<'_>, id: Uuid, new: &NewClient, numbers: &Numbers, number: i64) -> Result<(), Fault> {
    let present = (new.last_name.as_str(), new.first_name.as_str());
    let former = new.former_names.iter().map(|name| (name.last_name.as_str(), name.first_name.as_str()));
    let index: Vec<_> = std::iter::once(present)
        .chain(former.clone())
        .zip(0_i16..)
        .map(|((last, first), ordinal)| {
            (
                client_index::client_id.eq(id),
                client_index::ordinal.eq(ordinal),
                client_index::last_key.eq(key(last)),
                client_index::first_key.eq(key(first)),
                client_index::last_name.eq(last.trim()),
                client_index::first_name.eq(first.trim()),
                client_index::birth_date.eq(new.birth_date),
                client_index::sex.eq(new.sex.as_str()),
                client_index::client_number.eq(number),
                client_index::cin.eq(numbers.cin.as_deref()),
                client_index::ssn_blind.eq(numbers.ssn_blind.as_deref()),
            )
        })
        .collect();
    diesel::insert_into(client_index::table).values(&index).execute(tx.conn)?;
    // The latest former name is named first and so gets the newest id.
    let former: Vec<_> = former
        .rev()
        .map(|(last, first)| {
            (
                client_names::id.eq(tx.new_id()),
                client_names::client_id.eq(id),
                client_names::last_name.eq(last.trim()),
                client_names::first_name.eq(first.trim()),
            )
        })
        .collect();
    if !former.is_empty() {
        diesel::insert_into(client_names::table).values(&former).execute(tx.conn)?;
    }
    Ok(())
}
