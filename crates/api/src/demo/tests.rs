//! The county keeps the rules, on whatever day it is loaded.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use domain::authorizations::{
    Assessment, Draft, ExistingAuthorization, Facts, Level, ProgramFact, ReviewStatus, Rule, Status, Urgency, assess,
};
use domain::calendar::{FiscalYear, age_on, fiscal_year_of};
use domain::county_time::{CountyTime, OffsetFrom};
use domain::coverage::{CoverageSpan, NewCoverage, PayerKind};
use domain::enrollments::Enrollment;
use domain::funding::{FundingSource, MediCalMarker, ProviderAuthorization, find_plan, funding_sources};
use domain::holidays::of_year;
use domain::identifiers::{Cin, Npi, Phone, Ssn, Tin, Zip};
use rust_decimal::Decimal;
use time::macros::datetime;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::county::County;
use super::places::PLACES;
use crate::db::demo::{AuthorizationRow, Clock, CoverageRow, EnrollmentRow};

/// Days that are hard: around the turn of the fiscal year, of the year, of the clocks, a leap day, a weekend.
const MOMENTS: [OffsetDateTime; 9] = [
    datetime!(2026-11-22 20:00 UTC),
    datetime!(2026-06-29 16:30 UTC),
    datetime!(2026-06-30 23:30 UTC),
    datetime!(2026-07-01 15:00 UTC),
    datetime!(2026-07-04 08:00 UTC),
    datetime!(2027-01-02 01:00 UTC),
    datetime!(2028-02-29 19:00 UTC),
    datetime!(2027-03-14 10:30 UTC),
    datetime!(2027-05-31 12:00 UTC),
];

/// Each invented once for all tests.
static COUNTIES: LazyLock<Vec<County>> = LazyLock::new(|| MOMENTS.iter().map(|now| invent(*now)).collect());

/// California's clocks in the years around those days.
fn california() -> CountyTime {
    let turns = [
        (datetime!(2025-03-09 10:00 UTC), -420),
        (datetime!(2025-11-02 09:00 UTC), -480),
        (datetime!(2026-03-08 10:00 UTC), -420),
        (datetime!(2026-11-01 09:00 UTC), -480),
        (datetime!(2027-03-14 10:00 UTC), -420),
        (datetime!(2027-11-07 09:00 UTC), -480),
        (datetime!(2028-03-12 10:00 UTC), -420),
    ];
    CountyTime::new(turns.map(|(from, minutes)| OffsetFrom { from, minutes }).to_vec())
}

fn invent(now: OffsetDateTime) -> County {
    let closed = (-1..=1).flat_map(|step| of_year(today(now).year() + step)).map(|(day, _)| day).collect();
    County::invent(Clock { now, today: today(now), closed, time: california() }).expect("the county can be invented")
}

fn counties() -> impl Iterator<Item = (OffsetDateTime, &'static County)> {
    MOMENTS.into_iter().zip(COUNTIES.iter())
}

fn today(now: OffsetDateTime) -> Date {
    california().day(now)
}

#[test]
fn every_state_is_there_on_any_day() {
    for (now, county) in counties() {
        let rows = &county.record.authorizations;
        assert!((140..=175).contains(&rows.len()), "{} on {now}", rows.len());
        let standings: HashSet<_> = rows.iter().map(|row| (row.status, row.review_status)).collect();
        assert!(standings.len() >= 10, "{standings:?} on {now}");
        for state in ["pending", "accepted", "refused"] {
            assert!(county.record.changes.iter().any(|change| change.state == state), "{state} on {now}");
        }
        assert!(rows.iter().any(|row| !row.overlap_reason.is_empty()));
        assert!(rows.iter().any(|row| row.missing_documents > 0));
    }
}

#[test]
fn the_same_day_makes_the_same_county() {
    let (one, other) = (&COUNTIES[0], &invent(MOMENTS[0]));
    let names = |county: &County| -> Vec<_> { county.clients.iter().map(|client| client.row.clone()).collect() };
    assert_eq!(names(one), names(other));
    assert_eq!(one.record.authorizations, other.record.authorizations);
}

#[test]
fn nothing_happens_in_the_future_or_out_of_order() {
    for (now, county) in counties() {
        let mut last: HashMap<Uuid, OffsetDateTime> = HashMap::new();
        for step in &county.record.history {
            assert!(step.at <= now, "{} at {} on {now}", step.action, step.at);
            let before = last.insert(step.authorization_id, step.at);
            assert!(before.is_none_or(|before| before <= step.at), "{} at {} after {before:?}", step.action, step.at);
        }
        assert!(county.record.notes.iter().all(|note| note.at <= now));
        assert!(county.papers.rows.iter().all(|paper| paper.uploaded_at <= now));
        assert!(county.money.ledger.iter().all(|entry| entry.at <= now), "{now}");
        assert!(county.record.changes.iter().all(|change| change.decided_at.is_none_or(|at| at <= now)));
    }
}

