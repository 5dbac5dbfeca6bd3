//! For whom, where and under which plan a request is made: a choice that passes every rule.

use std::collections::HashMap;

use domain::authorizations::Period;
use domain::calendar::{age_on, fiscal_year_of, plus_days};
use domain::funding::{BenefitPlan, FundingSource, MediCalMarker};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::chance::Chance;
use super::clients::Client;
use super::moment::Moment;
use super::network::{Network, Post};
use crate::db::demo::{CoverageRow, EnrollmentRow};

/// The services are for people under this age.
const AGE: u16 = 21;

/// A request's who, where and what.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) client_id: Uuid,
    pub(super) client_number: i64,
    pub(super) post: Post,
    pub(super) source: i32,
    pub(super) plan: i32,
    pub(super) procedure: String,
}

/// What is chosen from, and what was chosen already.
#[derive(Debug)]
pub(super) struct Choices<'a> {
    moment: &'a Moment,
    network: &'a Network,
    sources: &'a [FundingSource],
    clients: HashMap<Uuid, &'a Client>,
    coverage: HashMap<Uuid, Vec<&'a CoverageRow>>,
    enrollments: &'a [EnrollmentRow],
    taken: Vec<Taken>,
}

/// A choice made before. Its period is kept a month longer than asked: a change may lengthen it.
#[derive(Debug, Clone)]
struct Taken {
    client_id: Uuid,
    organization_id: Uuid,
    procedure: String,
    period: Period,
    sent: OffsetDateTime,
}

impl<'a> Choices<'a> {
    /// Sorts what there is.
    pub(super) fn new(
        moment: &'a Moment,
        network: &'a Network,
        sources: &'a [FundingSource],
        clients: &'a [Client],
        coverage: &'a [CoverageRow],
        enrollments: &'a [EnrollmentRow],
    ) -> Self {
        let mut spans: HashMap<Uuid, Vec<&CoverageRow>> = HashMap::new();
        for span in coverage {
            spans.entry(span.client_id).or_default().push(span);
        }
        let clients = clients.iter().map(|client| (client.row.id, client)).collect();
        Self { moment, network, sources, clients, coverage: spans, enrollments, taken: Vec::new() }
    }

    /// A choice for that period, for somebody who has no request yet if there is one.
    pub(super) fn make(&mut self, dice: &mut Chance, period: Period, sent: OffsetDateTime) -> Option<Choice> {
        let from = dice.place(self.enrollments.len());
        let order = self.enrollments.iter().cycle().skip(from).take(self.enrollments.len());
        let (old, new): (Vec<_>, Vec<_>) = order.partition(|e| self.taken.iter().any(|t| t.client_id == e.client_id));
        let found = new.into_iter().chain(old).find_map(|one| self.fit(dice, one, period, sent));
        found.inspect(|choice| self.take(choice, period, sent))
    }

    /// The same again for somebody who has a running one: the second overlaps the first.
    pub(super) fn again(&mut self, dice: &mut Chance, period: Period, sent: OffsetDateTime) -> Option<Choice> {
        let running = |t: &&Taken| t.sent < sent && t.period.overlaps(period);
        let who = self.taken.iter().find(running)?.clone();
        let mine = |e: &&EnrollmentRow| e.client_id == who.client_id && e.organization_id == who.organization_id;
        let admission = self.enrollments.iter().find(mine)?;
        let kept = std::mem::take(&mut self.taken);
        let found =
            (0..40).find_map(|_| self.fit(dice, admission, period, sent).filter(|c| c.procedure == who.procedure));
        self.taken = kept;
        found.inspect(|choice| self.take(choice, period, sent))
    }

    fn take(&mut self, choice: &Choice, period: Period, sent: OffsetDateTime) {
        self.taken.push(Taken {
            client_id: choice.client_id,
            organization_id: choice.post.organization_id,
            procedure: choice.procedure.clone(),
            period: Period { end_date: plus_days(period.end_date, 31), ..period },
            sent,
        });
    }

    fn fit(&self, dice: &mut Chance, one: &EnrollmentRow, period: Period, sent: OffsetDateTime) -> Option<Choice> {
        let start = period.start_date;
        let client = self.clients.get(&one.client_id)?;
        let post = self.network.posts.iter().find(|post| post.id == one.program_id)?;
        let open = one.start_date <= start && one.end_date.is_none_or(|end| start <= end);
        let young = age_on(client.row.birth_date, period.end_date) < AGE;
        if !open || !young || post.site.services.is_empty() {
            return None;
        }
        let (source, plan) = self.plan(dice, post, &one.client_id, start, sent)?;
        let medi_cal = source.marker.settle(Some(self.medi_cal(&one.client_id, start)))?;
        let procedure = plan.procedures.iter().find(|procedure| procedure.medi_cal == medi_cal)?.text.clone();
        let wide = Period { end_date: plus_days(period.end_date, 31), ..period };
        let clash = |t: &Taken| t.client_id == one.client_id && t.procedure == procedure && t.period.overlaps(wide);
        if self.taken.iter().any(clash) {
            return None;
        }
        Some(Choice {
            client_id: one.client_id,
            client_number: client.row.client_number,
            post: *post,
            source: source.id,
            plan: plan.id,
            procedure,
        })
    }

    /// A plan of a source the agency has money of, that fits the client's Medi-Cal and a service of the site.
    fn plan(
        &self,
        dice: &mut Chance,
        post: &Post,
        client: &Uuid,
        start: Date,
        sent: OffsetDateTime,
    ) -> Option<(&'a FundingSource, &'a BenefitPlan)> {
        let covered = self.coverage.get(client)?.iter().any(|span| in_force(span, start));
        let medi_cal = self.medi_cal(client, start);
        let agency = self.network.agencies().find(|agency| agency.id == post.organization_id)?;
        let has_money = |source: &&FundingSource| {
            agency.place.contracts.iter().any(|c| c.source == source.id && (c.left > 0 || self.long_ago(start, sent)))
        };
        let fits = |source: &&FundingSource| match source.marker {
            MediCalMarker::MediCal => medi_cal,
            MediCalMarker::NonMediCal => !medi_cal,
            MediCalMarker::Either => true,
        };
        let sources = self.sources.iter().filter(has_money).filter(fits);
        let plans = sources.flat_map(|source| source.plans.iter().map(move |plan| (source, plan)));
        let offered: Vec<_> = plans.filter(|(_, plan)| post.site.services.contains(&plan.service)).collect();
        if covered { offered.get(dice.place(offered.len())).copied() } else { None }
    }

    /// Before the money of a source that is used up today was used up.
    fn long_ago(&self, start: Date, sent: OffsetDateTime) -> bool {
        let this_year = fiscal_year_of(start) == fiscal_year_of(self.moment.today);
        !this_year || self.moment.day_of(sent) < plus_days(self.moment.today, -21)
    }

    fn medi_cal(&self, client: &Uuid, day: Date) -> bool {
        self.coverage.get(client).is_some_and(|spans| spans.iter().any(|s| s.medi_cal && in_force(s, day)))
    }
}

fn in_force(span: &CoverageRow, day: Date) -> bool {
    span.start_date <= day && span.end_date.is_none_or(|end| day <= end)
}
