//! The rules of a request (000_c39f6cc4a03af20b.txt, "Authorizations" and "Access and Limitations"; PC-060 to
//! PC-101). The server runs them on submission, the browser on every key.

mod money;
mod what;
mod when;
mod who;

#[cfg(test)]
mod tests;

use time::Date;

use super::finding::{Assessment, Finding};
use super::period::{Period, split};
use super::request::{Draft, Facts};
use crate::funding::{BenefitPlan, FundingSource, find_plan};

/// A request as far as it is filled, with what follows from it.
struct Case<'a> {
    draft: &'a Draft,
    facts: &'a Facts,
    sources: &'a [FundingSource],
    plan: Option<(&'a FundingSource, &'a BenefitPlan)>,
    /// The whole period, once both dates are there and in order.
    period: Option<Period>,
}

impl<'a> Case<'a> {
    fn new(draft: &'a Draft, facts: &'a Facts, sources: &'a [FundingSource]) -> Self {
        let plan = draft.plan_id.and_then(|id| find_plan(sources, id));
        let period = match (draft.start_date, draft.end_date) {
            (Some(start_date), Some(end_date)) if start_date <= end_date => Some(Period { start_date, end_date }),
            _ => None,
        };
        Self { draft, facts, sources, plan, period }
    }

    /// The requests this will become: one, or one for each fiscal year when it is to be split in two.
    fn parts(&self) -> Vec<Period> {
        let Some(period) = self.period else { return Vec::new() };
        let parts = if self.draft.split { split(period) } else { Vec::new() };
        if parts.len() == 2 { parts } else { vec![period] }
    }

    /// The days on which the client must be admitted and eligible: the first day of every request.
    fn first_days(&self) -> Vec<Date> {
        match self.period {
            Some(_) => self.parts().iter().map(|p| p.start_date).collect(),
            None => self.draft.start_date.into_iter().collect(),
        }
    }

    /// Whether the service counts as Medi-Cal, as far as plan and answer say.
    fn medi_cal(&self) -> Option<bool> {
        self.plan.and_then(|(source, _)| source.marker.settle(self.draft.medi_cal))
    }
}

/// What every rule says about the request as it stands. A rule speaks as soon as its fields are filled.
pub fn assess(draft: &Draft, facts: &Facts, sources: &[FundingSource]) -> Assessment {
    let case = Case::new(draft, facts, sources);
    let mut findings: Vec<Finding> = Vec::new();
    findings.extend(who::program(&case));
    findings.extend(who::admission(&case));
    findings.extend(who::financial_eligibility(&case));
    findings.extend(what::plan_known(&case));
    findings.extend(what::medi_cal_answered(&case));
    findings.extend(what::medi_cal(&case));
    findings.extend(what::plan_covers_procedure(&case));
    findings.extend(what::procedure_follows(&case));
    findings.extend(when::period_order(&case));
    findings.extend(when::start_plausible(&case));
    findings.extend(when::fiscal_year(&case));
    findings.extend(when::overlap(&case));
    findings.extend(when::units(&case));
    findings.extend(money::provider_authorization(&case));
    Assessment { findings }
}
