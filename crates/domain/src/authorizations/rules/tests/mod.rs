//! A client, an agency and a request that passes every rule; what the tests change about them.

mod table;
mod whole;

use rust_decimal::Decimal;
use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::authorizations::{ExistingAuthorization, FixKind, Level, ProgramFact, ReviewStatus, Rule, Status};
use crate::calendar::FiscalYear;
use crate::coverage::{CoverageSpan, PayerKind};
use crate::enrollments::Enrollment;
use crate::funding::{ProviderAuthorization, Service, funding_sources};

const AGENCY: Uuid = Uuid::from_u128(1);
const SITE: Uuid = Uuid::from_u128(2);
const OTHER_SITE: Uuid = Uuid::from_u128(3);
const CLIENT: Uuid = Uuid::from_u128(4);

fn program(id: Uuid, services: &[Service]) -> ProgramFact {
    ProgramFact { id, name: format!("Site {}", id.as_u128()), services: services.to_vec(), active: true }
}

fn enrollment(program_id: Uuid) -> Enrollment {
    Enrollment {
        id: Uuid::from_u128(10),
        client_id: CLIENT,
        organization_id: AGENCY,
        organization_name: "North".to_owned(),
        program_id,
        program_name: "Site 2".to_owned(),
        start_date: date!(2026 - 01 - 01),
        end_date: None,
        end_reason: None,
        mine: true,
        version: 1,
    }
}

fn span(medi_cal: bool) -> CoverageSpan {
    CoverageSpan {
        id: Uuid::from_u128(11),
        client_id: CLIENT,
        payer: if medi_cal { PayerKind::MediCal } else { PayerKind::CountyFunded },
        plan_name: "Plan".to_owned(),
        medi_cal,
        member_id: None,
        subscriber: None,
        start_date: date!(2026 - 01 - 01),
        end_date: Some(date!(2027 - 12 - 31)),
        entered_by_my_organization: true,
        version: 1,
    }
}

fn balance(funding_source_id: i32, fiscal_year: i16, cents: i64) -> ProviderAuthorization {
    let remaining = Decimal::new(cents, 2);
    ProviderAuthorization {
        id: Uuid::from_u128(12),
        number: 1,
        organization_id: AGENCY,
        organization_name: "North".to_owned(),
        funding_source_id,
        funding_source_name: "Source".to_owned(),
        fiscal_year,
        fiscal_year_label: FiscalYear(fiscal_year).label(),
        amount: remaining,
        drawn: Decimal::ZERO,
        remaining,
        version: 1,
    }
}

fn existing(start_date: Date, end_date: Date, status: Status) -> ExistingAuthorization {
    let review_status = ReviewStatus::Submitted;
    ExistingAuthorization {
        id: Uuid::from_u128(13),
        number: 772,
        procedure: "H2015:HK".to_owned(),
        start_date,
        end_date,
        status,
        review_status,
    }
}

fn facts() -> Facts {
    Facts {
        client_id: CLIENT,
        organization_id: AGENCY,
        today: date!(2026 - 02 - 15),
        programs: vec![program(SITE, &[Service::Ihbs]), program(OTHER_SITE, &[Service::Ihbs, Service::Tbs])],
        enrollments: vec![enrollment(SITE)],
        coverage: vec![span(true)],
        provider_authorizations: [96, 101, 102].iter().map(|id| balance(*id, 2025, 123_450)).collect(),
        existing: Vec::new(),
        holidays: Vec::new(),
    }
}

fn draft() -> Draft {
    Draft {
        program_id: Some(SITE),
        plan_id: Some(212),
        procedure: Some("H2015:HK".to_owned()),
        start_date: Some(date!(2026 - 03 - 01)),
        end_date: Some(date!(2026 - 06 - 30)),
        units: Some(9999),
        ..Draft::default()
    }
}

fn run(draft: &Draft, facts: &Facts) -> Assessment {
    assess(draft, facts, &funding_sources())
}

/// The level of one rule and the kind of its fix.
fn verdict(draft: &Draft, facts: &Facts, rule: Rule) -> Option<(Level, Option<FixKind>)> {
    run(draft, facts).of(rule).map(|f| (f.level, f.fix.as_ref().map(|fix| fix.kind)))
}
