//! Who is in which program, and since when.

use domain::calendar::{age_on, plus_days};
use domain::enrollments::EndReason;
use time::Date;
use uuid::Uuid;

use super::chance::Chance;
use super::clients::Client;
use super::known::KNOWN;
use super::moment::Moment;
use super::network::{Network, Organization, Post};
use crate::db::demo::{EnrollmentRow, LinkRow};

/// Every so many clients of 14 to 25 years one is in the program that 42 CFR Part 2 keeps apart.
const RECOVERY_EVERY: usize = 11;

const REASONS: [EndReason; 5] =
    [EndReason::Completed, EndReason::Transferred, EndReason::Declined, EndReason::LostContact, EndReason::Moved];

/// Admits everybody somewhere; sets each client's first day in the county.
pub(super) fn admit(
    dice: &mut Chance,
    moment: &Moment,
    network: &Network,
    clients: &mut [Client],
) -> Vec<EnrollmentRow> {
    let recovery = network.posts.iter().find(|post| post.site.part2);
    let mut all = Vec::new();
    for (place, client) in clients.iter_mut().enumerate() {
        let age = age_on(client.row.birth_date, moment.today);
        let apart = place > KNOWN.len() && place.is_multiple_of(RECOVERY_EVERY) && (14..=25).contains(&age);
        let mut own = match recovery.filter(|_| apart) {
            Some(post) => vec![Stay::open(post, since(dice, moment, client, 40, 500))],
            None => stays(dice, moment, network, client, place < KNOWN.len()),
        };
        own.retain(|stay| stay.end.is_none_or(|end| stay.start <= end));
        if let Some(first) = own.iter().map(|stay| stay.start).min() {
            client.row.created_at = moment.at(first, 615);
        }
        all.extend(own.into_iter().map(|stay| stay.row(dice, moment, client.row.id)));
    }
    all
}

/// Which organizations know a client: those that admitted them, from the first day on.
pub(super) fn links(enrollments: &[EnrollmentRow]) -> Vec<LinkRow> {
    let mut links: Vec<LinkRow> = Vec::new();
    for one in enrollments {
        let same = |l: &&mut LinkRow| l.client_id == one.client_id && l.organization_id == one.organization_id;
        match links.iter_mut().find(same) {
            Some(link) => link.since = link.since.min(one.start_date),
            None => links.push(LinkRow {
                client_id: one.client_id,
                organization_id: one.organization_id,
                since: one.start_date,
            }),
        }
    }
    links
}

#[derive(Debug, Clone)]
struct Stay {
    post: Post,
    start: Date,
    end: Option<Date>,
    reason: Option<EndReason>,
}

impl Stay {
    const fn open(post: &Post, start: Date) -> Self {
        Self { post: *post, start, end: None, reason: None }
    }

    fn row(self, dice: &mut Chance, moment: &Moment, client_id: Uuid) -> EnrollmentRow {
        EnrollmentRow {
            id: dice.id(),
            organization_id: self.post.organization_id,
            client_id,
            program_id: self.post.id,
            start_date: self.start,
            end_date: self.end,
            end_reason: self.reason.map_or("", EndReason::as_str),
            created_at: moment.at(self.start, 620),
        }
    }
}

/// A business day between so many days ago, not before the birth.
fn since(dice: &mut Chance, moment: &Moment, client: &Client, least: i64, most: i64) -> Date {
    let day = moment.business_day_by(plus_days(moment.today, -dice.between(least, most)));
    day.max(client.row.birth_date)
}

fn stays(dice: &mut Chance, moment: &Moment, network: &Network, client: &Client, stays_open: bool) -> Vec<Stay> {
    let Some(home) = agency(dice, network) else { return Vec::new() };
    let Some(post) = post_of(dice, network, home.id, None) else { return Vec::new() };
    let mut first = Stay::open(&post, since(dice, moment, client, 45, 1000));
    if stays_open || dice.percent(76) {
        let mut all = vec![first];
        if dice.percent(9) {
            all.extend(elsewhere(dice, moment, network, client, home.id));
        }
        return all;
    }
    let lasted = dice.between(40, 420);
    first.end = Some(plus_days(first.start, lasted).min(plus_days(moment.today, -6)));
    first.reason = Some(dice.pick_reason());
    let again = match first.end {
        Some(end) if dice.percent(35) => {
            let gap = dice.between(1, 90);
            post_of(dice, network, home.id, Some(post.id))
                .map(|post| Stay::open(&post, moment.business_day_from(plus_days(end, gap)).min(moment.today)))
        }
        _ => None,
    };
    std::iter::once(first).chain(again).collect()
}

/// A second agency that serves the same client, now or in the past.
fn elsewhere(dice: &mut Chance, moment: &Moment, network: &Network, client: &Client, home: Uuid) -> Option<Stay> {
    let others: Vec<Organization> = network.agencies().filter(|agency| agency.id != home).collect();
    let other = others.get(dice.place(others.len()))?;
    let post = post_of(dice, network, other.id, None)?;
    let mut stay = Stay::open(&post, since(dice, moment, client, 60, 700));
    if dice.percent(40) {
        stay.end = Some(plus_days(moment.today, -dice.between(7, 50)));
        stay.reason = Some(EndReason::Transferred);
    }
    Some(stay)
}

fn agency(dice: &mut Chance, network: &Network) -> Option<Organization> {
    let mut left = dice.between(1, 100);
    network.agencies().find(|agency| {
        left -= agency.place.share;
        left <= 0
    })
}

/// An open site that is not kept apart, another one than that.
fn post_of(dice: &mut Chance, network: &Network, organization_id: Uuid, but: Option<Uuid>) -> Option<Post> {
    let fits = |post: &&Post| {
        post.organization_id == organization_id && post.site.active && !post.site.part2 && Some(post.id) != but
    };
    let posts: Vec<Post> = network.posts.iter().filter(fits).copied().collect();
    posts.get(dice.place(posts.len())).copied()
}

impl Chance {
    fn pick_reason(&mut self) -> EndReason {
        REASONS.get(self.place(REASONS.len())).copied().unwrap_or(EndReason::Other)
    }
}
