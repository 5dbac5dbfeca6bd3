//! News the county writes, and who has read it.

use diesel::prelude::*;
use domain::access::Permission;
use domain::news::{ChangeNews, NewNews, NewsFilter, NewsItem, check_shown};
use domain::page::Page;
use domain::problem::{Code, Problem};
use serde_json::json;
use time::Date;
use uuid::Uuid;

use super::held::{Change, Held};
use super::schema::{news, news_reads};
use super::support::touched;
use super::{Announcement, Tx};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor;
use crate::http::if_match::IfMatch;

#[derive(Queryable, Selectable)]
#[diesel(table_name = news)]
struct Row {
    id: Uuid,
    title: String,
    body: String,
    important: bool,
    published_on: Date,
    expires_on: Option<Date>,
    version: i32,
}

impl Row {
    fn item(self, read: bool) -> NewsItem {
        NewsItem {
            id: self.id,
            title: self.title,
            body: self.body,
            published_on: self.published_on,
            expires_on: self.expires_on,
            important: self.important,
            read,
            version: self.version,
        }
    }
}

/// What is shown today, latest first; on demand also the rest, for those who write.
pub fn list(tx: &mut Tx<'_>, filter: &NewsFilter) -> Result<Page<NewsItem>, Fault> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<(Date, Uuid)> = cursor::read(tx, filter.cursor.as_deref())?;
    let (reader, today) = (tx.actor().user_id, tx.today());
    let mine = news_reads::news_id.eq(news::id).and(news_reads::user_id.eq(reader));
    let mut query = news::table.left_join(news_reads::table.on(mine)).into_boxed();
    if filter.all.unwrap_or(false) {
        if !tx.actor().may(Permission::WriteNews) {
            return Err(Problem::new(Code::NotPermitted, "Only those who write news see what is not shown.").into());
        }
    } else {
        query = query
            .filter(news::published_on.le(today))
            .filter(news::expires_on.is_null().or(news::expires_on.ge(today)));
    }
    if let Some((day, id)) = after {
        query = query.filter(news::published_on.le(day)).filter(news::published_on.lt(day).or(news::id.lt(id)));
    }
    let rows: Vec<(Row, Option<Uuid>)> = query
        .order((news::published_on.desc(), news::id.desc()))
        .limit(limit + 1)
        .select((Row::as_select(), news_reads::user_id.nullable()))
        .load(tx.conn)?;
    let page = cursor::page(tx, rows, limit, |(row, _): &(Row, _)| (row.published_on, row.id))?;
    Ok(page.map(|(row, read)| row.item(read.is_some())))
}

/// A new item; every open page hears of it.
pub fn create(tx: &mut Tx<'_>, new: &NewNews) -> Result<Done<NewsItem>, Fault> {
    let published_on = new.published_on.unwrap_or(tx.today());
    refuse(check_shown(published_on, new.expires_on))?;
    let row: Row = diesel::insert_into(news::table)
        .values((
            news::id.eq(tx.new_id()),
            news::title.eq(&new.title),
            news::body.eq(&new.body),
            news::important.eq(new.important),
            news::published_on.eq(published_on),
            news::expires_on.eq(new.expires_on),
        ))
        .returning(Row::as_returning())
        .get_result(tx.conn)?;
    announce(tx, row.id);
    let event = Event::new("news.create", "news", row.id).detail(json!({ "important": row.important }));
    let version = row.version;
    Ok(Done::created(row.item(false), event).version(version))
}

/// Changes an item. Whoever has read it is not asked again.
pub fn change(tx: &mut Tx<'_>, id: Uuid, seen: IfMatch, change: &ChangeNews) -> Result<Done<NewsItem>, Fault> {
    let held = hold(tx, id)?;
    let row = held.row();
    seen.check(row.version)?;
    let published_on = change.published_on.unwrap_or(row.published_on);
    let expires_on = change.expires_on.unwrap_or(row.expires_on);
    refuse(check_shown(published_on, expires_on))?;
    let changed = apply(tx, &held, change, (published_on, expires_on))?;
    announce(tx, id);
    let read = has_read(tx, id)?;
    let version = changed.version;
    let event = Event::new("news.change", "news", id).detail(touched(change));
    Ok(Done::changed(changed.item(read), event).version(version))
}

/// Any item: the operation's permission is that of those who write.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, Row>, Fault> {
    Ok(Held::prove(news::table.find(id).for_update().select(Row::as_select()).first(tx.conn)?))
}

fn apply(
    tx: &mut Tx<'_>,
    held: &Held<Change, Row>,
    change: &ChangeNews,
    (published_on, expires_on): (Date, Option<Date>),
) -> Result<Row, Fault> {
    let row = held.row();
    Ok(diesel::update(news::table.find(row.id))
        .set((
            news::title.eq(change.title.as_ref().unwrap_or(&row.title)),
            news::body.eq(change.body.as_ref().unwrap_or(&row.body)),
            news::important.eq(change.important.unwrap_or(row.important)),
            news::published_on.eq(published_on),
            news::expires_on.eq(expires_on),
            news::version.eq(row.version + 1),
        ))
        .returning(Row::as_returning())
        .get_result(tx.conn)?)
}

/// Marks an item that is shown as read by this person.
pub fn mark_read(tx: &mut Tx<'_>, id: Uuid) -> Result<Done<()>, Fault> {
    let row: Row = news::table.find(id).select(Row::as_select()).first(tx.conn)?;
    if !row.item(false).shown_on(tx.today()) && !tx.actor().may(Permission::WriteNews) {
        return Err(Code::NotFound.into());
    }
    diesel::insert_into(news_reads::table)
        .values((
            news_reads::user_id.eq(tx.actor().user_id),
            news_reads::news_id.eq(id),
            news_reads::read_at.eq(tx.now()),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn)?;
    Ok(Done::quietly(Event::new("news.read", "news", id)))
}

fn has_read(tx: &mut Tx<'_>, id: Uuid) -> Result<bool, Fault> {
    let marks = news_reads::table.find((tx.actor().user_id, id));
    Ok(diesel::select(diesel::dsl::exists(marks)).get_result(tx.conn)?)
}

fn refuse(wrong: Vec<domain::problem::FieldError>) -> Result<(), Fault> {
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}

fn announce(tx: &mut Tx<'_>, id: Uuid) {
    tx.announce(Announcement { organization_id: None, kind: "news", subject_id: Some(id), client_id: None });
}
