//! What happens to a request, step by step, up to where its scenario leaves it.

use domain::access::Role;
use domain::authorizations::{Action, DenialReason, Extent, Outcome, Pause, Urgency, Visibility};
use domain::calendar::plus_days;
use domain::notifications::NotificationKind;
use serde_json::json;
use time::{Date, Duration, OffsetDateTime};

use super::moment::Moment;
use super::scenarios::{Course, Scenario, Span};
use super::sentences::{
    AGENCY_LATER, APPROVED, IN_PART, INTERNAL, QUESTIONS, SHORTER, WITH_REQUEST, WITHDRAWALS, WITHOUT_DOCUMENTS,
};
use super::story::Story;
use crate::db::demo::HistoryRow;
use crate::setup::SetupError;

const DENIALS: [DenialReason; 5] = [
    DenialReason::NotMedicallyNecessary,
    DenialReason::LevelOfCare,
    DenialReason::DuplicateRequest,
    DenialReason::NotCovered,
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

    /// A moment so many hundredths of the way through the request's first week, at a time when people work.
    fn part(&self, hundredths: i32) -> OffsetDateTime {
        let (sent, moment) = (self.row.submitted_at, self.teller.moment);
        let week = moment.now.min(sent + Duration::days(8)) - sent;
        self.at_work(sent + week * hundredths / 100)
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
        self.note(Visibility::AgencyAndCounty, at, self.reviewer, question);
        self.row.clock_stopped_at = (!answered).then_some(at);
        Ok(answer.to_owned())
    }

    /// The agency answers; the clock goes on.
    fn answer(&mut self, at: OffsetDateTime, words: &str) -> Result<(), SetupError> {
        self.step(Action::AnswerInformation, at, self.requester, words)?;
        self.note(Visibility::AgencyAndCounty, at, self.requester, words);
        let subject = format!("The agency answered for authorization {}.", self.row.number);
        self.tell(self.teller.network.county(), NotificationKind::InformationAnswered, at, subject);
        self.shift_due(at);
        Ok(())
    }

    fn shift_due(&mut self, to: OffsetDateTime) {
        let asked = self
            .teller
            .record
            .history
            .iter()
            .rev()
            .find(|h| h.authorization_id == self.row.id && h.action == Action::RequestInformation.as_str());
        let Some(from) = asked.map(|h| h.at) else { return };
        let urgency = Urgency::parse(self.row.urgency).unwrap_or(Urgency::Standard);
        let started = self.row.clock_started_at.unwrap_or(self.row.submitted_at);
        self.row.due_at = self.teller.moment.calendar().due_at(urgency, started, &[Pause { from, to }]);
    }

    /// When the agency last answered.
    pub(super) fn answered_at(&self) -> Option<OffsetDateTime> {
        let answer =
            |h: &&HistoryRow| h.authorization_id == self.row.id && h.action == Action::AnswerInformation.as_str();
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
        let at = self.part(70);
        let why = self.teller.dice.pick(&WITHDRAWALS);
        self.step(Action::Withdraw, at, self.requester, why)?;
        self.row.clock_stopped_at = None;
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
        let changes = json!({ "asked": self.asked_extent(), "granted": self.granted_extent() });
        self.step_with(action, at, self.reviewer, why, changes)?;
        self.note(Visibility::AgencyAndCounty, at, self.reviewer, why);
        (self.row.review_at, self.row.reviewed_by) = (Some(at), Some(self.reviewer));
        let outcome = match action {
            Action::Deny => Outcome::Deny,
            Action::ApproveInPart => Outcome::ApproveInPart,
            _ => Outcome::Approve,
        };
        let subject = format!("Authorization {} is {}.", self.row.number, outcome.label().to_lowercase());
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
            DenialReason::LevelOfCare => {
                "Weekly outpatient therapy fits the scores in the CANS. Ask again if it does not help."
            }
            DenialReason::NotCovered => "The plan does not cover this service in this setting.",
            _ => "The documents do not show the need for this intensity.",
        }
    }

    fn grant_part(&mut self, span: Span, decided: OffsetDateTime) -> &'static str {
        let units = self.row.units * i32::try_from(self.teller.dice.between(30, 70)).unwrap_or(50) / 100;
        let shorter = plus_days(self.row.end_date, -self.teller.dice.between(7, 30));
        let earliest = match span {
            Span::Over | Span::LastYear => plus_days(self.row.start_date, 7),
            _ => plus_days(self.teller.moment.today, 2).max(plus_days(self.row.start_date, 7)),
        };
        let cut = self.teller.dice.percent(40) && shorter >= earliest && self.teller.moment.day_of(decided) < shorter;
        self.grant(self.row.start_date, if cut { shorter } else { self.row.end_date }, units.max(1));
        self.row.denial_reason = self.teller.dice.percent(50).then_some(DenialReason::ExceedsMaximum.as_str());
        self.teller.dice.pick(if cut { &SHORTER } else { &IN_PART })
    }

    pub(super) fn grant(&mut self, start: Date, end: Date, units: i32) {
        (self.row.granted_start, self.row.granted_end) = (Some(start), Some(end));
        self.row.granted_units = Some(units);
    }

    /// What is asked for.
    pub(super) fn asked_extent(&self) -> Extent {
        Extent { start_date: self.row.start_date, end_date: self.row.end_date, units: self.row.units }
    }

    /// What is granted.
    pub(super) fn granted_extent(&self) -> Option<Extent> {
        let (start_date, end_date) = self.row.granted_start.zip(self.row.granted_end)?;
        Some(Extent { start_date, end_date, units: self.row.granted_units? })
    }

    /// What is over was ended the morning after its last day.
    fn end(&mut self, span: Span) -> Result<(), SetupError> {
        let Some(last) = self.row.granted_end.filter(|_| matches!(span, Span::Over | Span::LastYear)) else {
            return Ok(());
        };
        let at =
            self.teller.moment.at(plus_days(last, 1), 420).max(self.row.review_at.unwrap_or(self.row.submitted_at));
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
            return Self { claimed: story.part(25), information: None, decided: decided.max(story.part(50)) };
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
