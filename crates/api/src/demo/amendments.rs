//! Changes asked for after the submission.

use domain::authorizations::{Action, ChangeState};
use domain::calendar::{fiscal_year_of, plus_days};
use domain::dates::format_date;
use domain::notifications::NotificationKind;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::sentences::{CHANGE_REFUSALS, FEWER, LATER, MORE};
use super::story::Story;
use crate::db::demo::ChangeRow;
use crate::setup::SetupError;

impl Story<'_, '_> {
    /// The agency asks for a change, and perhaps the county has answered.
    pub(super) fn change(&mut self, state: ChangeState) -> Result<(), SetupError> {
        let since = self.row.review_at.unwrap_or(self.row.submitted_at);
        let asked_at = self.between(since, 45);
        let mut change = self.asked(asked_at);
        let described = self.described(&change);
        self.step(Action::RequestChange, asked_at, self.requester, &format!("{described} {}", change.reason))?;
        let subject = format!("A change is asked for on authorization {}.", self.row.number);
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
        let (why, changes) = if state == ChangeState::Accepted {
            let before = self.extents();
            self.take_over(&change);
            (described.as_str(), json!({ "before": before, "after": self.extents() }))
        } else {
            (note, json!({}))
        };
        self.step_with(action, decided_at, self.reviewer, why, changes)?;
        let subject = format!("The change of authorization {} is {word}.", self.row.number);
        self.tell(self.row.organization_id, NotificationKind::ChangeDecided, decided_at, subject);
        change.state = state.as_str();
        (change.decided_at, change.decided_by) = (Some(decided_at), Some(self.reviewer));
        change.decision_note = note;
        self.teller.record.changes.push(change);
        Ok(())
    }

    fn extents(&self) -> Value {
        json!({ "asked": self.asked_extent(), "granted": self.granted_extent() })
    }

    /// What becomes of what, in words.
    fn described(&self, change: &ChangeRow) -> String {
        let now = self.granted_extent().unwrap_or(self.asked_extent());
        match (change.end_date, change.units) {
            (Some(end), _) => format!("End date {} to {}.", format_date(now.end_date), format_date(end)),
            (None, units) => format!("Units {} to {}.", now.units, units.unwrap_or(now.units)),
        }
    }

    fn between(&self, from: OffsetDateTime, hundredths: i32) -> OffsetDateTime {
        let now = self.teller.moment.now;
        self.at_work(from + (now - from - Duration::minutes(40)) * hundredths / 100)
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
