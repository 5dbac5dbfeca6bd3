//! One authorization with everything about it that the reader may see.

use diesel::pg::Pg;
use diesel::prelude::*;
use domain::access::Permission;
use domain::attachments::{Attachment, checklist};
use domain::authorizations::{
    Action, Authorization, AuthorizationClient, ChangeRequest, ChangeState, HistoryEntry, NamedRef, Note, Reader,
    Status, allowed,
};
use domain::consents::DisclosureNotice;
use domain::funding::Service;
use domain::problem::Code;
use time::Date;
use uuid::Uuid;

use super::row::{Row, said};
use super::{changes, history, notes};
use crate::db::names::identity_name;
use crate::db::schema::{authorizations, benefit_plans, clients, funding_sources, organizations, procedures, programs};
use crate::db::sensitivity::{opens, shown_under};
use crate::db::{Tx, attachments};
use crate::fault::Fault;

/// What a row's references are called.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = clients, check_for_backend(Pg))]
pub(crate) struct Named {
    pub(super) client_number: i64,
    last_name: String,
    first_name: String,
    middle_name: String,
    preferred_name: String,
    pub(super) birth_date: Date,
}

impl Named {
    pub(super) fn client_name(&self) -> String {
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let (middle, preferred) = (filled(&self.middle_name), filled(&self.preferred_name));
        domain::names::display(&self.last_name, &self.first_name, middle.as_deref(), preferred.as_deref())
    }
}

/// A row with the names of what it refers to, read in one statement.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Full {
    pub(super) row: Row,
    pub(super) client: Named,
    pub(super) organization_name: String,
    pub(super) program_name: String,
    pub(super) funding_source_name: String,
    pub(super) plan_name: String,
    pub(super) procedure: (String, bool),
    pub(super) submitted_by: Option<String>,
    claimed_by: Option<String>,
    pub(super) reviewed_by: Option<String>,
    pub(super) consent: Option<Uuid>,
}

impl Full {
    pub(super) fn service(&self) -> Result<Service, Fault> {
        Service::parse(&self.procedure.0).ok_or_else(|| Fault::broken("unknown service"))
    }
}

/// The rows with these ids that the actor may know of, earliest period first.
pub(super) fn load(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Full>, Fault> {
    let mut query = authorizations::table
        .inner_join(clients::table.on(clients::id.eq(authorizations::client_id)))
        .inner_join(organizations::table.on(organizations::id.eq(authorizations::organization_id)))
        .inner_join(programs::table.on(programs::id.eq(authorizations::program_id)))
        .inner_join(funding_sources::table.on(funding_sources::id.eq(authorizations::funding_source_id)))
        .inner_join(benefit_plans::table.on(benefit_plans::id.eq(authorizations::plan_id)))
        .inner_join(procedures::table.on(procedures::code.eq(authorizations::procedure_code)))
        .select((
            Row::as_select(),
            Named::as_select(),
            organizations::name,
            programs::name,
            funding_sources::name,
            benefit_plans::name,
            (procedures::service, procedures::medi_cal),
            identity_name(authorizations::submitted_by.nullable()),
            identity_name(authorizations::claimed_by),
            identity_name(authorizations::reviewed_by),
            shown_under!(),
        ))
        .filter(authorizations::id.eq_any(ids))
        .filter(opens!(authorizations))
        .into_boxed();
    if !tx.actor().is_county() {
        query = query.filter(authorizations::organization_id.eq(tx.actor().organization_id));
    }
    Ok(query.order((authorizations::start_date, authorizations::id)).load(tx.conn)?)
}

/// One such row.
pub(super) fn one(tx: &mut Tx<'_>, id: Uuid) -> Result<Full, Fault> {
    load(tx, &[id])?.pop().ok_or(Fault::from(Code::NotFound))
}

/// One authorization.
pub fn read(tx: &mut Tx<'_>, id: Uuid) -> Result<Authorization, Fault> {
    let full = one(tx, id)?;
    let around = Around {
        attachments: attachments::of_authorization(tx, full.row.organization_id, full.row.id)?,
        notes: notes::load(tx, &full.row)?,
        changes: changes::load(tx, &full.row)?,
        history: history::load(tx, &full.row)?,
    };
    assemble(tx, full, around)
}

/// What belongs to a row and lies in other tables.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) attachments: Vec<Attachment>,
    pub(super) notes: Vec<Note>,
    pub(super) changes: Vec<ChangeRequest>,
    pub(super) history: Vec<HistoryEntry>,
}

