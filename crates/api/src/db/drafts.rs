//! Drafts: one person's own, sealed, kept for 30 days after they were last saved.

use diesel::prelude::*;
use domain::drafts::{Draft, DraftFilter, DraftKind, KEEP_DAYS, SaveDraft};
use domain::page::Page;
use domain::problem::Code;
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::Tx;
use super::authorizations::{instant, micros};
use super::held::{Change, Held};
use super::schema::drafts;
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor;
use crate::http::if_match::IfMatch;

const SEALED: &str = "drafts.sealed";

/// What only the owner's requests open.
#[derive(Serialize, Deserialize)]
struct Inside {
    title: String,
    body: serde_json::Value,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = drafts)]
struct Row {
    id: Uuid,
    kind: String,
    client_id: Option<Uuid>,
    sealed: Vec<u8>,
    updated_at: OffsetDateTime,
    version: i32,
}

impl Row {
    fn open(self, tx: &mut Tx<'_>) -> Result<Draft, Fault> {
        let clear = tx.secrets().open(SEALED, &self.sealed)?;
        let inside: Inside = serde_json::from_slice(&clear).map_err(|_| Fault::broken("a draft holds no JSON"))?;
        tx.saw_all(self.client_id);
        Ok(Draft {
            id: self.id,
            kind: DraftKind::parse(&self.kind).ok_or_else(|| Fault::broken("a draft of an unknown kind"))?,
            client_id: self.client_id,
            title: inside.title,
            body: inside.body,
            updated_at: self.updated_at,
            version: self.version,
        })
    }
}

/// What is older than this is over, whether or not it was swept yet.
fn oldest(tx: &Tx<'_>) -> OffsetDateTime {
    tx.now() - Duration::days(KEEP_DAYS)
}

/// One's own drafts, last saved first.
pub fn list(tx: &mut Tx<'_>, filter: &DraftFilter) -> Result<Page<Draft>, Fault> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<(i64, Uuid)> = cursor::read(tx, filter.cursor.as_deref())?;
    let mut query = drafts::table
        .filter(drafts::user_id.eq(tx.actor().user_id))
        .filter(drafts::updated_at.gt(oldest(tx)))
        .into_boxed();
    if let Some(kind) = filter.kind {
        query = query.filter(drafts::kind.eq(kind.as_str()));
    }
    if let Some(client) = filter.client_id {
        query = query.filter(drafts::client_id.eq(client));
    }
    if let Some((at, id)) = after {
        let at = instant(at)?;
        query = query.filter(drafts::updated_at.le(at)).filter(drafts::updated_at.lt(at).or(drafts::id.lt(id)));
    }
    let rows: Vec<Row> = query
        .order((drafts::updated_at.desc(), drafts::id.desc()))
        .limit(limit + 1)
        .select(Row::as_select())
        .load(tx.conn)?;
    let page = cursor::page(tx, rows, limit, |row: &Row| (micros(row.updated_at), row.id))?;
    let items = page.items.into_iter().map(|row| row.open(tx)).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor: page.next_cursor })
}

/// One of one's own.
pub fn read(tx: &mut Tx<'_>, id: Uuid) -> Result<Draft, Fault> {
    let row: Row = drafts::table
        .filter(drafts::id.eq(id))
        .filter(drafts::user_id.eq(tx.actor().user_id))
        .filter(drafts::updated_at.gt(oldest(tx)))
        .select(Row::as_select())
        .first(tx.conn)?;
    row.open(tx)
}

/// Keeps a draft under the id its form chose. Another person's id does not exist.
pub fn save(tx: &mut Tx<'_>, id: Uuid, seen: Option<IfMatch>, draft: SaveDraft) -> Result<Done<Draft>, Fault> {
    let wrong = draft.check();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let title = draft.title.clone().unwrap_or_else(|| draft.kind.label().to_owned());
    let inside = serde_json::to_vec(&Inside { title, body: draft.body.clone() }).map_err(Fault::broken)?;
    let sealed = tx.secrets().seal(SEALED, &inside)?;
    let mut held = hold(tx, id)?;
    if let (Some(seen), Some(held)) = (seen, &held) {
        seen.check(held.row().version)?;
    }
    let made = held.is_none() && insert(tx, id, &draft, &sealed)?;
    if !made {
        if held.is_none() {
            // Somebody's: one's own if a second request made it a moment ago, else another person's.
            held = hold(tx, id)?;
        }
        overwrite(tx, &held.ok_or(Fault::from(Code::NotFound))?, &draft, &sealed)?;
    }
    let saved = read(tx, id)?;
    let event = Event::new("drafts.save", "draft", id).detail(json!({ "kind": draft.kind }));
    let version = saved.version;
    let done = if made { Done::created(saved, event) } else { Done::changed(saved, event) };
    Ok(done.version(version))
}

/// One's own, if there is one with this id.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Held<Change, Row>>, Fault> {
    let row = drafts::table
        .filter(drafts::id.eq(id))
        .filter(drafts::user_id.eq(tx.actor().user_id))
        .for_update()
        .select(Row::as_select())
        .first(tx.conn)
        .optional()?;
    Ok(row.map(Held::prove))
}

fn overwrite(tx: &mut Tx<'_>, held: &Held<Change, Row>, draft: &SaveDraft, sealed: &[u8]) -> Result<(), Fault> {
    diesel::update(drafts::table.find(held.row().id))
        .set((
            drafts::kind.eq(draft.kind.as_str()),
            drafts::client_id.eq(draft.client_id),
            drafts::sealed.eq(sealed),
            drafts::updated_at.eq(tx.now()),
            drafts::version.eq(drafts::version + 1),
        ))
        .execute(tx.conn)?;
    Ok(())
}

fn insert(tx: &mut Tx<'_>, id: Uuid, draft: &SaveDraft, sealed: &[u8]) -> Result<bool, Fault> {
    let inserted = diesel::insert_into(drafts::table)
        .values((
            drafts::id.eq(id),
            drafts::user_id.eq(tx.actor().user_id),
            drafts::kind.eq(draft.kind.as_str()),
            drafts::client_id.eq(draft.client_id),
            drafts::sealed.eq(sealed),
            drafts::updated_at.eq(tx.now()),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn)?;
    Ok(inserted == 1)
}

/// Throws one's own draft away.
pub fn discard(tx: &mut Tx<'_>, id: Uuid, seen: Option<IfMatch>) -> Result<Done<()>, Fault> {
    let held = hold(tx, id)?.ok_or(Fault::from(Code::NotFound))?;
    if let Some(seen) = seen {
        seen.check(held.row().version)?;
    }
    diesel::delete(drafts::table.find(held.row().id)).execute(tx.conn)?;
    Ok(Done::quietly(Event::new("drafts.discard", "draft", id)))
}
