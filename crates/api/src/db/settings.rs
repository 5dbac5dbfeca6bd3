//! What the installation is set to.

use diesel::prelude::*;
use domain::page::MAX_LIMIT;
use domain::settings::{
    AttachmentSettings, ChangeAttachmentSettings, DecisionClockSettings, SessionSettings, Settings,
};

use super::Tx;
use super::schema::{holidays, settings, terms_versions};
use super::support::touched;
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::if_match::IfMatch;

#[derive(Queryable, Selectable)]
#[diesel(table_name = settings, check_for_backend(diesel::pg::Pg))]
struct Row {
    county_name: String,
    time_zone: String,
    attachment_max_bytes: i64,
    attachment_warn_bytes: i64,
    attachment_extensions: Vec<String>,
    idle_minutes: i32,
    absolute_hours: i32,
    version: i32,
}

/// The settings as every signed-in person may know them.
pub fn read(tx: &mut Tx<'_>) -> Result<Settings, Fault> {
    let row: Row = settings::table.select(Row::as_select()).first(tx.conn)?;
    let holidays = holidays::table.select(holidays::day).order(holidays::day).load(tx.conn)?;
    let terms: Option<i32> = terms_versions::table.select(diesel::dsl::max(terms_versions::version)).first(tx.conn)?;
    Ok(Settings {
        county_name: row.county_name,
        time_zone: row.time_zone,
        attachments: AttachmentSettings {
            max_bytes: row.attachment_max_bytes,
            warn_bytes: row.attachment_warn_bytes,
            extensions: row.attachment_extensions,
        },
        max_page: MAX_LIMIT,
        terms_version: terms.unwrap_or_default(),
        session: SessionSettings { idle_minutes: row.idle_minutes, absolute_hours: row.absolute_hours },
        holidays,
        decision_clock: DecisionClockSettings::default(),
        version: row.version,
    })
}

/// Puts new limits for uploads in force.
pub fn change_attachments(
    tx: &mut Tx<'_>,
    seen: IfMatch,
    change: &ChangeAttachmentSettings,
) -> Result<Done<Settings>, Fault> {
    let wrong = change.check();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let current: i32 = settings::table.select(settings::version).for_update().first(tx.conn)?;
    seen.check(current)?;
    diesel::update(settings::table)
        .set((
            settings::attachment_max_bytes.eq(change.max_bytes),
            settings::attachment_warn_bytes.eq(change.warn_bytes),
            settings::attachment_extensions.eq(&change.extensions),
            settings::version.eq(settings::version + 1),
        ))
        .execute(tx.conn)?;
    let after = read(tx)?;
    let event = Event::without_subject("settings.change_attachments", "settings").detail(touched(change));
    Ok(Done::changed(after, event).version(current + 1))
}
