//! The authorizations: every scenario, as often as it is wanted.

use domain::access::Role;
use domain::authorizations::{Period, Urgency, complete_at};
use domain::calendar::fiscal_year_of;
use domain::funding::FundingSource;
use time::{Duration, OffsetDateTime};

use super::chance::Chance;
use super::choice::{Choice, Choices};
use super::documents::{Forms, Papers};
use super::moment::Moment;
use super::money::Money;
use super::network::Network;
use super::scenarios::{Course, SCENARIOS, Scenario};
use super::sentences::OVERLAP;
use super::spans::{period, sent};
use super::story::{Record, Story, Teller};
use crate::db::demo::AuthorizationRow;
use crate::setup::SetupError;

/// The first authorization number a new installation gives.
const FIRST_NUMBER: i64 = 700_001;
/// Tries before a scenario is given up.
const TRIES: usize = 60;

/// A request before it is told.
struct Plan {
    scenario: &'static Scenario,
    choice: Choice,
    period: Period,
    urgency: Urgency,
    sent: OffsetDateTime,
}

/// Tells every authorization, in the order in which they were sent.
pub(super) fn tell(
    dice: &mut Chance,
    moment: &Moment,
    network: &Network,
    money: &Money,
    papers: &mut Papers,
    choices: &mut Choices<'_>,
) -> Result<Record, SetupError> {
    static ALL: [Scenario; SCENARIOS.len()] = SCENARIOS;
    let mut plans = Vec::new();
    for scenario in &ALL {
        for _ in 0..scenario.times {
            plans.push(plan(dice, moment, scenario, choices)?);
        }
    }
    plans.sort_by_key(|plan| plan.sent);
    let mut record = Record::default();
    for (number, plan) in (FIRST_NUMBER..).zip(plans) {
        let mut teller = Teller { dice, moment, network, record: &mut record };
        one(&mut teller, number, plan, money, papers)?;
    }
    Ok(record)
}

fn plan(
    dice: &mut Chance,
    moment: &Moment,
    scenario: &'static Scenario,
    choices: &mut Choices<'_>,
) -> Result<Plan, SetupError> {
    let urgency = if scenario.expedited { Urgency::Expedited } else { Urgency::Standard };
    for _ in 0..TRIES {
        let period = period(dice, moment, scenario.span);
        let Some(sent) = sent(dice, moment, scenario, urgency, period) else { continue };
        let choice =
            if scenario.overlaps { choices.again(dice, period, sent) } else { choices.make(dice, period, sent) };
        if let Some(choice) = choice {
            return Ok(Plan { scenario, choice, period, urgency, sent });
        }
    }
    Err(SetupError(format!("the demonstration county has nobody for {:?} {:?}", scenario.course, scenario.span)))
}

fn one(teller: &mut Teller<'_>, number: i64, plan: Plan, money: &Money, papers: &mut Papers) -> Result<(), SetupError> {
    let scenario = plan.scenario;
    let row = row(teller, number, &plan, money)?;
    let mut forms = Forms::gather(teller.dice, row.submitted_at, scenario.missing);
    let mut story = Story::begin(teller, begun(row, plan.urgency, &forms));
    if scenario.overlaps {
        story.row.overlap_reason = OVERLAP;
    }
    let started = complete_at(story.row.submitted_at, &forms.arrivals());
    let due = story.teller.moment.due(plan.urgency, started.unwrap_or(story.row.submitted_at));
    (story.row.clock_started_at, story.row.due_at) = (started, due);
    story.run(scenario)?;
    if let Some(state) = scenario.change {
        story.change(state)?;
    }
    if let Some(at) = story.answered_at().filter(|_| scenario.course == Course::Answered && forms.missing() > 0) {
        // The missing form came with the answer, and only now the clock runs.
        forms.complete(at);
        story.row.missing_documents = 0;
        (story.row.clock_started_at, story.row.due_at) = (Some(at), story.teller.moment.due(plan.urgency, at));
    }
    papers.file(&mut story, &forms, plan.choice.client_number)?;
    story.keep();
    Ok(())
}

fn begun(row: AuthorizationRow, urgency: Urgency, forms: &Forms) -> AuthorizationRow {
    AuthorizationRow { urgency: urgency.as_str(), missing_documents: forms.missing(), ..row }
}

fn row(teller: &mut Teller<'_>, number: i64, plan: &Plan, money: &Money) -> Result<AuthorizationRow, SetupError> {
    let agency = plan.choice.post.organization_id;
    let year = fiscal_year_of(plan.period.start_date);
    let p_auth = money
        .find(agency, plan.choice.source, year)
        .ok_or_else(|| SetupError("the demonstration county lacks a provider authorization".into()))?;
    let staff = [Role::AgencyClerk, Role::AgencyClerk, Role::AgencyClinician];
    let units = if teller.dice.percent(62) { 9999 } else { teller.dice.pick(&[240, 480, 720, 960, 1440, 2400]) };
    Ok(AuthorizationRow {
        id: teller.dice.id(),
        organization_id: agency,
        number,
        client_id: plan.choice.client_id,
        program_id: plan.choice.post.id,
        provider_authorization_id: p_auth,
        funding_source_id: plan.choice.source,
        plan_id: plan.choice.plan,
        procedure_code: plan.choice.procedure.clone(),
        urgency: Urgency::Standard.as_str(),
        start_date: plan.period.start_date,
        end_date: plan.period.end_date,
        units,
        overlap_reason: "",
        granted_start: None,
        granted_end: None,
        granted_units: None,
        status: "",
        review_status: "",
        submitted_at: plan.sent,
        submitted_by: teller.network.somebody(teller.dice, agency, &staff),
        clock_started_at: None,
        clock_stopped_at: None,
        due_at: plan.sent + Duration::days(7),
        review_at: None,
        reviewed_by: None,
        denial_reason: None,
        missing_documents_reason: "",
        claimed_by: None,
        claimed_at: None,
        missing_documents: 0,
        version: 1,
    })
}

/// The county's funding sources.
pub(super) fn sources() -> Vec<FundingSource> {
    domain::funding::funding_sources()
}
