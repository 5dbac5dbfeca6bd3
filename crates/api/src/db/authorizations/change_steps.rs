//! Asking for a change of a frozen request, and the county's answer.

use domain::authorizations::{
    Action, Authorization, ChangeDecision, Draft, Extent, NewChangeRequest, Period, apply_change, assess,
    check_change_decision, check_change_request, transition,
};
use domain::dates::format_date;
use domain::funding::find_plan;
use domain::notifications::NotificationKind;
use domain::problem::{Code, FieldError, Problem};
use serde_json::json;
use uuid::Uuid;

use super::changes::{self, Pending};
use super::history::Step;
use super::hold::{Agency, County, Set, apply, hold};
use super::review::{extent, words};
use super::row::Row;
use super::{answer, facts, notice, read};
use crate::audit::{Done, Event};
use crate::db::{Tx, funding, notify};
use crate::fault::Fault;

/// The agency asks to change a frozen field.
pub fn request_change(tx: &mut Tx<'_>, id: Uuid, change: &NewChangeRequest) -> Result<Done<Authorization>, Fault> {
    let held = hold::<Agency>(tx, id)?;
    let row = held.row();
    let to = transition(Action::RequestChange, row.standing()?)?;
    if changes::pending(tx, row)?.is_some() {
        let words = "A change of this request is waiting for the county already.";
        return Err(Problem::new(Code::Conflict, words).into());
    }
    check_change_request(change, current(row), row.program_id)?;
    let broken = broken_rules(tx, row, change)?;
    if !broken.is_empty() {
        return Err(broken.into_iter().map(own_field).collect::<Vec<_>>().into());
    }
    changes::insert(tx, row, change)?;
    let why = format!("{} {}", described(row, change), change.reason.trim());
    apply(tx, &held, Set::default(), &Step::of(row, Action::RequestChange, to)?.why(why))?;
    let subject = format!("A change is asked for on authorization {}.", row.number);
    notify::tell_county(tx, &notice(row, NotificationKind::ChangeRequested, subject))?;
    let event = Event::new("authorizations.request_change", "authorization", id)
        .about(row.client_id)
        .detail(json!({ "fields": fields(change) }));
    let whole = read(tx, id)?;
    let version = whole.version;
    Ok(Done::created(whole, event).version(version))
}

/// The county takes a change over or refuses it.
pub fn decide_change(tx: &mut Tx<'_>, id: Uuid, decision: &ChangeDecision) -> Result<Done<Authorization>, Fault> {
    let authorization_id = changes::authorization_of(tx, id)?;
    let held = hold::<County>(tx, authorization_id)?;
    let row = held.row();
    let action = if decision.accept { Action::AcceptChange } else { Action::RefuseChange };
    let to = transition(action, row.standing()?)?;
    let waiting = changes::pending(tx, row)?.filter(|pending| pending.id == id);
    let Some(Pending { change, .. }) = waiting else {
        return Err(Problem::new(Code::Conflict, "This change is answered already.").into());
    };
    check_change_decision(decision).map_err(|error| Fault::from(vec![error]))?;
    let note = words(decision.note.as_deref()).unwrap_or_default();
    let (set, step) = if decision.accept {
        let set = taken_over(tx, row, &change)?;
        let why = format!("{} {note}", described(row, &change));
        let record = json!({ "before": state(row, None), "after": state(row, Some(&change)) });
        (set, Step::of(row, action, to)?.why(why.trim()).changes(record))
    } else {
        (Set::default(), Step::of(row, action, to)?.why(note))
    };
    changes::answer(tx, &held, id, decision.accept, note)?;
    apply(tx, &held, set, &step)?;
    let became = if decision.accept { "accepted" } else { "refused" };
    let subject = format!("The change of authorization {} is {became}.", row.number);
    notify::tell(tx, row.organization_id, &notice(row, NotificationKind::ChangeDecided, subject))?;
    let event = Event::new("authorizations.decide_change", "change_request", id)
        .detail(json!({ "accept": decision.accept, "fields": fields(&change) }));
    answer(tx, row, event)
}

/// What a change changes: the grant once there is one, else what was asked for.
fn current(row: &Row) -> Extent {
    row.granted().unwrap_or(row.asked())
}

