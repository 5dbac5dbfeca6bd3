//! News of the county, and who has read what.

use domain::calendar::plus_days;
use time::Duration;

use super::chance::Chance;
use super::moment::Moment;
use super::network::Network;
use super::staff::Door;
use crate::db::demo::{NewsReadRow, NewsRow, NotificationReadRow, NotificationRow};

/// Notifications older than this have been read by everybody.
const READ_AFTER: i64 = 4;

/// Three items: one important that nobody has read, one that most have, one that is over.
pub(super) fn news(dice: &mut Chance, moment: &Moment) -> Vec<NewsRow> {
    let day = |days| plus_days(moment.today, days);
    let mut item = |title, body, important, published_on, expires_on| NewsRow {
        id: dice.id(),
        title,
        body,
        important,
        published_on,
        expires_on,
    };
    vec![
        item(
            "Assessment forms must carry the client number",
            "From the first of next month the county returns assessments without a client number on every page.\n\n\
             Check your templates now. The five required forms have not changed, and neither have their names.\n\n\
             Questions: write a note on the authorization, or call provider support at (831) 555-0142.",
            true,
            moment.business_day_by(day(0)),
            Some(day(60)),
        ),
        item(
            "Decisions around the holidays",
            "County offices are closed on the holidays in the calendar. Standard requests are due by business days, \
             so a holiday moves their due date. Expedited requests are decided within 72 hours on every day.",
            false,
            moment.business_day_by(day(-6)),
            Some(day(45)),
        ),
        item(
            "Provider meeting: renewals that need no questions",
            "The slides are with your supervisor. The short version: ask two weeks before the end, attach a CANS of \
             the last six months, and say in the plan how often and how long each session is.",
            false,
            moment.business_day_by(day(-40)),
            Some(day(20)),
        ),
    ]
}

/// Everybody who works here has read what is not important and not of today.
pub(super) fn news_reads(moment: &Moment, network: &Network, news: &[NewsRow]) -> Vec<NewsReadRow> {
    let settled = network.people.iter().filter(|person| person.worker.door == Door::Closed);
    let old = |item: &&NewsRow| !item.important && item.published_on < moment.today;
    settled
        .flat_map(|person| {
            news.iter().filter(old).map(|item| NewsReadRow {
                user_id: person.id,
                news_id: item.id,
                read_at: moment.at(item.published_on, 1020),
            })
        })
        .collect()
}

/// Old notifications were read by the people they were for.
pub(super) fn notification_reads(
    moment: &Moment,
    network: &Network,
    notifications: &[NotificationRow],
) -> Vec<NotificationReadRow> {
    let before = moment.now - Duration::days(READ_AFTER);
    let old = notifications.iter().filter(|one| one.created_at < before);
    old.flat_map(|one| {
        let readers = network.people.iter().filter(|p| p.organization_id == one.organization_id);
        readers.filter(|p| p.worker.door == Door::Printed).map(|person| NotificationReadRow {
            user_id: person.id,
            notification_id: one.id,
            read_at: one.created_at + Duration::hours(20),
        })
    })
    .collect()
}
