//! What needs whoever it is: money that runs out, forms that are not finished.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use domain::access::Permission;
use domain::calendar::fiscal_year_of;
use domain::dates::{format_date, format_money};
use domain::drafts::{DraftKind, KEEP_DAYS};
use domain::home::{HomeAction, HomeGroup, HomeGroupKind, HomeItem};
use rust_decimal::Decimal;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::group::{SHOWN, group, in_all, item};
use crate::db::Tx;
use crate::db::schema::{drafts, funding_sources, organizations, provider_authorizations as p};
use crate::fault::Fault;

/// P-Auths of this fiscal year with less than a tenth left: an agency's own, all for those who set them up.
pub(super) fn funds_low(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    type Found = (i64, String, String, Decimal, Decimal, i64);
    let county = tx.actor().is_county();
    if county && !tx.actor().may(Permission::ManageFunding) {
        return Ok(group(HomeGroupKind::FundsLow, 0, Vec::new()));
    }
    let mut query = p::table
        .inner_join(funding_sources::table.on(funding_sources::id.eq(p::funding_source_id)))
        .inner_join(organizations::table.on(organizations::id.eq(p::organization_id)))
        .filter(p::fiscal_year.eq(fiscal_year_of(tx.today()).0))
        .filter(sql::<Bool>("provider_authorizations.drawn * 10 > provider_authorizations.amount * 9"))
        .into_boxed();
    if !county {
        query = query.filter(p::organization_id.eq(tx.actor().organization_id));
    }
    let rows: Vec<Found> = query
        .order((p::number.asc(), p::id.asc()))
        .limit(SHOWN)
        .select((p::number, funding_sources::name, organizations::name, p::amount, p::drawn, in_all()))
        .load(tx.conn)?;
    let count = rows.first().map_or(0, |found| found.5);
    let items = rows
        .into_iter()
        .map(|(number, source, organization, amount, drawn, _)| {
            let whose = if county { format!(" of {organization}") } else { String::new() };
            let (left, all) = (format_money(amount - drawn), format_money(amount));
            let sentence = format!("P-Auth {number}{whose} for {source} has {left} left of {all}.");
            item(HomeAction::OpenFunding, sentence)
        })
        .collect();
    Ok(group(HomeGroupKind::FundsLow, count, items))
}

/// One's own unfinished forms. What is in them stays sealed.
pub(super) fn drafts(tx: &mut Tx<'_>) -> Result<HomeGroup, Fault> {
    type Found = (Uuid, String, Option<Uuid>, OffsetDateTime, i64);
    let rows: Vec<Found> = drafts::table
        .filter(drafts::user_id.eq(tx.actor().user_id))
        .filter(drafts::updated_at.gt(tx.now() - Duration::days(KEEP_DAYS)))
        .order((drafts::updated_at.asc(), drafts::id.asc()))
        .limit(SHOWN)
        .select((drafts::id, drafts::kind, drafts::client_id, drafts::updated_at, in_all()))
        .load(tx.conn)?;
    let (count, time) = (rows.first().map_or(0, |found| found.4), tx.time());
    let items = rows
        .into_iter()
        .map(|(id, kind, client_id, at, _)| {
            let form = DraftKind::parse(&kind).map_or("Form", DraftKind::label);
            let day = format_date(time.day(at));
            let sentence = format!("{form}, last saved on {day}.");
            HomeItem { draft_id: Some(id), client_id, ..item(HomeAction::ContinueDraft, sentence) }
        })
        .collect();
    Ok(group(HomeGroupKind::Drafts, count, items))
}
