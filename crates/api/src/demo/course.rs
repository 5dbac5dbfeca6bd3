//! What happens to a request, step by step, up to where its scenario leaves it.

use domain::access::Role;
use domain::authorizations::{Action, DenialReason, Pause, ReviewStatus, Urgency, Visibility};
use domain::calendar::plus_days;
use domain::notifications::NotificationKind;
use serde_json::json;
use time::{Date, Duration, OffsetDateTime};

use super::moment::Moment;
use super::rows::HistoryRow;
use super::scenarios::{Course, Scenario, Span};
use super::sentences::{
    AGENCY_LATER, APPROVED, IN_PART, INTERNAL, QUESTIONS, WITH_REQUEST, WITHDRAWALS, WITHOUT_DOCUMENTS,
};
use super::story::Story;
use crate::setup::SetupError;

const DENIALS: [DenialReason; 7] = [
    DenialReason::NotMedicallyNecessary,
    DenialReason::LevelOfCare,
    DenialReason::InformationNotReceived,
    DenialReason::DuplicateRequest,
    DenialReason::NotCovered,
    DenialReason::AgeNotCovered,
    DenialReason::InconsistentWithDiagnosis,
];

impl Story<'_, '_> {
    /// Everything after the submission.
    pub(super) fn run(&mut self, scenario: &Scenario) -> Result<(), SetupError> {
        let sent = self.row.submitted_at;
        if self.teller.dice.percent(45) {
            let words = self.teller.dice.pick(&WITH_REQUEST);
            self.note(Visibility::AgencyAndCounty, sent, self.requester, words);
        }
        match scenario.course {
            Course::Waiting => Ok(()),
            Course::Claimed => self.claim(self.part(30)),
            Course::Asked => {
                self.claim(self.part(20))?;
                self.ask(self.part(45), false).map(|_| ())
            }
            Course::Answered => {
                self.claim(self.part(15))?;
                let answer = self.ask(self.part(30), true)?;
                self.answer(self.part(80), &answer)
            }
            Course::Withdrawn => self.withdraw(),
            Course::Approved | Course::InPart | Course::Denied => self.decided(scenario),
        }
    }

    /// A moment so many hundredths of the way from the submission to now.
    fn part(&self, hundredths: i32) -> OffsetDateTime {
        let sent = self.row.submitted_at;
        sent + (self.teller.moment.now - sent) * hundredths / 100
    }

    fn claim(&mut self, at: OffsetDateTime) -> Result<(), SetupError> {
        self.step(Action::Claim, at, self.reviewer, "")?;
        (self.row.claimed_by, self.row.claimed_at) = (Some(self.reviewer), Some(at));
        Ok(())
    }

    /// The county asks; the clock stops. Gives the answer that fits.
    fn ask(&mut self, at: OffsetDateTime, answered: bool) -> Result<String, SetupError> {
        let (question, answer) = self.teller.dice.pick(&QUESTIONS);
        self.step(Action::RequestInformation, at, self.reviewer, question)?;
        let subject = format!("Information is requested for authorization {}.", self.row.number);
        self.tell(self.row.organization_id, NotificationKind::InformationRequested, at, subject);
        self.row.clock_stopped_at = (!answered).then_some(at);
        Ok(answer.to_owned())
    }

    /// The agency answers; the clock goes on.
    fn answer(&mut self, at: OffsetDateTime, words: &str) -> Result<(), SetupError> {
        self.step(Action::AnswerInformation, at, self.requester, words)?;
        let subject = format!("Information arrived for authorization {}.", self.row.number);
        self.tell(self.teller.network.county(), NotificationKind::InformationAnswered, at, subject);
        self.shift_due(at);
        Ok(())
    }

    fn shift_due(&mut self, to: OffsetDateTime) {
        let asked = self.teller.record.history.iter().rev().find(|h| {
            h.authorization_id == self.row.id && h.action == Action::RequestInformation.as_str()
        });
        let Some(from) = asked.map(|h| h.at) else { return };
        let urgency = Urgency::parse(self.row.urgency).unwrap_or(Urgency::Standard);
        let started = self.row.clock_started_at.unwrap_or(self.row.submitted_at);
        self.row.due_at = self.teller.moment.calendar().due_at(urgency, started, &[Pause { from, to }]);
    }

