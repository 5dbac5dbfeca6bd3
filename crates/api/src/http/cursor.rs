//! Opaque cursors: where the next page of a list begins.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use domain::page::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use domain::problem::{Code, Problem};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::db::Tx;
use crate::fault::Fault;

/// Which page of a list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// Rows to a page, 1 to 200; left out: 50.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// How many rows were asked for, or why that is too many.
pub fn limit(asked: Option<u16>) -> Result<i64, Problem> {
    match asked.unwrap_or(DEFAULT_LIMIT) {
        limit @ 1..=MAX_LIMIT => Ok(i64::from(limit)),
        _ => Err(Problem::new(Code::InvalidParameter, format!("limit must be between 1 and {MAX_LIMIT}."))),
    }
}

/// Whose list a cursor belongs to. It opens for that person in that list and nowhere else, and shows nobody the sort
/// key in it, which may be a name.
fn owner(tx: &Tx<'_>) -> String {
    format!("cursor {} {}", tx.operation().name, tx.actor().user_id)
}

/// The sort key a cursor stands for.
pub fn read<K: DeserializeOwned>(tx: &Tx<'_>, cursor: Option<&str>) -> Result<Option<K>, Problem> {
    let Some(text) = cursor else { return Ok(None) };
    B64.decode(text)
        .ok()
        .and_then(|sealed| tx.secrets().open_cursor(&owner(tx), &sealed).ok())
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .map(Some)
        .ok_or_else(|| Problem::new(Code::InvalidParameter, "cursor is not one this list gave you."))
}

/// Makes a page of `limit + 1` fetched rows: the extra one only tells that there is more.
pub fn page<T, K: Serialize>(
    tx: &Tx<'_>,
    mut rows: Vec<T>,
    limit: i64,
    key: impl Fn(&T) -> K,
) -> Result<Page<T>, Fault> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = match rows.last() {
        Some(last) if more => {
            let key = serde_json::to_vec(&key(last)).map_err(Fault::broken)?;
            Some(B64.encode(tx.secrets().seal_cursor(&owner(tx), &key)?))
        }
        _ => None,
    };
    Ok(Page { items: rows, next_cursor })
}