/// Puts it together for the actor, and notes that they see it.
pub(super) fn assemble(tx: &mut Tx<'_>, full: Full, around: Around) -> Result<Authorization, Fault> {
    tx.saw(full.row.client_id);
    let (service, (status, review_status)) = (full.service()?, full.row.standing()?);
    let pending = around.changes.iter().any(|one| one.state == ChangeState::Pending);
    let files: Vec<_> = around.attachments.iter().map(|one| (one.id, one.document_type, one.state)).collect();
    let note_to_agency = decision_note(&around.history);
    let due = full.row.due(tx.now())?;
    let allowed = allowed((status, review_status), reader(tx, &full.row, pending));
    let row = full.row;
    Ok(Authorization {
        client: AuthorizationClient {
            id: row.client_id,
            name: full.client.client_name(),
            client_number: full.client.client_number,
            birth_date: full.client.birth_date,
        },
        organization: NamedRef { id: row.organization_id, name: full.organization_name },
        program: NamedRef { id: row.program_id, name: full.program_name },
        funding_source_name: full.funding_source_name,
        plan_name: full.plan_name,
        service,
        medi_cal: full.procedure.1,
        urgency: row.urgency()?,
        asked: row.asked(),
        granted: row.granted(),
        status,
        review_status,
        submitted_by: full.submitted_by.unwrap_or_default(),
        reviewer: reviewer(&row, status, full.claimed_by, full.reviewed_by),
        due,
        denial_reason: row.denial_reason()?,
        note_to_agency,
        documents: checklist(&files),
        documents_requested: history::documents_requested(tx, &row)?,
        missing_documents: i32::from(row.missing_documents),
        attachments: around.attachments,
        notes: around.notes,
        change_requests: around.changes,
        history: around.history,
        allowed,
        id: row.id,
        number: row.number,
        funding_source_id: row.funding_source_id,
        plan_id: row.plan_id,
        procedure: row.procedure_code,
        overlap_reason: said(row.overlap_reason),
        submitted_at: row.submitted_at,
        review_at: row.review_at,
        missing_documents_reason: said(row.missing_documents_reason),
        version: row.version,
        disclosure: full.consent.map(DisclosureNotice::under),
    })
}

/// Who decided it, else who has taken it; nobody has what was withdrawn.
fn reviewer(row: &Row, status: Status, claimed: Option<String>, reviewed: Option<String>) -> Option<NamedRef> {
    let decided = row.reviewed_by.zip(reviewed);
    let taken = if status == Status::Pending { row.claimed_by.zip(claimed) } else { None };
    decided.or(taken).map(|(id, name)| NamedRef { id, name })
}

/// What the agency reads with the decision: the words of the last one.
pub(super) fn decision_note(history: &[HistoryEntry]) -> Option<String> {
    let decided = |step: &&HistoryEntry| matches!(step.action, Action::Approve | Action::ApproveInPart | Action::Deny);
    history.iter().rev().find(decided).and_then(|step| step.why.clone())
}

fn reader(tx: &Tx<'_>, row: &Row, change_pending: bool) -> Reader {
    let actor = tx.actor();
    let own = actor.organization_id == row.organization_id;
    Reader {
        requests: own && actor.may(Permission::RequestAuthorizations),
        reviews: !own && actor.may(Permission::ReviewAuthorizations),
        writes_notes: actor.may(Permission::WriteNotes),
        holds_claim: row.claimed_by == Some(actor.user_id),
        change_pending,
    }
}
