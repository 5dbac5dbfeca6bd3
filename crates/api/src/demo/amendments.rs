//! Changes asked for after the submission.

use domain::authorizations::{Action, ChangeState};
use domain::calendar::{fiscal_year_of, plus_days};
use domain::notifications::NotificationKind;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::rows::ChangeRow;
use super::sentences::{CHANGE_REFUSALS, FEWER, LATER, MORE};
use super::story::Story;
use crate::setup::SetupError;

impl Story<'_, '_> {
    /// The agency asks for a change, and perhaps the county has answered.
    pub(super) fn change(&mut self, state: ChangeState) -> Result<(), SetupError> {
        let since = self.row.review_at.unwrap_or(self.row.submitted_at);
        let asked_at = self.between(since, 45);
        let mut change = self.asked(asked_at);
        self.step(Action::RequestChange, asked_at, self.requester, change.reason)?;
        let subject = format!("A change of authorization {} is asked for.", self.row.number);
        self.tell(self.teller.network.county(), NotificationKind::ChangeRequested, asked_at, subject);
        let (action, note, word) = match state {
            ChangeState::Pending => {
                self.teller.record.changes.push(change);
                return Ok(());
            }
            ChangeState::Accepted => (Action::AcceptChange, "", "accepted"),
            ChangeState::Refused => (Action::RefuseChange, self.teller.dice.pick(&CHANGE_REFUSALS), "refused"),
        };
        let decided_at = self.between(asked_at, 50);
        let before = self.granted();
        if state == ChangeState::Accepted {
            self.take_over(&change);
        }
        let changes = if state == ChangeState::Accepted {
            json!({ "before": before, "after": self.granted() })
        } else {
            json!({})
        };
        self.step_with(action, decided_at, self.reviewer, note, changes)?;
        let subject = format!("The change of authorization {} was {word}.", self.row.number);
        self.tell(self.row.organization_id, NotificationKind::ChangeDecided, decided_at, subject);
        change.state = state.as_str();
        (change.decided_at, change.decided_by) = (Some(decided_at), Some(self.reviewer));
        change.decision_note = note;
        self.teller.record.changes.push(change);
        Ok(())
    }

    fn between(&self, from: OffsetDateTime, hundredths: i32) -> OffsetDateTime {
        let now = self.teller.moment.now;
        from + (now - from - Duration::minutes(20)) * hundredths / 100
    }

    /// A later end inside the fiscal year, or other units.
    fn asked(&mut self, asked_at: OffsetDateTime) -> ChangeRow {
        let end = plus_days(self.row.end_date, 30).min(fiscal_year_of(self.row.start_date).last_day());
        let longer = end > self.row.end_date && self.teller.dice.percent(60);
        let more = (self.row.units + 240).min(9999);
        let (units, reason) = match (longer, more > self.row.units) {
            (true, _) => (None, self.teller.dice.pick(&LATER)),
            (false, true) => (Some(more), self.teller.dice.pick(&MORE)),
            (false, false) => (Some(self.row.units / 2), FEWER),
        };
        ChangeRow {
            id: self.teller.dice.id(),
            organization_id: self.row.organization_id,
            authorization_id: self.row.id,
            state: ChangeState::Pending.as_str(),
            start_date: None,
            end_date: longer.then_some(end),
            units,
            program_id: None,
            reason,
            asked_at,
            asked_by: self.requester,
            decided_at: None,
            decided_by: None,
            decision_note: "",
        }
    }

    fn take_over(&mut self, change: &ChangeRow) {
        self.row.end_date = change.end_date.unwrap_or(self.row.end_date);
        self.row.units = change.units.unwrap_or(self.row.units);
        if self.row.granted_units.is_some() {
            self.grant(self.row.start_date, self.row.end_date, self.row.units);
        }
    }
}
