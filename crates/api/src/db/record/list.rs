//! What a reader of the record asked for, and where a page of it begins.

use domain::calendar::plus_days;
use domain::page::Page;
use domain::problem::{FieldError, Problem};
use domain::record::RecordFilter;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::db::Tx;
use crate::fault::Fault;
use crate::http::cursor;

/// Rows a page of a file is read with.
pub const FILE_PAGE: i64 = 500;

/// A page begins after this row; what is found through the chain goes by its number.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct After {
    pub(super) id: Uuid,
    pub(super) seq: Option<i64>,
}

/// A row that says where the next page begins.
pub trait Placed {
    /// After itself.
    fn place(&self) -> After;
}

/// Reads so many rows from a place on, the latest first.
pub type Read<T> = fn(&mut Tx<'_>, &RecordFilter, Option<After>, i64) -> Result<Vec<T>, Fault>;

/// One page of it.
pub fn page<T: Placed>(tx: &mut Tx<'_>, filter: &RecordFilter, read: Read<T>) -> Result<Page<T>, Fault> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<After> = cursor::read(tx, filter.cursor.as_deref())?;
    let rows = read(tx, filter, after, limit + 1)?;
    cursor::page(tx, rows, limit, Placed::place)
}

/// A filter as queries take it.
pub(super) struct Narrow {
    /// Always the reader's own, but for the county.
    pub(super) organization: Option<Uuid>,
    /// This moment or later.
    pub(super) from: Option<OffsetDateTime>,
    /// Before this moment.
    pub(super) to: Option<OffsetDateTime>,
    /// No row before this id can be that late.
    pub(super) first: Option<Uuid>,
    /// No row after this id can be that early.
    pub(super) last: Option<Uuid>,
}

impl Narrow {
    pub(super) fn of(tx: &mut Tx<'_>, filter: &RecordFilter) -> Result<Self, Fault> {
        if let (Some(from), Some(to)) = (filter.from, filter.to)
            && to < from
        {
            let said = "The last day is before the first. Move one of them.";
            let mut problem = Problem::new(domain::problem::Code::InvalidParameter, said);
            problem.errors = vec![FieldError::new("to", "end_before_start", said)];
            return Err(problem.into());
        }
        let own = (!tx.actor().is_county()).then_some(tx.actor().organization_id);
        let time = tx.time();
        let from = filter.from.map(|day| time.begins(day));
        let to = filter.to.map(|day| time.begins(plus_days(day, 1)));
        tx.searched(shape(filter));
        tx.saw_all(filter.client_id);
        Ok(Self {
            organization: own.or(filter.organization_id),
            from,
            to,
            // Ids follow the clock of whoever made them; a day on both sides forgives much.
            first: from.and_then(|at| id_at(at - Duration::DAY)),
            last: to.and_then(|at| id_at(at + Duration::DAY)),
        })
    }
}

/// The lowest id of a moment.
fn id_at(at: OffsetDateTime) -> Option<Uuid> {
    let millis = u64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok()?;
    Some(uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid())
}

/// Which kinds of criteria were used, for the access record of this very search.
fn shape(filter: &RecordFilter) -> String {
    let used = [
        (filter.user_id.is_some(), "person"),
        (filter.client_id.is_some(), "client"),
        (filter.organization_id.is_some(), "organization"),
        (filter.action.is_some(), "action"),
        (filter.from.is_some() || filter.to.is_some(), "period"),
    ];
    let words: Vec<&str> = used.iter().filter(|(used, _)| *used).map(|(_, word)| *word).collect();
    if words.is_empty() { "everything".to_owned() } else { words.join("+") }
}
