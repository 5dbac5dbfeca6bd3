//! The county's steps: claim, release, decide.

use domain::authorizations::{
    Action, Authorization, Decision, Extent, Outcome, Standing, Status, Visibility, check_claim, check_decision,
    transition,
};
use domain::notifications::NotificationKind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::history::Step;
use super::hold::{County, Set, apply, hold};
use super::row::Row;
use super::{answer, changes, notes, notice};
use crate::audit::{Done, Event};
use crate::db::held::Held;
use crate::db::{Tx, notify};
use crate::fault::Fault;

/// Takes a request, so that nobody else decides it.
pub fn claim(tx: &mut Tx<'_>, id: Uuid) -> Result<Done<Authorization>, Fault> {
    let held = hold::<County>(tx, id)?;
    let to = transition(Action::Claim, held.row().standing()?)?;
    let (user, now) = (tx.actor().user_id, tx.now());
    let set = Set { claimed_by: Some(Some(user)), claimed_at: Some(Some(now)), ..Set::default() };
    apply(tx, &held, set, &Step::of(held.row(), Action::Claim, to)?)?;
    answer(tx, held.row(), Event::new("authorizations.claim", "authorization", id))
}

/// Gives a request back to the queue; one's own, or for a colleague who is away.
pub fn release(tx: &mut Tx<'_>, id: Uuid) -> Result<Done<Authorization>, Fault> {
    let held = hold::<County>(tx, id)?;
    let to = transition(Action::Release, held.row().standing()?)?;
    let set = Set { claimed_by: Some(None), claimed_at: Some(None), ..Set::default() };
    apply(tx, &held, set, &Step::of(held.row(), Action::Release, to)?)?;
    answer(tx, held.row(), Event::new("authorizations.release", "authorization", id))
}

/// Decides a request that the actor has taken.
pub fn decide(tx: &mut Tx<'_>, id: Uuid, decision: &Decision) -> Result<Done<Authorization>, Fault> {
    let held = hold::<County>(tx, id)?;
    let row = held.row();
    let action = action_of(decision.outcome);
    let to = transition(action, row.standing()?)?;
    check_claim(action, row.claimed_by == Some(tx.actor().user_id))?;
    let granted = check_decision(decision, row.asked(), i32::from(row.missing_documents))?;
    let to = over(tx, to, granted)?;
    let set = Set {
        granted_start: granted.map(|extent| extent.start_date),
        granted_end: granted.map(|extent| extent.end_date),
        granted_units: granted.map(|extent| extent.units),
        clock_stopped_at: Some(None),
        review_at: Some(tx.now()),
        reviewed_by: Some(tx.actor().user_id),
        denial_reason: decision.reason_code.map(|reason| reason.as_str()),
        missing_documents_reason: decision.missing_documents_reason.as_deref().map(|text| text.trim().to_owned()),
        ..Set::default()
    };
    let step = Step::of(row, action, to)?
        .why(words(decision.note_to_agency.as_deref()).unwrap_or_default())
        .changes(json!({ "asked": extent(Some(row.asked())), "granted": extent(granted) }));
    apply(tx, &held, set, &step)?;
    follow(tx, &held, decision)?;
    let event = Event::new("authorizations.decide", "authorization", id).detail(json!({
        "outcome": decision.outcome.as_str(),
        "reason_code": decision.reason_code.map(|reason| reason.as_str()),
        "missing_documents": row.missing_documents,
    }));
    answer(tx, row, event)
}

const fn action_of(outcome: Outcome) -> Action {
    match outcome {
        Outcome::Approve => Action::Approve,
        Outcome::ApproveInPart => Action::ApproveInPart,
        Outcome::Deny => Action::Deny,
    }
}

/// A grant for days that are over already has ended as soon as it is given.
fn over(tx: &Tx<'_>, to: Standing, granted: Option<Extent>) -> Result<Standing, Fault> {
    match granted {
        Some(extent) if to.0 == Status::Active && extent.end_date < tx.today() => Ok(transition(Action::End, to)?),
        _ => Ok(to),
    }
}

/// An extent for the history's record of changes.
pub(super) fn extent(extent: Option<Extent>) -> Value {
    extent.and_then(|extent| serde_json::to_value(extent).ok()).unwrap_or(Value::Null)
}

/// Text that says something, trimmed.
pub(super) fn words(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// What follows a decision: both notes, the end of a change nobody can take over any more, word to the agency.
fn follow(tx: &mut Tx<'_>, held: &Held<County, Row>, decision: &Decision) -> Result<(), Fault> {
    let row = held.row();
    let said = [
        (Visibility::AgencyAndCounty, words(decision.note_to_agency.as_deref())),
        (Visibility::Internal, words(decision.internal_note.as_deref())),
    ];
    for (visibility, note) in said {
        if let Some(note) = note {
            notes::write(tx, row.organization_id, &[row.id], visibility, note)?;
        }
    }
    if decision.outcome == Outcome::Deny {
        changes::close(tx, held, "The request was denied.")?;
    }
    let became = decision.outcome.label().to_lowercase();
    let subject = format!("Authorization {} is {became}.", row.number);
    notify::tell(tx, row.organization_id, &notice(row, NotificationKind::Decided, subject))
}
