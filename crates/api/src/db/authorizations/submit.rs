//! Sending a request: the rules once more on the server, a number at once, its documents bound.

use diesel::prelude::*;
use domain::authorizations::{
    Action, Draft, Facts, HistoryEntry, NewAuthorization, Period, Resolved, START, Submitted, Visibility, assess,
};
use domain::funding::ProviderAuthorization;
use domain::problem::FieldError;
use serde_json::json;
use uuid::Uuid;

use super::clock::{Clock, clock};
use super::documents::{Bind, Staged, arrivals, bind, copy, hold_staged};
use super::history::{Step, record_all};
use super::read::{Around, Full, assemble, load};
use super::{facts, notes};
use crate::audit::{Done, Event};
use crate::db::held::Held;
use crate::db::schema::{authorizations, drafts};
use crate::db::{Announcement, Tx, attachments, funding, sensitivity};
use crate::fault::Fault;

/// The county is a payer outside the program: without the client's consent it may not see the request at all.
const NO_CONSENT: &str = "The client's consent is missing: until one lets the county see authorizations and documents of \
    this program for payment, nobody could decide. Enter it on the client's page under Consents.";

diesel::define_sql_function! {
    /// Waits until nobody else holds this key; held to the end of the transaction.
    fn pg_advisory_xact_lock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Text
}

/// Sends a request: one authorization, or one for each fiscal year of a split.
pub fn submit(tx: &mut Tx<'_>, new: &NewAuthorization) -> Result<Done<Submitted>, Fault> {
    let organization_id = tx.actor().organization_id;
    facts::known(tx, organization_id, new.client_id)?;
    in_turn(tx, organization_id, new.client_id)?;
    let facts = facts::load(tx, organization_id, new.client_id)?;
    let sources = funding::sources();
    let mut violations = assess(&Draft::from(new), &facts, sources).violations();
    if violations.is_empty() && !sensitivity::county_sees(tx, new.program_id, new.client_id)? {
        violations.push(FieldError::new("/program_id", "consent_missing", NO_CONSENT));
    }
    if !violations.is_empty() {
        return Err(violations.into());
    }
    let resolved = new.resolve(sources).ok_or_else(|| Fault::broken("a passed request does not resolve"))?;
    let staged = hold_staged(tx, organization_id, new.client_id, &new.attachment_ids)?;
    let clock = clock(new.urgency, tx.now(), &arrivals(staged.row()), &[], (&facts.holidays, &tx.time()));
    let ids = insert(tx, new, &facts, &resolved, clock)?;
    attach(tx, &staged, &ids)?;
    let submitted = follow(tx, new, &ids, staged.row())?;
    let event = Event::new("authorizations.submit", "authorization", ids.first().copied().unwrap_or_default())
        .about(new.client_id)
        .detail(
            json!({ "made": ids.len(), "documents": staged.row().len(), "missing_documents": clock.missing_documents }),
        );
    Ok(Done::created(submitted, event))
}

/// Two requests for one client are looked at one after the other: otherwise both could pass the rule on overlaps.
fn in_turn(tx: &mut Tx<'_>, organization_id: Uuid, client_id: Uuid) -> Result<(), Fault> {
    let (high, low) = Uuid::from_u128(organization_id.as_u128() ^ client_id.as_u128().rotate_left(1)).as_u64_pair();
    let key = i64::from_ne_bytes((high ^ low).to_ne_bytes());
    diesel::select(pg_advisory_xact_lock(key)).execute(tx.conn)?;
    Ok(())
}

/// The P-Auth a period draws on. The rules saw to it that there is one.
fn money(facts: &Facts, source: i32, period: Period) -> Result<&ProviderAuthorization, Fault> {
    let year = period.fiscal_year().0;
    facts
        .provider_authorizations
        .iter()
        .find(|one| one.funding_source_id == source && one.fiscal_year == year)
        .ok_or_else(|| Fault::broken("a passed request has no provider authorization"))
}