#[test]
fn every_identifier_is_a_good_one() {
    let county = &COUNTIES[0];
    for place in &PLACES {
        Npi::parse(place.npi).expect("an NPI");
        Tin::parse(place.tin).expect("a TIN");
        for site in place.sites {
            Zip::parse(site.zip).expect("a ZIP code");
        }
    }
    for client in &county.clients {
        let cin = client.row.cin.as_deref().map(|text| Cin::parse(text).expect("a CIN"));
        assert!(cin.is_none_or(|cin| cin.warning().is_none()));
        if let Some(ssn) = &client.ssn {
            Ssn::parse(ssn).expect("an SSN");
        }
        if !client.row.phone.is_empty() {
            Phone::parse(&client.row.phone).expect("a phone number");
        }
        assert!(!domain::names::key(&client.row.last_name).is_empty());
    }
}

#[test]
fn there_are_twins_namesakes_and_young_people() {
    let now = MOMENTS[0];
    let clients = &COUNTIES[0].clients;
    let same =
        |test: &dyn Fn(usize, usize) -> bool| (0..clients.len()).any(|one| (0..one).any(|other| test(one, other)));
    let row = |index: usize| &clients[index].row;
    assert!(same(&|a, b| row(a).last_name == row(b).last_name
        && row(a).birth_date == row(b).birth_date
        && row(a).first_name != row(b).first_name));
    assert!(same(&|a, b| row(a).last_name == row(b).last_name && row(a).first_name == row(b).first_name));
    let young = clients.iter().filter(|client| age_on(client.row.birth_date, today(now)) < 21).count();
    assert!(young > 230 && young < clients.len(), "{young}");
    let languages: HashSet<_> = clients.iter().map(|client| client.row.preferred_language.as_str()).collect();
    assert!(languages.len() >= 12, "{languages:?}");
    assert!(clients.iter().filter(|client| !client.former.is_empty()).count() >= 8);
}

#[test]
fn coverage_and_ledgers_keep_their_rules() {
    for (now, county) in counties() {
        let births: HashMap<Uuid, Date> = county.clients.iter().map(|c| (c.row.id, c.row.birth_date)).collect();
        let mut on_file: HashMap<Uuid, Vec<CoverageSpan>> = HashMap::new();
        for row in &county.coverage {
            let spans = on_file.entry(row.client_id).or_default();
            let errors = domain::coverage::check_new(&new_coverage(row), births[&row.client_id], today(now), spans);
            assert_eq!(errors, [], "{} on {now}", row.payer);
            spans.push(span(row));
        }
        for p_auth in &county.money.p_auths {
            let of_it: Vec<_> =
                county.money.ledger.iter().filter(|e| e.provider_authorization_id == p_auth.id).collect();
            let sum: Decimal = of_it.iter().map(|entry| entry.amount).sum();
            assert_eq!(sum, p_auth.amount - p_auth.drawn);
            let mut balance = Decimal::ZERO;
            for pair in of_it.windows(2) {
                assert!(pair[0].at <= pair[1].at, "{now}");
            }
            for entry in of_it {
                balance += entry.amount;
                assert_eq!(entry.balance_after, balance);
                assert!(balance >= Decimal::ZERO);
            }
        }
    }
}

#[test]
fn balances_are_comfortable_near_the_end_and_at_the_end() {
    let county = &COUNTIES[0];
    let left = |p: &crate::db::demo::PAuthRow| (p.amount - p.drawn) * Decimal::from(100) / p.amount;
    let this: Vec<_> = county.money.p_auths.iter().filter(|p| p.fiscal_year == 2026).map(left).collect();
    assert!(this.iter().any(Decimal::is_zero));
    assert!(this.iter().filter(|left| !left.is_zero() && **left < Decimal::from(10)).count() >= 2);
    assert!(this.iter().filter(|left| **left > Decimal::from(30)).count() >= 8);
}

#[test]
fn every_request_passed_the_rules_when_it_was_sent() {
    let sources = funding_sources();
    for (now, county) in counties() {
        for row in &county.record.authorizations {
            let assessment = judged(county, row, &sources, now);
            assert!(assessment.passes(), "{} on {now}: {:?}", row.number, assessment.violations());
            assert_eq!(assessment.of(Rule::MediCal).map(|f| f.level), Some(Level::Holds), "{}", row.number);
            assert_eq!(assessment.of(Rule::Admission).map(|f| f.level), Some(Level::Holds), "{}", row.number);
        }
    }
}

