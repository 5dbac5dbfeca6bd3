//! What the installation is set to.

use diesel::pg::Pg;
use diesel::prelude::*;
use domain::access::Role;
use domain::holidays::{ChangeHolidays, Holiday, Holidays};
use domain::page::MAX_LIMIT;
use domain::session::PasswordProfile;
use domain::settings::{
    AttachmentSettings, ChangeAttachmentSettings, ChangePasswordRules, ChangeSecondFactorRoles, DecisionClockSettings,
    SessionSettings, Settings,
};
use serde_json::json;
use time::Date;

use super::Tx;
use super::held::{Change, Held};
use super::schema::{holidays, settings, terms_versions};
use super::support::{known, touched};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::if_match::IfMatch;

#[derive(Queryable, Selectable)]
#[diesel(table_name = settings, check_for_backend(Pg))]
struct Row {
    county_name: String,
    time_zone: String,
    attachment_max_bytes: i64,
    attachment_warn_bytes: i64,
    attachment_extensions: Vec<String>,
    idle_minutes: i32,
    absolute_hours: i32,
    password_profile: String,
    second_factor_roles: Vec<String>,
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
        password_rules: known(PasswordProfile::parse(&row.password_profile))?.into(),
        second_factor_roles: row
            .second_factor_roles
            .iter()
            .map(|role| known(Role::parse(role)))
            .collect::<Result<_, _>>()?,
        holidays,
        decision_clock: DecisionClockSettings::default(),
        version: row.version,
    })
}

/// The settings, locked. Their one row has one version, whichever part is changed.
fn hold(tx: &mut Tx<'_>, seen: IfMatch) -> Result<Held<Change, i32>, Fault> {
    let version: i32 = settings::table.select(settings::version).for_update().first(tx.conn)?;
    seen.check(version)?;
    Ok(Held::prove(version))
}

/// What a change changes; what is `None` stays.
#[derive(Default, AsChangeset)]
#[diesel(table_name = settings)]
struct Changes<'a> {
    attachment_max_bytes: Option<i64>,
    attachment_warn_bytes: Option<i64>,
    attachment_extensions: Option<&'a [String]>,
    password_profile: Option<&'static str>,
    second_factor_roles: Option<Vec<&'static str>>,
}

/// Changes them; gives the version they have now.
fn apply(tx: &mut Tx<'_>, held: &Held<Change, i32>, changes: Changes<'_>) -> Result<i32, Fault> {
    let version = held.row() + 1;
    diesel::update(settings::table).set((changes, settings::version.eq(version))).execute(tx.conn)?;
    Ok(version)
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
    let held = hold(tx, seen)?;
    let changes = Changes {
        attachment_max_bytes: Some(change.max_bytes),
        attachment_warn_bytes: Some(change.warn_bytes),
        attachment_extensions: Some(&change.extensions),
        ..Changes::default()
    };
    let version = apply(tx, &held, changes)?;
    let event = Event::without_subject("settings.change_attachments", "settings").detail(touched(change));
    Ok(Done::changed(read(tx)?, event).version(version))
}

/// Puts other rules for new passwords in force.
pub fn change_password_rules(
    tx: &mut Tx<'_>,
    seen: IfMatch,
    change: ChangePasswordRules,
) -> Result<Done<Settings>, Fault> {
    let held = hold(tx, seen)?;
    let changes = Changes { password_profile: Some(change.profile.as_str()), ..Changes::default() };
    let version = apply(tx, &held, changes)?;
    let event = Event::without_subject("settings.change_password_rules", "settings")
        .detail(json!({ "profile": change.profile.as_str() }));
    Ok(Done::changed(read(tx)?, event).version(version))
}

/// Names the roles that need a second factor. It holds from the next request of their people on.
pub fn change_second_factor_roles(
    tx: &mut Tx<'_>,
    seen: IfMatch,
    change: &ChangeSecondFactorRoles,
) -> Result<Done<Settings>, Fault> {
    let wrong = change.check();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let held = hold(tx, seen)?;
    let roles: Vec<&'static str> = change.roles.iter().map(|role| role.as_str()).collect();
    let event =
        Event::without_subject("settings.change_second_factor_roles", "settings").detail(json!({ "roles": roles }));
    let version = apply(tx, &held, Changes { second_factor_roles: Some(roles), ..Changes::default() })?;
    Ok(Done::changed(read(tx)?, event).version(version))
}

/// The days the county's offices are closed.
pub fn holidays(tx: &mut Tx<'_>) -> Result<Holidays, Fault> {
    let rows: Vec<(Date, String)> = holidays::table.order(holidays::day).load(tx.conn)?;
    let version = settings::table.select(settings::version).first(tx.conn)?;
    Ok(Holidays { items: rows.into_iter().map(|(day, name)| Holiday { day, name }).collect(), version })
}

/// Puts another list in place of it.
pub fn change_holidays(tx: &mut Tx<'_>, seen: IfMatch, change: &ChangeHolidays) -> Result<Done<Holidays>, Fault> {
    let wrong = change.check();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let held = hold(tx, seen)?;
    let rows: Vec<_> = change
        .items
        .iter()
        .map(|holiday| (holidays::day.eq(holiday.day), holidays::name.eq(holiday.name.trim())))
        .collect();
    diesel::delete(holidays::table).execute(tx.conn)?;
    diesel::insert_into(holidays::table).values(&rows).execute(tx.conn)?;
    let version = apply(tx, &held, Changes::default())?;
    let event = Event::without_subject("settings.change_holidays", "settings").detail(json!({ "days": rows.len() }));
    Ok(Done::changed(holidays(tx)?, event).version(version))
}
