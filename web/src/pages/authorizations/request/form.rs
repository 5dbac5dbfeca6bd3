//! The request as it is typed, and how one choice narrows the others.

use domain::authorizations::{Draft, MAX_DAYS, Period, Urgency, for_days};
use domain::funding::{BenefitPlan, FundingSource, MediCalMarker, Procedure, Service, find_plan};
use domain::problem::FieldError;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use crate::form::filled;
use crate::ui::TypedDate;

/// The form. Also what a draft keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    pub(super) service: Option<Service>,
    pub(super) source: Option<i32>,
    pub(super) plan: Option<i32>,
    pub(super) procedure: Option<String>,
    pub(super) medi_cal: Option<bool>,
    pub(super) program: Option<Uuid>,
    pub(super) start: TypedDate,
    pub(super) end: TypedDate,
    /// "For N days", as typed.
    pub(super) days: String,
    pub(super) units: String,
    pub(super) urgency: Urgency,
    pub(super) split: bool,
    pub(super) overlap_reason: String,
    pub(super) note: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            service: None,
            source: None,
            plan: None,
            procedure: None,
            medi_cal: None,
            program: None,
            start: TypedDate::default(),
            end: TypedDate::default(),
            days: String::new(),
            // What the county suggests (PC-090).
            units: "9999".to_owned(),
            urgency: Urgency::Standard,
            split: false,
            overlap_reason: String::new(),
            note: String::new(),
        }
    }
}

impl Form {
    /// What the rules read.
    pub(super) fn draft(&self, attachment_ids: Vec<Uuid>) -> Draft {
        Draft {
            program_id: self.program,
            service: self.service,
            funding_source_id: self.source,
            plan_id: self.plan,
            procedure: self.procedure.clone(),
            start_date: self.start.date,
            end_date: self.end.date,
            units: self.units.trim().parse().ok(),
            urgency: Some(self.urgency),
            medi_cal: self.medi_cal,
            overlap_reason: filled(&self.overlap_reason),
            note: filled(&self.note),
            attachment_ids,
            split: self.split,
        }
    }

    /// What is wrong with the texts themselves, before any rule.
    pub(super) fn unread(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut wrong = |pointer: &str, words: &str| errors.push(FieldError::new(pointer, "unreadable", words));
        if self.start.is_unread() {
            wrong("/start_date", "The start date cannot be read. Enter it as MM/DD/YYYY.");
        }
        if self.end.is_unread() {
            wrong("/end_date", "The end date cannot be read. Enter it as MM/DD/YYYY.");
        }
        if !self.units.trim().is_empty() && self.units.trim().parse::<i32>().is_err() {
            wrong("/units", "Enter units as a whole number between 1 and 9999.");
        }
        if let Some(words) = self.days_fault() {
            wrong("/days", &words);
        }
        errors
    }

    /// "For N days" needs a start and a number (PC-089).
    fn days_fault(&self) -> Option<String> {
        let typed = self.days.trim();
        if typed.is_empty() {
            return None;
        }
        let fits = typed.parse::<u16>().is_ok_and(|days| (1..=MAX_DAYS).contains(&days));
        match (fits, self.start.date) {
            (false, _) => Some(format!("Enter a number of days between 1 and {MAX_DAYS}.")),
            (true, None) => Some("Enter the start date first: the days are counted from it.".to_owned()),
            (true, Some(_)) => None,
        }
    }

    /// The days typed fill the end.
    pub(super) fn with_days(mut self, typed: String) -> Self {
        self.days = typed;
        self.fill_end();
        self
    }

    /// Another start keeps the number of days.
    pub(super) fn with_start(mut self, start: TypedDate) -> Self {
        self.start = start;
        self.fill_end();
        self
    }

    /// Another end is another number of days.
    pub(super) fn with_end(mut self, end: TypedDate) -> Self {
        self.end = end;
        self.days = self.period().map(|period| period.days().to_string()).unwrap_or_default();
        self
    }

    fn fill_end(&mut self) {
        let days = self.days.trim().parse::<u16>().ok();
        if let Some(end) = self.start.date.zip(days).and_then(|(start, days)| for_days(start, days)) {
            self.end = TypedDate::from(end);
        } else if let (true, Some(period)) = (self.days.trim().is_empty(), self.period()) {
            self.days = period.days().to_string();
        }
    }

    /// The period, once both ends are there and in order.
    pub(super) fn period(&self) -> Option<Period> {
        let (start_date, end_date) = (self.start.date?, self.end.date?);
        (start_date <= end_date).then_some(Period { start_date, end_date })
    }

    /// The day the money and the client's standing are looked at.
    pub(super) fn first_day(&self, today: Date) -> Date {
        self.start.date.unwrap_or(today)
    }
}

/// The choices that are left, given what is chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Left<'a> {
    pub(super) services: Vec<Service>,
    pub(super) sources: Vec<&'a FundingSource>,
    pub(super) plans: Vec<&'a BenefitPlan>,
    pub(super) procedures: Vec<&'a Procedure>,
    /// The source leaves Medi-Cal open: ask.
    pub(super) ask_medi_cal: bool,
}