/// The row with the change in it. The rules run again: what was right when it was asked for may not be so any more.
fn taken_over(tx: &mut Tx<'_>, row: &Row, change: &NewChangeRequest) -> Result<Set, Fault> {
    let mut broken = check_change_request(change, current(row), row.program_id).err().unwrap_or_default();
    broken.extend(broken_rules(tx, row, change)?);
    if !broken.is_empty() {
        let on_answer = |error: FieldError| FieldError { pointer: "/accept".to_owned(), ..error };
        return Err(broken.into_iter().map(on_answer).collect::<Vec<_>>().into());
    }
    let asked = apply_change(row.asked(), change);
    let granted = row.granted().map(|granted| apply_change(granted, change));
    Ok(Set {
        program_id: change.program_id,
        provider_authorization_id: Some(money(tx, row, asked)?),
        start_date: Some(asked.start_date),
        end_date: Some(asked.end_date),
        units: Some(asked.units),
        granted_start: granted.map(|granted| granted.start_date),
        granted_end: granted.map(|granted| granted.end_date),
        granted_units: granted.map(|granted| granted.units),
        ..Set::default()
    })
}

/// The P-Auth of the fiscal year the changed period lies in.
fn money(tx: &mut Tx<'_>, row: &Row, asked: Extent) -> Result<Uuid, Fault> {
    let year = Period { start_date: asked.start_date, end_date: asked.end_date }.fiscal_year().0;
    funding::of_organization(tx, row.organization_id)?
        .iter()
        .find(|one| one.funding_source_id == row.funding_source_id && one.fiscal_year == year)
        .map(|one| one.id)
        .ok_or_else(|| {
            let words = "The agency has no provider authorization for that fiscal year.";
            Fault::from(vec![FieldError::new("/accept", "provider_authorization", words)])
        })
}

/// The rules the change would break and the request as it stands does not: an admission that has ended since is no
/// reason to refuse fewer units.
fn broken_rules(tx: &mut Tx<'_>, row: &Row, change: &NewChangeRequest) -> Result<Vec<FieldError>, Fault> {
    let mut facts = facts::load(tx, row.organization_id, row.client_id)?;
    facts.existing.retain(|other| other.id != row.id);
    let sources = funding::sources();
    let now = current(row);
    let before = assess(&form(row, now, row.program_id, ""), &facts, sources).violations();
    let then = apply_change(now, change);
    let program = change.program_id.unwrap_or(row.program_id);
    let after = assess(&form(row, then, program, &change.reason), &facts, sources).violations();
    let is_new =
        |error: &FieldError| !before.iter().any(|old| (&old.pointer, &old.code) == (&error.pointer, &error.code));
    Ok(after.into_iter().filter(is_new).collect())
}

/// The row as the form it came from.
fn form(row: &Row, extent: Extent, program_id: Uuid, reason: &str) -> Draft {
    let overlap = if row.overlap_reason.is_empty() { reason } else { &row.overlap_reason };
    let medi_cal = find_plan(funding::sources(), row.plan_id)
        .and_then(|(_, plan)| plan.procedures.iter().find(|one| one.text == row.procedure_code))
        .map(|procedure| procedure.medi_cal);
    Draft {
        program_id: Some(program_id),
        plan_id: Some(row.plan_id),
        procedure: Some(row.procedure_code.clone()),
        start_date: Some(extent.start_date),
        end_date: Some(extent.end_date),
        units: Some(extent.units),
        medi_cal,
        overlap_reason: Some(overlap.to_owned()),
        ..Draft::default()
    }
}

/// Rules speak of the form's fields; what a change request has no field for concerns it as a whole.
fn own_field(error: FieldError) -> FieldError {
    let known = ["/start_date", "/end_date", "/units", "/program_id"].contains(&error.pointer.as_str());
    if known { error } else { FieldError { pointer: String::new(), ..error } }
}

fn fields(change: &NewChangeRequest) -> Vec<&'static str> {
    [
        ("start_date", change.start_date.is_some()),
        ("end_date", change.end_date.is_some()),
        ("units", change.units.is_some()),
        ("program_id", change.program_id.is_some()),
    ]
    .into_iter()
    .filter(|(_, named)| *named)
    .map(|(name, _)| name)
    .collect()
}

/// What becomes of what, in words for the history.
fn described(row: &Row, change: &NewChangeRequest) -> String {
    let now = current(row);
    let mut parts = Vec::new();
    if let Some(date) = change.start_date {
        parts.push(format!("Start date {} to {}.", format_date(now.start_date), format_date(date)));
    }
    if let Some(date) = change.end_date {
        parts.push(format!("End date {} to {}.", format_date(now.end_date), format_date(date)));
    }
    if let Some(units) = change.units {
        parts.push(format!("Units {} to {units}.", now.units));
    }
    if change.program_id.is_some() {
        parts.push("Another program.".to_owned());
    }
    parts.join(" ")
}

/// The changeable state of a row, for the history's record.
fn state(row: &Row, change: Option<&NewChangeRequest>) -> serde_json::Value {
    let with = |now: Extent| change.map_or(now, |change| apply_change(now, change));
    json!({
        "asked": extent(Some(with(row.asked()))),
        "granted": extent(row.granted().map(with)),
        "program_id": change.and_then(|change| change.program_id).unwrap_or(row.program_id),
    })
}
