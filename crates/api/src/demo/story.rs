//! One authorization as it happens: every step moves it by the domain's own table of legal moves.

use domain::access::Role;
use domain::authorizations::{Action, START, Standing, Visibility, transition};
use domain::notifications::NotificationKind;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::chance::Chance;
use super::moment::Moment;
use super::network::Network;
use crate::db::demo::{AuthorizationRow, ChangeRow, HistoryRow, NoteRow, NotificationRow};
use crate::setup::SetupError;

/// Notifications older than this are not kept.
const NEWS_DAYS: i64 = 45;

/// Everything written down about authorizations.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) authorizations: Vec<AuthorizationRow>,
    pub(super) history: Vec<HistoryRow>,
    pub(super) notes: Vec<NoteRow>,
    pub(super) changes: Vec<ChangeRow>,
    pub(super) notifications: Vec<NotificationRow>,
}

/// Who is at hand while one authorization is told.
#[derive(Debug)]
pub(super) struct Teller<'a> {
    pub(super) dice: &'a mut Chance,
    pub(super) moment: &'a Moment,
    pub(super) network: &'a Network,
    pub(super) record: &'a mut Record,
}

/// One authorization being told.
#[derive(Debug)]
pub(super) struct Story<'t, 'a> {
    pub(super) teller: &'t mut Teller<'a>,
    pub(super) row: AuthorizationRow,
    pub(super) requester: Uuid,
    pub(super) reviewer: Uuid,
    standing: Standing,
    steps: i32,
    last: OffsetDateTime,
}

impl<'t, 'a> Story<'t, 'a> {
    /// Begins with the submission.
    pub(super) fn begin(teller: &'t mut Teller<'a>, row: AuthorizationRow) -> Self {
        let county = teller.network.county();
        let reviewer = teller.network.somebody(teller.dice, county, &[Role::CountyReviewer]);
        let requester = row.submitted_by;
        let at = row.submitted_at;
        let mut story = Self { teller, requester, reviewer, row, standing: START, steps: 0, last: at };
        story.log(Action::Submit, None, START, at, requester, "", json!({}));
        story
    }

    /// One step; an illegal one is a mistake in the county's making and stops it.
    pub(super) fn step(&mut self, action: Action, at: OffsetDateTime, by: Uuid, why: &str) -> Result<(), SetupError> {
        self.step_with(action, at, by, why, json!({}))
    }

    /// One step that changed what was asked or granted.
    pub(super) fn step_with(
        &mut self,
        action: Action,
        at: OffsetDateTime,
        by: Uuid,
        why: &str,
        changes: Value,
    ) -> Result<(), SetupError> {
        let to = transition(action, self.standing)
            .map_err(|problem| SetupError(format!("the demonstration county: {action}: {}", problem.title)))?;
        self.log(action, Some(self.standing), to, at, by, why, changes);
        self.standing = to;
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of one row, each named once")]
    fn log(
        &mut self,
        action: Action,
        from: Option<Standing>,
        to: Standing,
        at: OffsetDateTime,
        user_id: Uuid,
        why: &str,
        changes: Value,
    ) {
        self.steps = self.steps.saturating_add(1);
        self.last = at;
        self.teller.record.history.push(HistoryRow {
            id: self.teller.dice.id(),
            organization_id: self.row.organization_id,
            authorization_id: self.row.id,
            at,
            user_id,
            action: action.as_str(),
            from_status: from.map_or("", |(status, _)| status.as_str()),
            from_review_status: from.map_or("", |(_, review)| review.as_str()),
            to_status: to.0.as_str(),
            to_review_status: to.1.as_str(),
            why: why.to_owned(),
            changes,
        });
    }

    /// That moment, or an earlier one at which offices were open; always after the last step.
    pub(super) fn at_work(&self, at: OffsetDateTime) -> OffsetDateTime {
        let earliest = self.last + Duration::minutes(12);
        let hours = (0..96).map(|back| at - Duration::hours(back)).take_while(|hour| *hour > earliest);
        let open = hours.into_iter().find(|hour| self.teller.moment.is_office_hour(*hour));
        open.unwrap_or_else(|| at.max(earliest))
    }

    /// Writes to the conversation.
    pub(super) fn note(&mut self, visibility: Visibility, at: OffsetDateTime, user_id: Uuid, body: &str) {
        if body.is_empty() || at > self.teller.moment.now {
            return;
        }
        self.teller.record.notes.push(NoteRow {
            id: self.teller.dice.id(),
            organization_id: self.row.organization_id,
            authorization_id: self.row.id,
            at,
            user_id,
            visibility: visibility.as_str(),
            body: body.to_owned(),
        });
    }

    /// Notifies an organization of something recent.
    pub(super) fn tell(&mut self, to: Uuid, kind: NotificationKind, at: OffsetDateTime, subject: String) {
        if at < self.teller.moment.now - Duration::days(NEWS_DAYS) {
            return;
        }
        self.teller.record.notifications.push(NotificationRow {
            id: self.teller.dice.id(),
            organization_id: to,
            kind: kind.as_str(),
            subject,
            authorization_id: Some(self.row.id),
            client_id: Some(self.row.client_id),
            created_at: at,
        });
    }

    /// Ends the telling and keeps the row.
    pub(super) fn keep(self) {
        let (status, review_status) = self.standing;
        self.teller.record.authorizations.push(AuthorizationRow {
            status: status.as_str(),
            review_status: review_status.as_str(),
            version: self.steps,
            ..self.row
        });
    }
}