    /// When the agency last answered.
    pub(super) fn answered_at(&self) -> Option<OffsetDateTime> {
        let answer = |h: &&HistoryRow| h.authorization_id == self.row.id && h.action == Action::AnswerInformation.as_str();
        self.teller.record.history.iter().rev().find(answer).map(|h| h.at)
    }

    fn withdraw(&mut self) -> Result<(), SetupError> {
        match self.teller.dice.between(1, 3) {
            1 => {}
            2 => self.claim(self.part(20))?,
            _ => {
                self.claim(self.part(15))?;
                self.ask(self.part(30), false)?;
            }
        }
        let soon = self.row.submitted_at + Duration::hours(self.teller.dice.between(60, 150));
        let at = if self.teller.moment.now - soon > Duration::hours(2) { soon.max(self.part(40)) } else { self.part(70) };
        let why = self.teller.dice.pick(&WITHDRAWALS);
        self.step(Action::Withdraw, at, self.requester, why)?;
        (self.row.claimed_by, self.row.claimed_at) = (None, None);
        let subject = format!("Authorization {} was withdrawn.", self.row.number);
        self.tell(self.teller.network.county(), NotificationKind::Withdrawn, at, subject);
        Ok(())
    }

    /// Claimed, perhaps asked about, and decided.
    fn decided(&mut self, scenario: &Scenario) -> Result<(), SetupError> {
        let days = Days::of(self, scenario);
        self.claim(days.claimed)?;
        if let Some((asked, answered)) = days.information {
            let answer = self.ask(asked, true)?;
            self.answer(answered, &answer)?;
        }
        if self.teller.dice.percent(50) {
            let words = self.teller.dice.pick(&INTERNAL);
            self.note(Visibility::Internal, days.decided - Duration::minutes(7), self.reviewer, words);
        }
        self.decide(scenario, days.decided)?;
        if self.teller.dice.percent(15) {
            let words = self.teller.dice.pick(&AGENCY_LATER);
            self.note(Visibility::AgencyAndCounty, days.decided + Duration::hours(26), self.requester, words);
        }
        Ok(())
    }

    fn decide(&mut self, scenario: &Scenario, at: OffsetDateTime) -> Result<(), SetupError> {
        let (action, why) = match scenario.course {
            Course::Denied => (Action::Deny, self.deny()),
            Course::InPart => (Action::ApproveInPart, self.grant_part(scenario.span, at)),
            _ => {
                self.grant(self.row.start_date, self.row.end_date, self.row.units);
                (Action::Approve, self.teller.dice.pick(&APPROVED))
            }
        };
        if self.row.missing_documents > 0 {
            self.row.missing_documents_reason = self.teller.dice.pick(&WITHOUT_DOCUMENTS);
        }
        let changes = match self.row.granted_units {
            Some(_) => json!({ "granted": self.granted() }),
            None => json!({}),
        };
        self.step_with(action, at, self.reviewer, why, changes)?;
        (self.row.review_at, self.row.reviewed_by) = (Some(at), Some(self.reviewer));
        (self.row.claimed_by, self.row.claimed_at) = (None, None);
        let outcome = match action {
            Action::Deny => ReviewStatus::Denied,
            Action::ApproveInPart => ReviewStatus::ApprovedInPart,
            _ => ReviewStatus::Approved,
        };
        let subject = format!("Authorization {}: {}.", self.row.number, outcome.label().to_lowercase());
        self.tell(self.row.organization_id, NotificationKind::Decided, at, subject);
        self.end(scenario.span)
    }

