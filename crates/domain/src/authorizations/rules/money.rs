//! The rule about money.

use rust_decimal::Decimal;
use time::Date;

use super::Case;
use crate::authorizations::finding::{Finding, Fix, FixKind, Rule};
use crate::calendar::fiscal_year_of;
use crate::dates::format_money;
use crate::funding::FundingSource;

/// The agency has a P-Auth with money left for the source and the fiscal year of each request.
pub(super) fn provider_authorization(case: &Case<'_>) -> Vec<Finding> {
    let chosen = |id: i32| case.sources.iter().find(|s| s.id == id);
    let Some(source) = case.plan.map(|(source, _)| source).or_else(|| case.draft.funding_source_id.and_then(chosen))
    else {
        return Vec::new();
    };
    case.first_days().into_iter().map(|day| balance_on(case, source, day)).collect()
}

fn balance_on(case: &Case<'_>, source: &FundingSource, day: Date) -> Finding {
    let year = fiscal_year_of(day);
    let found = case.facts.provider_authorizations.iter().find(|p| {
        p.organization_id == case.facts.organization_id && p.funding_source_id == source.id && p.fiscal_year == year.0
    });
    let what = format!("{} {} in {}", source.id, source.name, year.label());
    let refuse = |words: String| {
        Finding::blocks(Rule::ProviderAuthorization, "/plan_id", words).fix(Fix::of(FixKind::ChoosePlan))
    };
    match found {
        None => refuse(format!("Your agency has no provider authorization for {what}. Choose another plan.")),
        Some(p) if p.remaining <= Decimal::ZERO => {
            refuse(format!("Nothing is left of your provider authorization for {what}. Choose another plan."))
        }
        Some(p) => {
            let words = format!("{} is left for {what}.", format_money(p.remaining));
            Finding::holds(Rule::ProviderAuthorization, "/plan_id", words)
        }
    }
}
