//! The days of a scenario: its period and when it was sent.

use domain::authorizations::{Due, DueState, Period, ReviewStatus, Urgency};
use domain::calendar::{fiscal_year_of, plus_days};
use time::{Duration, OffsetDateTime};

use super::chance::Chance;
use super::moment::Moment;
use super::scenarios::{Scenario, Sent, Span};

/// A period too short to be meant; the next fiscal year takes it instead.
const SHORT: i64 = 20;
/// Decided requests are this old at least, so that everything that happened to them has happened.
const SETTLED: i64 = 16;

/// A period of that kind, inside one fiscal year.
pub(super) fn period(dice: &mut Chance, moment: &Moment, span: Span) -> Period {
    let (today, days) = (moment.today, |count| plus_days(moment.today, count));
    let year = fiscal_year_of(today);
    match span {
        Span::Coming => {
            let soon = days(dice.between(2, 25));
            let edge = fiscal_year_of(soon).last_day();
            let start_date = if (edge - soon).whole_days() < SHORT { plus_days(edge, 1) } else { soon };
            let end_date = plus_days(start_date, dice.between(59, 180)).min(fiscal_year_of(start_date).last_day());
            Period { start_date, end_date }
        }
        Span::Running => {
            let start_date = days(-dice.between(8, 150)).max(year.first_day());
            let end_date = days(dice.between(40, 210)).min(year.last_day());
            Period { start_date, end_date }
        }
        Span::Expiring => {
            let end_date = days(dice.between(2, 29)).min(year.last_day());
            let start_date = plus_days(end_date, -dice.between(60, 170)).max(year.first_day());
            Period { start_date, end_date: end_date.max(today) }
        }
        Span::Over => {
            let end_date = days(-dice.between(3, 110));
            let start_date = plus_days(end_date, -dice.between(45, 170)).max(fiscal_year_of(end_date).first_day());
            Period { start_date, end_date }
        }
        Span::LastYear => {
            let turn = plus_days(year.first_day(), -1);
            let end_date = plus_days(turn, -dice.between(0, 90)).min(days(-3));
            let start_date = plus_days(end_date, -dice.between(45, 170));
            Period { start_date, end_date }
        }
    }
}

/// When a request for that period was sent; `None` where no moment makes its clock stand as it should.
pub(super) fn sent(
    dice: &mut Chance,
    moment: &Moment,
    scenario: &Scenario,
    urgency: Urgency,
    period: Period,
) -> Option<OffsetDateTime> {
    match scenario.sent {
        Sent::For(state) => sent_for(dice, moment, urgency, state),
        Sent::Ago(least, most) => {
            let day = moment.business_day_by(plus_days(moment.today, -dice.between(least, most)));
            Some(moment.at(day, dice.between(500, 1000)))
        }
        Sent::Before => {
            let early = plus_days(period.start_date, -dice.between(4, 18));
            let day = moment.business_day_by(early.min(plus_days(moment.today, -SETTLED)));
            Some(moment.at(day, dice.between(500, 1000)))
        }
    }
}

/// Tries the hours of the last twelve days, office hours first.
fn sent_for(dice: &mut Chance, moment: &Moment, urgency: Urgency, state: DueState) -> Option<OffsetDateTime> {
    let minute = dice.between(0, 50);
    let stands = |at: &OffsetDateTime| {
        let due = moment.due(urgency, *at);
        Due::standing(Some(due), ReviewStatus::Submitted, moment.now).is_some_and(|due| due.state == state)
    };
    let hours = (1..288).map(|hours| moment.now - Duration::hours(hours) - Duration::minutes(minute));
    let fitting: Vec<OffsetDateTime> = hours.filter(stands).collect();
    let open: Vec<OffsetDateTime> = fitting.iter().copied().filter(|at| moment.is_office_hour(*at)).collect();
    let from = if open.is_empty() { &fitting } else { &open };
    from.get(dice.place(from.len())).copied()
}
