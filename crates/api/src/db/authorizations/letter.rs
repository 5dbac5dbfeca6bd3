//! The printed decision letter.

use diesel::prelude::*;
use domain::authorizations::{Letter, letter_paragraphs};
use domain::consents::DisclosureNotice;
use domain::problem::{Code, Problem};
use uuid::Uuid;

use super::history;
use super::read::{Full, decision_note, one};
use crate::db::Tx;
use crate::db::schema::{programs, settings};
use crate::fault::Fault;

/// The letter about a decided request.
pub fn letter(tx: &mut Tx<'_>, id: Uuid) -> Result<Letter, Fault> {
    let full = one(tx, id)?;
    let (_, review_status) = full.row.standing()?;
    let Some(decided_at) = full.row.review_at.filter(|_| review_status.is_decided()) else {
        return Err(Problem::new(Code::Conflict, "This request is not decided, so there is no letter yet.").into());
    };
    tx.saw(full.row.client_id);
    let disclosure = full.consent.map(DisclosureNotice::under);
    let county_name = settings::table.select(settings::county_name).first(tx.conn)?;
    let note_to_agency = decision_note(&history::load(tx, &full.row)?);
    let mut letter = Letter {
        letter_date: tx.time().day(decided_at),
        county_name,
        organization_address: address(tx, &full)?,
        client_name: full.client.client_name(),
        client_number: full.client.client_number,
        birth_date: full.client.birth_date,
        service: full.service()?,
        urgency: full.row.urgency()?,
        asked: full.row.asked(),
        granted: full.row.granted(),
        review_status,
        denial_reason: full.row.denial_reason()?,
        note_to_agency,
        funding_source_name: format!("{} {}", full.row.funding_source_id, full.funding_source_name),
        plan_name: format!("{} {}", full.row.plan_id, full.plan_name),
        number: full.row.number,
        organization_name: full.organization_name,
        program_name: full.program_name,
        procedure: full.row.procedure_code,
        submitted_at: full.row.submitted_at,
        decided_at,
        reviewer_name: full.reviewed_by.unwrap_or_default(),
        paragraphs: Vec::new(),
    };
    letter.paragraphs = letter_paragraphs(&letter);
    letter.paragraphs.extend(disclosure.map(|notice| notice.sentence()));
    Ok(letter)
}

/// Where the letter goes: the site the request came from.
fn address(tx: &mut Tx<'_>, full: &Full) -> Result<Vec<String>, Fault> {
    let (street, city, state, zip): (String, String, String, String) = programs::table
        .find(full.row.program_id)
        .select((programs::street, programs::city, programs::state, programs::zip))
        .first(tx.conn)?;
    let town = if city.is_empty() { String::new() } else { format!("{city}, {state} {zip}").trim_end().to_owned() };
    Ok([street, town].into_iter().filter(|line| !line.is_empty()).collect())
}