    fn deny(&mut self) -> &'static str {
        let place = self.teller.dice.place(DENIALS.len());
        let missing = self.row.missing_documents > 0;
        let chosen = DENIALS.get(place).copied().filter(|_| !missing);
        let reason = chosen.unwrap_or(DenialReason::InformationNotReceived);
        self.row.denial_reason = Some(reason.as_str());
        match reason {
            DenialReason::InformationNotReceived => "The forms asked for did not arrive. Send a new request with them.",
            DenialReason::DuplicateRequest => "Another request covers the same service and dates.",
            DenialReason::LevelOfCare => "Weekly outpatient therapy fits the scores in the CANS. Ask again if it does not help.",
            DenialReason::NotCovered => "The plan does not cover this service in this setting.",
            DenialReason::AgeNotCovered => "The client reaches 21 during the period. Plan the transition to adult services.",
            _ => "The documents do not show the need for this intensity.",
        }
    }

    fn grant_part(&mut self, span: Span, decided: OffsetDateTime) -> &'static str {
        let units = self.row.units * i32::try_from(self.teller.dice.between(30, 70)).unwrap_or(50) / 100;
        let shorter = plus_days(self.row.end_date, -self.teller.dice.between(7, 30));
        let earliest = match span {
            Span::Over => plus_days(self.row.start_date, 7),
            _ => plus_days(self.teller.moment.today, 2).max(plus_days(self.row.start_date, 7)),
        };
        let cut = self.teller.dice.percent(40) && shorter >= earliest && self.teller.moment.day_of(decided) < shorter;
        self.grant(self.row.start_date, if cut { shorter } else { self.row.end_date }, units.max(1));
        self.row.denial_reason = self.teller.dice.percent(50).then_some(DenialReason::ExceedsMaximum.as_str());
        self.teller.dice.pick(&IN_PART)
    }

    pub(super) fn grant(&mut self, start: Date, end: Date, units: i32) {
        (self.row.granted_start, self.row.granted_end) = (Some(start), Some(end));
        self.row.granted_units = Some(units);
    }

    pub(super) fn granted(&self) -> serde_json::Value {
        json!({
            "start_date": self.row.granted_start.map(|day| day.to_string()),
            "end_date": self.row.granted_end.map(|day| day.to_string()),
            "units": self.row.granted_units,
        })
    }

    /// What is over was ended the morning after its last day.
    fn end(&mut self, span: Span) -> Result<(), SetupError> {
        let Some(last) = self.row.granted_end.filter(|_| span == Span::Over) else { return Ok(()) };
        let at = self.teller.moment.at(plus_days(last, 1), 420).max(self.row.review_at.unwrap_or(self.row.submitted_at));
        let county = self.teller.network.county();
        let by = self.teller.network.somebody(self.teller.dice, county, &[Role::CountyAdministrator]);
        self.step(Action::End, at, by, "The period is over.")
    }
}

/// When the steps of a decided request happened.
struct Days {
    claimed: OffsetDateTime,
    information: Option<(OffsetDateTime, OffsetDateTime)>,
    decided: OffsetDateTime,
}

impl Days {
    fn of(story: &mut Story<'_, '_>, scenario: &Scenario) -> Self {
        let (sent, expedited) = (story.row.submitted_at, scenario.expedited);
        if scenario.span == Span::Coming {
            // Decided just now: the agency sees it as new.
            let decided = story.teller.moment.now - Duration::minutes(story.teller.dice.between(50, 1100));
            return Self { claimed: story.part(25), information: None, decided: decided.max(story.part(40)) };
        }
        let (dice, moment) = (&mut *story.teller.dice, story.teller.moment);
        let claimed = office(moment, sent + Duration::hours(dice.between(2, 26)), dice.between(490, 700));
        let asks = !expedited && dice.percent(25);
        let information = asks.then(|| {
            let asked = claimed + Duration::minutes(dice.between(30, 200));
            (asked, office(moment, asked + Duration::hours(dice.between(20, 60)), dice.between(540, 960)))
        });
        let from = information.map_or(claimed, |(_, answered)| answered);
        let late = if dice.percent(8) { 5 } else { 0 };
        let days = if expedited { 1 } else { dice.between(1, 3) + late };
        let decided = office(moment, from + Duration::days(days), dice.between(560, 1010));
        Self { claimed, information, decided: decided.max(from + Duration::minutes(40)) }
    }
}

/// That time of the same or the next business day.
fn office(moment: &Moment, at: OffsetDateTime, minutes: i64) -> OffsetDateTime {
    let day = moment.business_day_from(moment.day_of(at));
    moment.at(day, minutes).max(at.min(moment.at(day, 1080)))
}
