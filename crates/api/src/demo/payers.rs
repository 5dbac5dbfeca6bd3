//! Who pays for whom: spans of coverage, with gaps and ends.

use std::collections::HashMap;

use domain::calendar::{age_on, plus_days};
use domain::coverage::PayerKind;
use time::Date;
use uuid::Uuid;

use super::chance::Chance;
use super::clients::Client;
use super::moment::Moment;
use super::network::Network;
use crate::db::demo::{CoverageRow, EnrollmentRow};

const COMMERCIAL: [&str; 4] =
    ["Pacific Crest PPO", "Blue Harbor HMO", "Sierra Mutual Select", "Tidewater Employees Trust"];

/// A span before it has an id.
struct Span {
    payer: PayerKind,
    plan: &'static str,
    medi_cal: bool,
    member: String,
    subscriber: String,
    start: Date,
    end: Option<Date>,
}

/// Covers everybody who is covered.
pub(super) fn cover(
    dice: &mut Chance,
    moment: &Moment,
    network: &Network,
    clients: &[Client],
    enrollments: &[EnrollmentRow],
) -> Vec<CoverageRow> {
    let mut first: HashMap<Uuid, &EnrollmentRow> = HashMap::new();
    for one in enrollments {
        first
            .entry(one.client_id)
            .and_modify(|f| *f = if one.start_date < f.start_date { one } else { f })
            .or_insert(one);
    }
    let apart: Vec<Uuid> = network.posts.iter().filter(|post| post.site.part2).map(|post| post.id).collect();
    let mut all = Vec::new();
    for client in clients {
        let Some(admission) = first.get(&client.row.id) else { continue };
        let earlier = dice.between(0, 420);
        let start = plus_days(admission.start_date, -earlier).max(client.row.birth_date);
        let spans = match &client.row.cin {
            Some(cin) => medi_cal(dice, moment, client, cin, start, apart.contains(&admission.program_id)),
            None => others(dice, client, start),
        };
        all.extend(spans.into_iter().map(|span| row(dice, moment, client.row.id, admission.organization_id, span)));
    }
    all
}

fn row(dice: &mut Chance, moment: &Moment, client_id: Uuid, organization: Uuid, span: Span) -> CoverageRow {
    CoverageRow {
        id: dice.id(),
        client_id,
        payer: span.payer.as_str(),
        plan_name: span.plan,
        medi_cal: span.medi_cal,
        member_id: span.member,
        subscriber: span.subscriber,
        start_date: span.start,
        end_date: span.end,
        entered_by_organization: organization,
        created_at: moment.at(span.start.min(moment.today), 640),
    }
}

/// Medi-Cal: whole, with a gap, ended, ending soon, or beside something else.
fn medi_cal(dice: &mut Chance, moment: &Moment, client: &Client, cin: &str, start: Date, apart: bool) -> Vec<Span> {
    let span = |payer, plan, start, end| Span {
        payer,
        plan,
        medi_cal: true,
        member: cin.to_owned(),
        subscriber: String::new(),
        start,
        end,
    };
    let whole = |start, end| span(PayerKind::MediCal, "Medi-Cal", start, end);
    if apart {
        return vec![whole(start, None), span(PayerKind::MediCalDmc, "Drug Medi-Cal", start, None)];
    }
    let ended = plus_days(moment.today, -dice.between(20, 240)).max(start);
    let mut spans = match dice.between(1, 100) {
        1..=76 => vec![whole(start, None)],
        77..=83 => {
            let back = plus_days(ended, dice.between(15, 70));
            vec![whole(start, Some(ended)), whole(back, None)]
        }
        84..=88 => vec![whole(start, Some(ended)), county(plus_days(ended, 1))],
        89..=91 => vec![whole(start, Some(ended))],
        92..=95 => vec![whole(start, Some(plus_days(moment.today, dice.between(12, 55))))],
        _ => vec![whole(start, None), commercial(dice, client, start)],
    };
    if let Some(Span { end: None, start, payer: PayerKind::MediCal, .. }) = spans.first()
        && dice.percent(35)
    {
        let plan = span(PayerKind::ManagedCare, "Golden Coast Health Plan", *start, None);
        spans.push(plan);
    }
    if age_on(client.row.birth_date, moment.today) >= 65 {
        spans.push(medicare(dice, plus_days(client.row.birth_date, 65 * 1461 / 4 + 1).max(start)));
    }
    spans
}

/// Without Medi-Cal: the county, an employer's plan, both, or nobody.
fn others(dice: &mut Chance, client: &Client, start: Date) -> Vec<Span> {
    match dice.between(1, 100) {
        1..=45 => vec![county(start)],
        46..=78 => vec![commercial(dice, client, start)],
        79..=92 => vec![county(start), commercial(dice, client, start)],
        _ => Vec::new(),
    }
}

fn county(start: Date) -> Span {
    Span {
        payer: PayerKind::CountyFunded,
        plan: "Mariposa Bay County general fund",
        medi_cal: false,
        member: String::new(),
        subscriber: String::new(),
        start,
        end: None,
    }
}

fn commercial(dice: &mut Chance, client: &Client, start: Date) -> Span {
    let parent = dice.pick(&["Rosa", "Daniel", "Grace", "Samuel", "Teresa", "Peter"]);
    Span {
        payer: PayerKind::OtherHealthCare,
        plan: dice.pick(&COMMERCIAL),
        medi_cal: false,
        member: format!("{}{}", dice.pick(&["PC", "BH", "SM", "TE"]), dice.digits(8)),
        subscriber: format!("{parent} {}", client.row.last_name),
        start,
        end: None,
    }
}

fn medicare(dice: &mut Chance, start: Date) -> Span {
    let letters = dice.pick(&["EG4TE5MK", "FK7RW2NP", "HD3QY8TC"]);
    Span {
        payer: PayerKind::Medicare,
        plan: "Medicare Part B",
        medi_cal: false,
        member: format!("1{letters}{}", dice.digits(2)),
        subscriber: String::new(),
        start,
        end: None,
    }
}