/// What can still be chosen.
pub(super) fn left<'a>(form: &Form, sources: &'a [FundingSource]) -> Left<'a> {
    let of_service = |plan: &&BenefitPlan| form.service.is_none_or(|service| plan.service == service);
    let of_source = |source: &&FundingSource| form.source.is_none_or(|id| source.id == id);
    let services = Service::ALL.iter().copied();
    let offered = |service: &Service| {
        sources.iter().filter(of_source).any(|source| source.plans.iter().any(|plan| plan.service == *service))
    };
    let plan = form.plan.and_then(|id| find_plan(sources, id));
    let marker = plan.map(|(source, _)| source.marker);
    let wanted = marker.and_then(|marker| marker.settle(form.medi_cal));
    let procedures = plan.map(|(_, plan)| plan.procedures.as_slice()).unwrap_or_default();
    Left {
        services: services.filter(offered).collect(),
        sources: sources.iter().filter(|source| source.plans.iter().any(|plan| of_service(&plan))).collect(),
        plans: sources.iter().filter(of_source).flat_map(|source| source.plans.iter().filter(of_service)).collect(),
        procedures: procedures.iter().filter(|p| wanted.is_none_or(|medi_cal| p.medi_cal == medi_cal)).collect(),
        ask_medi_cal: marker == Some(MediCalMarker::Either),
    }
}

/// What follows from the last choice: a plan names its service and source, what no longer fits is taken out, and the
/// only choice left is chosen.
pub(super) fn settle(mut form: Form, sources: &[FundingSource]) -> Form {
    if let Some((source, plan)) = form.plan.and_then(|id| find_plan(sources, id)) {
        let fits =
            form.service.is_none_or(|service| service == plan.service) && form.source.is_none_or(|id| id == source.id);
        if fits {
            form.service = Some(plan.service);
            form.source = Some(source.id);
        } else {
            form.plan = None;
        }
    }
    if form.source.is_some_and(|id| left(&form, sources).sources.iter().all(|source| source.id != id)) {
        form.source = None;
    }
    if form.plan.is_none() {
        form.plan = only(&left(&form, sources).plans)
            .filter(|_| form.service.is_some() && form.source.is_some())
            .map(|plan| plan.id);
    }
    let marker = form.plan.and_then(|id| find_plan(sources, id)).map(|(source, _)| source.marker);
    if marker != Some(MediCalMarker::Either) {
        form.medi_cal = None;
    }
    let procedures = left(&form, sources).procedures;
    let kept = form.procedure.take().filter(|chosen| procedures.iter().any(|p| p.text == *chosen));
    form.procedure = kept.or_else(|| only(&procedures).map(|procedure| procedure.text.clone()));
    form
}

fn only<'a, T>(choices: &[&'a T]) -> Option<&'a T> {
    match choices {
        [one] => Some(*one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::funding::funding_sources;
    use time::macros::date;

    use super::*;

    fn plan_of(marker: MediCalMarker) -> (Vec<FundingSource>, i32) {
        let sources = funding_sources();
        let plan = sources.iter().find(|source| source.marker == marker).unwrap().plans.first().unwrap().id;
        (sources, plan)
    }

    #[test]
    fn a_plan_names_its_service_source_and_procedure() {
        let (sources, _) = plan_of(MediCalMarker::MediCal);
        let form = settle(Form { plan: Some(212), ..Form::default() }, &sources);
        assert_eq!(form.service, Some(Service::Ihbs));
        assert_eq!(form.procedure.as_deref(), Some("H2015:HK"));
        assert!(!left(&form, &sources).ask_medi_cal);
    }

    #[test]
    fn another_service_takes_the_plan_out() {
        let (sources, _) = plan_of(MediCalMarker::MediCal);
        let chosen = settle(Form { plan: Some(212), ..Form::default() }, &sources);
        let other = settle(Form { service: Some(Service::Tbs), ..chosen }, &sources);
        assert!(other.plan.is_none_or(|plan| find_plan(&sources, plan).unwrap().1.service == Service::Tbs));
        assert_ne!(other.procedure.as_deref(), Some("H2015:HK"));
    }

    #[test]
    fn a_source_without_a_mark_asks_and_the_answer_chooses_the_procedure() {
        let (sources, plan) = plan_of(MediCalMarker::Either);
        let open = settle(Form { plan: Some(plan), ..Form::default() }, &sources);
        assert!(left(&open, &sources).ask_medi_cal);
        assert_eq!(open.procedure, None);
        let answered = settle(Form { medi_cal: Some(false), ..open }, &sources);
        let chosen = answered.procedure.clone().unwrap();
        assert!(left(&answered, &sources).procedures.iter().all(|p| p.text == chosen && !p.medi_cal));
    }

    #[test]
    fn days_are_counted_from_the_start_inclusively() {
        let form = Form::default().with_days("365".to_owned());
        assert_eq!(form.unread().len(), 1);
        let form = form.with_start(date!(2026 - 01 - 01).into());
        assert_eq!(form.end.date, Some(date!(2026 - 12 - 31)));
        assert!(form.unread().is_empty());
        let form = form.with_end(date!(2026 - 01 - 31).into());
        assert_eq!(form.days, "31");
        assert_eq!(Form::default().with_days("732".to_owned()).unread().len(), 1);
    }
}
