use diesel::deserialize::QueryableByName;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date as SqlDate, Double, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use domain::authorizations::{ReviewStatus, Urgency};
use domain::calendar::plus_days;
use domain::problem::{Code, Problem};
use domain::reports::{AgeBucket, AgeCount, Hours, Turnaround, TurnaroundFilter, TurnaroundMonth, months};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::db::Tx;
use crate::fault::Fault;

/// The longest span that is reported, in days: ten years of months.
const LONGEST: i64 = 3_650;

/// Days an open request has waited, by whole days up to fifteen.
const AGING: &str = "
    SELECT LEAST(floor(extract(epoch FROM $1 - submitted_at) / 86400), 15)::int AS days, count(*) AS count,
        count(*) FILTER (WHERE clock_started_at IS NOT NULL AND review_status <> 'information_requested'
            AND due_at < $1) AS overdue
    FROM authorizations
    WHERE status = 'pending' AND review_status IN ('submitted', 'in_review', 'information_requested')
        AND ($2 IS NULL OR organization_id = $2)
    GROUP BY 1";

/// Decisions by county month and outcome.
const DECIDED: &str = "
    SELECT date_trunc('month', review_at AT TIME ZONE (SELECT time_zone FROM settings))::date AS month,
        review_status AS outcome, count(*) AS count, count(*) FILTER (WHERE review_at > due_at) AS late
    FROM authorizations
    WHERE review_at >= $1 AND review_at < $2 AND ($3 IS NULL OR organization_id = $3)
        AND review_status IN ('approved', 'approved_in_part', 'denied')
    GROUP BY 1, 2";

/// Withdrawals by county month.
const WITHDRAWN: &str = "
    SELECT date_trunc('month', at AT TIME ZONE (SELECT time_zone FROM settings))::date AS month,
        'withdrawn' AS outcome, count(*) AS count, 0::bigint AS late
    FROM authorization_history
    WHERE action = 'withdraw' AND at >= $1 AND at < $2 AND ($3 IS NULL OR organization_id = $3)
    GROUP BY 1";

/// How long decisions took, in hours.
const HOURS: &str = "
    SELECT urgency, count(*) AS count, avg(hours)::float8 AS mean,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY hours) AS median
    FROM (SELECT urgency, (extract(epoch FROM review_at - submitted_at) / 3600)::float8 AS hours
        FROM authorizations
        WHERE review_at >= $1 AND review_at < $2 AND ($3 IS NULL OR organization_id = $3)
            AND review_status IN ('approved', 'approved_in_part', 'denied')) took
    GROUP BY urgency";

#[derive(QueryableByName)]
struct Age {
    #[diesel(sql_type = Integer)]
    days: i32,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = BigInt)]
    overdue: i64,
}

#[derive(QueryableByName)]
struct Month {
    #[diesel(sql_type = SqlDate)]
    month: Date,
    #[diesel(sql_type = Text)]
    outcome: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = BigInt)]
    late: i64,
}

#[derive(QueryableByName)]
struct Took {
    #[diesel(sql_type = Text)]
    urgency: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Nullable<Double>)]
    mean: Option<f64>,
    #[diesel(sql_type = Nullable<Double>)]
    median: Option<f64>,
}

/// The first moment counted, the first no longer counted, and whose decisions.
#[derive(Clone, Copy)]
struct Span {
    begins: OffsetDateTime,
    ends: OffsetDateTime,
    organization: Option<Uuid>,
}

/// How long open requests have waited and how long decisions took. An agency's own, the county's all.
pub fn turnaround(tx: &mut Tx<'_>, filter: &TurnaroundFilter) -> Result<Turnaround, Fault> {
    let to = filter.to.unwrap_or(tx.today());
    let from = filter.from.unwrap_or(plus_days(to, -365));
    if from > to || (to - from).whole_days() > LONGEST {
        let detail = "from must be on or before to, and at most ten years before it.";
        return Err(Problem::new(Code::InvalidParameter, detail).into());
    }
    let own = (!tx.actor().is_county()).then_some(tx.actor().organization_id);
    let organization = own.or(filter.organization_id);
    let time = tx.time();
    let span = Span { begins: time.begins(from), ends: time.begins(plus_days(to, 1)), organization };
    Ok(Turnaround {
        from,
        to,
        aging: aging(tx, organization)?,
        months: by_month(tx, span, &months(from, to))?,
        standard: hours(tx, span, Urgency::Standard)?,
        expedited: hours(tx, span, Urgency::Expedited)?,
    })
}

fn aging(tx: &mut Tx<'_>, organization: Option<Uuid>) -> Result<Vec<AgeCount>, Fault> {
    let ages: Vec<Age> = diesel::sql_query(AGING)
        .bind::<Timestamptz, _>(tx.now())
        .bind::<Nullable<SqlUuid>, _>(organization)
        .load(tx.conn)?;
    let bucket = |bucket: &AgeBucket| {
        let inside = ages.iter().filter(|age| AgeBucket::of(Duration::days(i64::from(age.days))) == *bucket);
        let (count, overdue) = inside.fold((0, 0), |(n, late), age| (n + age.count, late + age.overdue));
        AgeCount { bucket: *bucket, count, overdue }
    };
    Ok(AgeBucket::ALL.iter().map(bucket).collect())
}

fn by_month(tx: &mut Tx<'_>, span: Span, all: &[Date]) -> Result<Vec<TurnaroundMonth>, Fault> {
    let mut found: Vec<Month> = in_span(tx, DECIDED, span)?;
    found.extend(in_span(tx, WITHDRAWN, span)?);
    let month = |first: &Date| {
        let of = |outcome: &str| {
            found.iter().filter(|one| one.month == *first && one.outcome == outcome).map(|one| one.count).sum()
        };
        TurnaroundMonth {
            month: *first,
            approved: of(ReviewStatus::Approved.as_str()),
            approved_in_part: of(ReviewStatus::ApprovedInPart.as_str()),
            denied: of(ReviewStatus::Denied.as_str()),
            withdrawn: of("withdrawn"),
            late: found.iter().filter(|one| one.month == *first).map(|one| one.late).sum(),
        }
    };
    Ok(all.iter().map(month).collect())
}

fn hours(tx: &mut Tx<'_>, span: Span, urgency: Urgency) -> Result<Hours, Fault> {
    let found: Vec<Took> = in_span(tx, HOURS, span)?;
    let one = found.into_iter().find(|took| took.urgency == urgency.as_str());
    Ok(one.map_or_else(Hours::default, |took| Hours { count: took.count, mean: took.mean, median: took.median }))
}

fn in_span<R: QueryableByName<Pg> + 'static>(tx: &mut Tx<'_>, sql: &'static str, span: Span) -> Result<Vec<R>, Fault> {
    Ok(diesel::sql_query(sql)
        .bind::<Timestamptz, _>(span.begins)
        .bind::<Timestamptz, _>(span.ends)
        .bind::<Nullable<SqlUuid>, _>(span.organization)
        .load(tx.conn)?)
}