/// What the rules say about a request with the facts of its day. Of what an accepted change altered, the rules have
/// been asked by the change.
fn judged(county: &County, row: &AuthorizationRow, sources: &[FundingSource], now: OffsetDateTime) -> Assessment {
    let (source, plan) = find_plan(sources, row.plan_id).expect("a plan");
    let procedure = plan.procedures.iter().find(|p| p.text == row.procedure_code).expect("a covered procedure");
    let draft = Draft {
        program_id: Some(row.program_id),
        plan_id: Some(row.plan_id),
        funding_source_id: Some(row.funding_source_id),
        procedure: Some(row.procedure_code.clone()),
        start_date: Some(row.start_date),
        end_date: Some(row.end_date),
        units: Some(row.units),
        urgency: Urgency::parse(row.urgency),
        medi_cal: (source.marker == MediCalMarker::Either).then_some(procedure.medi_cal),
        overlap_reason: Some(row.overlap_reason.to_owned()),
        ..Draft::default()
    };
    assess(&draft, &facts(county, row, now), sources)
}

fn facts(county: &County, row: &AuthorizationRow, now: OffsetDateTime) -> Facts {
    let posts = county.network.posts.iter().filter(|post| post.organization_id == row.organization_id);
    let program = |post: &super::network::Post| ProgramFact {
        id: post.id,
        name: post.site.name.to_owned(),
        services: post.site.services.to_vec(),
        active: post.site.active,
    };
    let mine = |e: &&EnrollmentRow| e.client_id == row.client_id && e.organization_id == row.organization_id;
    Facts {
        client_id: row.client_id,
        organization_id: row.organization_id,
        today: today(now),
        programs: posts.map(program).collect(),
        enrollments: county.enrollments.iter().filter(mine).map(enrollment).collect(),
        coverage: county.coverage.iter().filter(|c| c.client_id == row.client_id).map(span).collect(),
        provider_authorizations: vec![balance(county, row)],
        existing: earlier(county, row),
        holidays: Vec::new(),
    }
}

fn earlier(county: &County, row: &AuthorizationRow) -> Vec<ExistingAuthorization> {
    let others = county.record.authorizations.iter().filter(|other| {
        other.number < row.number && other.client_id == row.client_id && other.organization_id == row.organization_id
    });
    others
        .map(|other| ExistingAuthorization {
            id: other.id,
            number: other.number,
            procedure: other.procedure_code.clone(),
            start_date: other.granted_start.unwrap_or(other.start_date),
            end_date: other.granted_end.unwrap_or(other.end_date),
            status: Status::parse(other.status).expect("a status"),
            review_status: ReviewStatus::parse(other.review_status).expect("a review status"),
        })
        .collect()
}

/// The P-Auth with what was left of it when the request was sent.
fn balance(county: &County, row: &AuthorizationRow) -> ProviderAuthorization {
    let p_auth =
        county.money.p_auths.iter().find(|p| p.id == row.provider_authorization_id).expect("a provider authorization");
    assert_eq!(p_auth.fiscal_year, fiscal_year_of(row.start_date).0);
    let mut ledger = county.money.ledger.iter().filter(|e| e.provider_authorization_id == p_auth.id);
    let then = ledger.rfind(|entry| entry.at <= row.submitted_at);
    let remaining = then.map_or(p_auth.amount, |entry| entry.balance_after);
    ProviderAuthorization {
        id: p_auth.id,
        number: p_auth.number,
        organization_id: p_auth.organization_id,
        organization_name: String::new(),
        funding_source_id: p_auth.funding_source_id,
        funding_source_name: String::new(),
        fiscal_year: p_auth.fiscal_year,
        fiscal_year_label: FiscalYear(p_auth.fiscal_year).label(),
        amount: p_auth.amount,
        drawn: p_auth.amount - remaining,
        remaining,
        version: 1,
    }
}

fn enrollment(row: &EnrollmentRow) -> Enrollment {
    Enrollment {
        id: row.id,
        client_id: row.client_id,
        organization_id: row.organization_id,
        organization_name: String::new(),
        program_id: row.program_id,
        program_name: String::new(),
        start_date: row.start_date,
        end_date: row.end_date,
        end_reason: domain::enrollments::EndReason::parse(row.end_reason),
        mine: true,
        version: 1,
    }
}

fn span(row: &CoverageRow) -> CoverageSpan {
    CoverageSpan {
        id: row.id,
        client_id: row.client_id,
        payer: PayerKind::parse(row.payer).expect("a payer"),
        plan_name: row.plan_name.to_owned(),
        medi_cal: row.medi_cal,
        member_id: Some(row.member_id.clone()),
        subscriber: Some(row.subscriber.clone()).filter(|text| !text.is_empty()),
        start_date: row.start_date,
        end_date: row.end_date,
        entered_by_my_organization: true,
        version: 1,
    }
}

fn new_coverage(row: &CoverageRow) -> NewCoverage {
    let span = span(row);
    NewCoverage {
        payer: span.payer,
        plan_name: span.plan_name,
        medi_cal: Some(span.medi_cal),
        member_id: span.member_id,
        subscriber: span.subscriber,
        start_date: span.start_date,
        end_date: span.end_date,
    }
}
