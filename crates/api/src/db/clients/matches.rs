//! Likely duplicates: whom the index knows that may be the person about to be added.
//!
//! Candidates share a number, a birth date, or nearly a birth date and the beginning of a name; `domain` weighs
//! them. Name alone never makes a match, so nothing is lost by not reading every namesake.

use std::collections::HashSet;

use diesel::prelude::*;
use domain::clients::{
    ClientHit, ClientMatch, EnrolledHere, MatchCriteria, MatchReason, MatchedOn, Score, check_match_criteria, score,
};
use domain::identifiers::{Cin, Ssn, SsnEntry};
use domain::names::key;
use domain::page::Page;
use time::Date;
use uuid::Uuid;

use super::hits;
use super::index::{self, Row};
use crate::db::Tx;
use crate::db::schema::client_index;
use crate::fault::Fault;

/// A form shows this many matches; beyond it nobody looks.
const SHOWN: usize = 20;
/// As many rows as a common birth date can have and more.
const CANDIDATES: i64 = 2_000;

/// The person about to be added, with numbers in their stored form.
struct Wanted<'a> {
    criteria: &'a MatchCriteria,
    cin: Option<String>,
    /// Under every key there is: during a rotation a row carries one or the other.
    ssn_blinds: Option<Vec<Vec<u8>>>,
}

/// Records that may be the same person, the likeliest first.
pub fn matches(tx: &mut Tx<'_>, criteria: &MatchCriteria) -> Result<Page<ClientMatch>, Fault> {
    let wrong = check_match_criteria(criteria, tx.today());
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let found = find(tx, criteria)?;
    tx.searched(shape(criteria));
    tx.saw_all(found.iter().map(|one| one.hit.id));
    Ok(Page::whole(found))
}

fn shape(criteria: &MatchCriteria) -> String {
    let mut words = vec!["name", "birth_date"];
    words.extend(criteria.sex.map(|_| "sex"));
    words.extend(criteria.ssn.as_ref().map(|_| "ssn"));
    words.extend(criteria.cin.as_ref().map(|_| "cin"));
    words.join("+")
}

/// The same without the record of it, for the check before a client is made.
pub(super) fn find(tx: &mut Tx<'_>, criteria: &MatchCriteria) -> Result<Vec<ClientMatch>, Fault> {
    let ssn = match criteria.ssn.as_deref().map(Ssn::parse) {
        Some(Ok(SsnEntry::Known(ssn))) => Some(ssn),
        _ => None,
    };
    let ssn_blinds = ssn.map(|ssn| tx.secrets().blinds("clients.ssn", ssn.as_str())).transpose()?;
    let cin = criteria.cin.as_deref().and_then(|text| Cin::parse(text).ok()).map(|cin| cin.as_str().to_owned());
    let wanted = Wanted { criteria, cin, ssn_blinds };
    let ids = candidates(tx.conn, &wanted)?;
    let rows = index::names_of(tx.conn, &ids)?;
    let mut scored = Vec::new();
    for names in rows.chunk_by(|one, other| one.client_id == other.client_id) {
        scored.extend(weigh(&wanted, names)?);
    }
    scored.sort_by(|(one, a), (other, b)| b.points.cmp(&a.points).then_with(|| one.place().cmp(&other.place())));
    scored.truncate(SHOWN);
    let ids: Vec<Uuid> = scored.iter().map(|(row, _)| row.client_id).collect();
    let enrolled = hits::enrolled_here(tx, &ids)?;
    scored
        .into_iter()
        .map(|(row, score)| {
            let here = enrolled.get(&row.client_id).copied().unwrap_or(EnrolledHere::None);
            let (points, strong) = (score.points, score.is_strong());
            Ok(ClientMatch { hit: hit(row, here, &score)?, score: points, reasons: score.reasons, strong })
        })
        .collect()
}

fn hit(row: Row, here: EnrolledHere, score: &Score) -> Result<ClientHit, Fault> {
    let on = |reason: &MatchReason| match reason {
        MatchReason::SameSsn => MatchedOn::Ssn,
        MatchReason::SameCin => MatchedOn::Cin,
        MatchReason::SameBirthDate | MatchReason::SimilarBirthDate => MatchedOn::BirthDate,
        MatchReason::SameName | MatchReason::SimilarName => MatchedOn::Name,
        MatchReason::FormerName => MatchedOn::FormerName,
    };
    hits::hit(row, None, here, score.reasons.iter().map(on).collect())
}

