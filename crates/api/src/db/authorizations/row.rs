//! One authorization as its table has it.

use diesel::pg::Pg;
use diesel::prelude::*;
use domain::authorizations::{DenialReason, Due, Extent, ReviewStatus, Standing, Status, Urgency};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::db::schema::authorizations;
use crate::fault::Fault;

/// The whole row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = authorizations, check_for_backend(Pg))]
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) organization_id: Uuid,
    pub(super) number: i64,
    pub(super) client_id: Uuid,
    pub(super) program_id: Uuid,
    pub(super) funding_source_id: i32,
    pub(super) plan_id: i32,
    pub(super) procedure_code: String,
    pub(super) urgency: String,
    pub(super) start_date: Date,
    pub(super) end_date: Date,
    pub(super) units: i32,
    pub(super) overlap_reason: String,
    pub(super) granted_start: Option<Date>,
    pub(super) granted_end: Option<Date>,
    pub(super) granted_units: Option<i32>,
    pub(super) status: String,
    pub(super) review_status: String,
    pub(super) submitted_at: OffsetDateTime,
    pub(super) clock_started_at: Option<OffsetDateTime>,
    pub(super) due_at: OffsetDateTime,
    pub(super) review_at: Option<OffsetDateTime>,
    pub(super) reviewed_by: Option<Uuid>,
    pub(super) denial_reason: Option<String>,
    pub(super) missing_documents_reason: String,
    pub(super) claimed_by: Option<Uuid>,
    pub(super) missing_documents: i16,
    pub(super) version: i32,
}

impl Row {
    /// Where it stands: both statuses.
    pub(super) fn standing(&self) -> Result<Standing, Fault> {
        standing(&self.status, &self.review_status)
    }

    pub(super) fn urgency(&self) -> Result<Urgency, Fault> {
        urgency(&self.urgency)
    }

    /// What was asked for, accepted changes included.
    pub(super) fn asked(&self) -> Extent {
        Extent { start_date: self.start_date, end_date: self.end_date, units: self.units }
    }

    /// What was granted.
    pub(super) fn granted(&self) -> Option<Extent> {
        Some(Extent { start_date: self.granted_start?, end_date: self.granted_end?, units: self.granted_units? })
    }

    pub(super) fn denial_reason(&self) -> Result<Option<DenialReason>, Fault> {
        let parsed = self.denial_reason.as_deref().map(DenialReason::parse);
        parsed.map(|reason| reason.ok_or_else(|| Fault::broken("unknown denial reason"))).transpose()
    }

    pub(super) fn due(&self, now: OffsetDateTime) -> Result<Option<Due>, Fault> {
        Ok(due(self.standing()?, self.clock_started_at, self.due_at, now))
    }
}

/// Both statuses from their words.
pub(super) fn standing(status: &str, review_status: &str) -> Result<Standing, Fault> {
    let status = Status::parse(status).ok_or_else(|| Fault::broken("unknown authorization status"))?;
    let review = ReviewStatus::parse(review_status).ok_or_else(|| Fault::broken("unknown review status"))?;
    Ok((status, review))
}

pub(super) fn urgency(word: &str) -> Result<Urgency, Fault> {
    Urgency::parse(word).ok_or_else(|| Fault::broken("unknown urgency"))
}

/// How it stands against its due time; nothing is due of what is decided or withdrawn.
pub(super) fn due(
    (status, review): Standing,
    clock_started_at: Option<OffsetDateTime>,
    due_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Option<Due> {
    if status != Status::Pending {
        return None;
    }
    Due::standing(clock_started_at.map(|_| due_at), review, now)
}

/// A text column whose emptiness means that nothing was said.
pub(super) fn said(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
