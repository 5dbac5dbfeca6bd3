//! Reference data that every installation has from its first start: funding, terms, settings.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;
use domain::holidays::of_year;

use crate::db::schema::{benefit_plans, funding_sources, holidays, procedures, settings, terms_versions};

const TERMS: &str = include_str!("../../../data/terms/1.txt");

/// Loads what is missing of it.
pub(super) fn load(conn: &mut PgConnection) -> QueryResult<()> {
    for source in domain::funding::funding_sources() {
        diesel::insert_into(funding_sources::table)
            .values((
                funding_sources::id.eq(source.id),
                funding_sources::name.eq(&source.name),
                funding_sources::marker.eq(source.marker.as_str()),
            ))
            .on_conflict_do_nothing()
            .execute(conn)?;
        for plan in &source.plans {
            diesel::insert_into(benefit_plans::table)
                .values((
                    benefit_plans::id.eq(plan.id),
                    benefit_plans::funding_source_id.eq(source.id),
                    benefit_plans::name.eq(&plan.name),
                    benefit_plans::service.eq(plan.service.as_str()),
                ))
                .on_conflict_do_nothing()
                .execute(conn)?;
            for procedure in &plan.procedures {
                diesel::insert_into(procedures::table)
                    .values((
                        procedures::code.eq(&procedure.text),
                        procedures::service.eq(procedure.service.as_str()),
                        procedures::medi_cal.eq(procedure.medi_cal),
                    ))
                    .on_conflict_do_nothing()
                    .execute(conn)?;
            }
        }
    }
    let (title, body) = TERMS.split_once("\n\n").unwrap_or(("Terms", TERMS));
    diesel::insert_into(terms_versions::table)
        .values((
            terms_versions::version.eq(1),
            terms_versions::title.eq(title),
            terms_versions::body.eq(body.trim_end()),
            terms_versions::published_on.eq(time::macros::date!(2026 - 11 - 22)),
        ))
        .on_conflict_do_nothing()
        .execute(conn)?;
    diesel::insert_into(settings::table)
        .values(settings::county_name.eq("County Behavioral Health"))
        .on_conflict_do_nothing()
        .execute(conn)?;
    load_holidays(conn)
}

/// Holidays that can be computed, of last year to next year; each year once, so that the county has the last word.
fn load_holidays(conn: &mut PgConnection) -> QueryResult<()> {
    let (year, through): (i16, i16) = settings::table
        .select((sql::<SmallInt>("extract(year FROM now() AT TIME ZONE time_zone)::int2"), settings::holidays_through))
        .first(conn)?;
    for year in (year - 1).max(through + 1)..=year + 1 {
        let days =
            of_year(i32::from(year)).into_iter().map(|(day, name)| (holidays::day.eq(day), holidays::name.eq(name)));
        diesel::insert_into(holidays::table).values(days.collect::<Vec<_>>()).on_conflict_do_nothing().execute(conn)?;
        diesel::update(settings::table).set(settings::holidays_through.eq(year)).execute(conn)?;
    }
    Ok(())
}