/// The clients worth weighing, by what the indexes answer.
fn candidates(conn: &mut PgConnection, wanted: &Wanted<'_>) -> QueryResult<Vec<Uuid>> {
    use client_index::{birth_date, cin, client_id, last_key, ssn_blind};
    let same_day = client_index::table.filter(birth_date.eq(wanted.criteria.birth_date)).select(client_id);
    let mut ids: HashSet<Uuid> = same_day.limit(CANDIDATES).load::<Uuid>(conn)?.into_iter().collect();
    if let Some(number) = &wanted.cin {
        ids.extend(client_index::table.filter(cin.eq(number)).select(client_id).load::<Uuid>(conn)?);
    }
    if let Some(blinds) = &wanted.ssn_blinds {
        ids.extend(client_index::table.filter(ssn_blind.eq_any(blinds)).select(client_id).load::<Uuid>(conn)?);
    }
    // The last name stands in either column: forms get filled in the wrong order.
    let days = similar_days(wanted.criteria.birth_date);
    let mut begins = [&wanted.criteria.last_name, &wanted.criteria.first_name].map(|name| first_letter(name)).to_vec();
    begins.dedup();
    for letter in begins {
        let near = client_index::table
            .filter(birth_date.eq_any(&days))
            .filter(last_key.ge(letter.clone()))
            .filter(last_key.lt(index::past(&letter)))
            .select(client_id)
            .limit(CANDIDATES);
        ids.extend(near.load::<Uuid>(conn)?);
    }
    Ok(ids.into_iter().collect())
}

fn first_letter(name: &str) -> String {
    key(name).chars().take(1).collect()
}

/// Days that a slip turns into this one: day and month exchanged, or one digit off.
fn similar_days(date: Date) -> Vec<Date> {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    let exchanged =
        time::Month::try_from(day).ok().and_then(|swapped| Date::from_calendar_date(year, swapped, month).ok());
    let digits: Vec<char> = format!("{year:04}{month:02}{day:02}").chars().collect();
    let off = digits.iter().enumerate().flat_map(|(place, _)| ('0'..='9').map(move |digit| (place, digit)));
    let mut days: Vec<Date> = off
        .filter_map(|(place, digit)| {
            let text: String =
                digits.iter().enumerate().map(|(at, old)| if at == place { digit } else { *old }).collect();
            parse_day(&text)
        })
        .chain(exchanged)
        .filter(|other| *other != date)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn parse_day(text: &str) -> Option<Date> {
    let (year, month, day) =
        (text.get(..4)?.parse().ok()?, text.get(4..6)?.parse::<u8>().ok()?, text.get(6..)?.parse().ok()?);
    Date::from_calendar_date(year, time::Month::try_from(month).ok()?, day).ok()
}

/// Weighs one client, all of whose names are given, the present one first.
fn weigh(wanted: &Wanted<'_>, names: &[Row]) -> Result<Option<(Row, Score)>, Fault> {
    let Some((present, former)) = names.split_first() else { return Ok(None) };
    let former: Vec<(&str, &str)> = former.iter().map(Row::name).collect();
    let same = (same_ssn(wanted, present), equal(&wanted.cin, &present.cin));
    let found = score(wanted.criteria, &present.candidate(&former, same)?);
    Ok(found.is_possible().then(|| (present.clone(), found)))
}

/// Whether it is the same SSN, whichever key its hash hangs on.
fn same_ssn(wanted: &Wanted<'_>, present: &Row) -> Option<bool> {
    Some(wanted.ssn_blinds.as_ref()?.contains(present.ssn_blind.as_ref()?))
}

/// Whether two numbers are equal; nothing is known where one of them is missing.
fn equal<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> Option<bool> {
    Some(one.as_ref()? == other.as_ref()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn slips_of_a_birth_date_are_found_and_the_date_itself_is_not_one() {
        let days = similar_days(date!(2012 - 05 - 09));
        for slip in [date!(2012 - 09 - 05), date!(2013 - 05 - 09), date!(2012 - 05 - 19), date!(2012 - 05 - 08)] {
            assert!(days.contains(&slip), "{slip}");
        }
        assert!(!days.contains(&date!(2012 - 05 - 09)));
        assert!(days.len() < 60);
    }
}