fn insert(
    tx: &mut Tx<'_>,
    new: &NewAuthorization,
    facts: &Facts,
    resolved: &Resolved,
    clock: Clock,
) -> Result<Vec<Uuid>, Fault> {
    let (now, user) = (tx.now(), tx.actor().user_id);
    let mut ids = Vec::new();
    let mut rows = Vec::new();
    for period in &resolved.periods {
        let id = tx.new_id();
        ids.push(id);
        rows.push((
            authorizations::id.eq(id),
            authorizations::organization_id.eq(facts.organization_id),
            authorizations::client_id.eq(new.client_id),
            authorizations::program_id.eq(new.program_id),
            authorizations::provider_authorization_id.eq(money(facts, resolved.funding_source_id, *period)?.id),
            authorizations::funding_source_id.eq(resolved.funding_source_id),
            authorizations::plan_id.eq(new.plan_id),
            authorizations::procedure_code.eq(&resolved.procedure),
            authorizations::urgency.eq(new.urgency.as_str()),
            authorizations::start_date.eq(period.start_date),
            authorizations::end_date.eq(period.end_date),
            authorizations::units.eq(new.units),
            authorizations::overlap_reason.eq(new.overlap_reason.as_deref().unwrap_or_default().trim()),
            authorizations::status.eq(START.0.as_str()),
            authorizations::review_status.eq(START.1.as_str()),
            authorizations::submitted_at.eq(now),
            authorizations::submitted_by.eq(user),
            authorizations::clock_started_at.eq(clock.started_at),
            authorizations::due_at.eq(clock.due_at),
            authorizations::missing_documents.eq(clock.missing_documents),
        ));
    }
    diesel::insert_into(authorizations::table).values(rows).execute(tx.conn)?;
    Ok(ids)
}

/// The first request gets the documents themselves, a second one rows of its own over the same files.
fn attach(tx: &mut Tx<'_>, staged: &Held<Bind, Vec<Staged>>, ids: &[Uuid]) -> Result<(), Fault> {
    if staged.row().is_empty() {
        return Ok(());
    }
    for (index, id) in ids.iter().enumerate() {
        match index {
            0 => bind(tx, staged, *id)?,
            _ => copy(tx, staged.row(), *id)?,
        }
    }
    Ok(())
}

/// What follows a submission: history, the first note, the draft's end, the news to open pages, and the answer.
fn follow(tx: &mut Tx<'_>, new: &NewAuthorization, ids: &[Uuid], staged: &[Staged]) -> Result<Submitted, Fault> {
    let organization_id = tx.actor().organization_id;
    let steps: Vec<Step> = ids.iter().map(|id| Step::first(organization_id, *id)).collect();
    record_all(tx, &steps)?;
    let note = new.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    if let Some(note) = note {
        notes::write(tx, organization_id, ids, Visibility::AgencyAndCounty, note)?;
    }
    if let Some(draft) = new.draft_id {
        let user = tx.actor().user_id;
        diesel::delete(drafts::table.find(draft).filter(drafts::user_id.eq(user))).execute(tx.conn)?;
    }
    for id in ids {
        tx.announce(Announcement {
            organization_id: Some(organization_id),
            kind: "authorization",
            subject_id: Some(*id),
            client_id: Some(new.client_id),
        });
    }
    let made = load(tx, ids)?;
    let around = |tx: &mut Tx<'_>, full: &Full| -> Result<Around, Fault> {
        Ok(Around {
            attachments: if staged.is_empty() {
                Vec::new()
            } else {
                attachments::of_authorization(tx, full.row.organization_id, full.row.id)?
            },
            notes: if note.is_some() { notes::load(tx, &full.row)? } else { Vec::new() },
            changes: Vec::new(),
            history: vec![first_line(full)],
        })
    };
    let mut authorizations = Vec::new();
    for full in made {
        let around = around(tx, &full)?;
        authorizations.push(assemble(tx, full, around)?);
    }
    Ok(Submitted { authorizations })
}

/// The line just written, without reading it back.
fn first_line(full: &Full) -> HistoryEntry {
    HistoryEntry {
        at: full.row.submitted_at,
        by: full.submitted_by.clone().unwrap_or_default(),
        organization: full.organization_name.clone(),
        action: Action::Submit,
        from: None,
        to: START.1,
        status: START.0,
        why: None,
    }
}
