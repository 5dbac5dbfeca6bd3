//! The history of a request: a line for every step, never changed.

use diesel::prelude::*;
use domain::attachments::DocumentType;
use domain::authorizations::{Action, HistoryEntry, ReviewStatus, START, Standing};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::row::{Row, said, standing};
use crate::db::Tx;
use crate::db::names::{identity_name, identity_organization_name};
use crate::db::schema::authorization_history as history;
use crate::db::support::known;
use crate::fault::Fault;

/// Where a request for information names its forms, among what changed.
pub(super) const DOCUMENTS: &str = "documents";

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// The agency that asked.
    pub organization_id: Uuid,
    /// The request.
    pub authorization_id: Uuid,
    /// What was done.
    pub action: Action,
    /// Where it stood before; nowhere before its submission.
    pub from: Option<Standing>,
    /// Where it stands now.
    pub to: Standing,
    /// Why, in words that agency and county may both read.
    pub why: String,
    /// What was asked and granted before and after, where that changed.
    pub changes: Value,
}

impl Step {
    /// A step of this row.
    pub(super) fn of(row: &Row, action: Action, to: Standing) -> Result<Self, Fault> {
        Ok(Self {
            organization_id: row.organization_id,
            authorization_id: row.id,
            action,
            from: Some(row.standing()?),
            to,
            why: String::new(),
            changes: json!({}),
        })
    }

    /// The submission.
    pub(super) fn first(organization_id: Uuid, authorization_id: Uuid) -> Self {
        Self {
            organization_id,
            authorization_id,
            action: Action::Submit,
            from: None,
            to: START,
            why: String::new(),
            changes: json!({}),
        }
    }

    /// With the reason.
    pub(super) fn why(self, why: impl Into<String>) -> Self {
        Self { why: why.into(), ..self }
    }

    /// With what changed.
    pub(super) fn changes(self, changes: Value) -> Self {
        Self { changes, ..self }
    }
}

/// Writes one step.
pub fn record(tx: &mut Tx<'_>, step: &Step) -> Result<(), Fault> {
    record_all(tx, std::slice::from_ref(step))
}

/// Writes several in one statement.
pub(super) fn record_all(tx: &mut Tx<'_>, steps: &[Step]) -> Result<(), Fault> {
    let (now, user) = (tx.now(), tx.actor().user_id);
    let rows: Vec<_> = steps
        .iter()
        .map(|step| {
            let word = |from: Option<&'static str>| from.unwrap_or_default();
            (
                history::id.eq(tx.new_id()),
                history::organization_id.eq(step.organization_id),
                history::authorization_id.eq(step.authorization_id),
                history::at.eq(now),
                history::user_id.eq(user),
                history::action.eq(step.action.as_str()),
                history::from_status.eq(word(step.from.map(|from| from.0.as_str()))),
                history::from_review_status.eq(word(step.from.map(|from| from.1.as_str()))),
                history::to_status.eq(step.to.0.as_str()),
                history::to_review_status.eq(step.to.1.as_str()),
                history::why.eq(&step.why),
                history::changes.eq(&step.changes),
            )
        })
        .collect();
    diesel::insert_into(history::table).values(rows).execute(tx.conn)?;
    Ok(())
}

/// Every step, oldest first.
pub(super) fn load(tx: &mut Tx<'_>, row: &Row) -> Result<Vec<HistoryEntry>, Fault> {
    type Found = (OffsetDateTime, Option<String>, Option<String>, String, String, String, String, String);
    let rows: Vec<Found> = history::table
        .filter(history::organization_id.eq(row.organization_id))
        .filter(history::authorization_id.eq(row.id))
        .order((history::at, history::id))
        .select((
            history::at,
            identity_name(history::user_id),
            identity_organization_name(history::user_id),
            history::action,
            history::from_review_status,
            history::to_status,
            history::to_review_status,
            history::why,
        ))
        .load(tx.conn)?;
    let entry = |(at, by, organization, action, from, to_status, to_review, why): Found| {
        let (status, to) = standing(&to_status, &to_review)?;
        Ok(HistoryEntry {
            at,
            // Nobody did it where a period simply ran out.
            by: by.unwrap_or_else(|| "Portico".to_owned()),
            organization: organization.unwrap_or_default(),
            action: Action::parse(&action).ok_or_else(|| Fault::broken("unknown action"))?,
            from: ReviewStatus::parse(&from),
            to,
            status,
            why: said(why),
        })
    };
    rows.into_iter().map(entry).collect()
}

/// The forms the county waits for: those it named when it asked for information.
pub(super) fn documents_requested(tx: &mut Tx<'_>, row: &Row) -> Result<Vec<DocumentType>, Fault> {
    if row.standing()?.1 != ReviewStatus::InformationRequested {
        return Ok(Vec::new());
    }
    let asked: Option<Value> = history::table
        .filter(history::organization_id.eq(row.organization_id))
        .filter(history::authorization_id.eq(row.id))
        .filter(history::action.eq(Action::RequestInformation.as_str()))
        .order((history::at.desc(), history::id.desc()))
        .select(history::changes)
        .first(tx.conn)
        .optional()?;
    // Older requests for information named them in words only.
    let named = asked.as_ref().and_then(|asked| asked.get(DOCUMENTS)?.as_array());
    named.into_iter().flatten().map(|word| known(word.as_str().and_then(DocumentType::parse))).collect()
}
