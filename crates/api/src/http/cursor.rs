//! Opaque cursors: where the next page of a list begins.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use domain::page::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use domain::problem::{Code, Problem};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Which page of a list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// Rows to a page, 1 to 200; left out: 50.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

/// How many rows were asked for, or why that is too many.
pub fn limit(asked: Option<u16>) -> Result<i64, Problem> {
    match asked.unwrap_or(DEFAULT_LIMIT) {
        limit @ 1..=MAX_LIMIT => Ok(i64::from(limit)),
        _ => Err(Problem::new(Code::InvalidParameter, format!("limit must be between 1 and {MAX_LIMIT}."))),
    }
}

/// The sort key a cursor stands for.
pub fn read<K: DeserializeOwned>(cursor: Option<&str>) -> Result<Option<K>, Problem> {
    let Some(text) = cursor else { return Ok(None) };
    B64.decode(text)
        .ok()
        // A cursor somebody made up may hold the character NUL, which no text column can be compared with.
        .filter(|bytes| !bytes.windows(6).any(|six| six == br"\u0000"))
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .map(Some)
        .ok_or_else(|| Problem::new(Code::InvalidParameter, "cursor is not one this list gave out."))
}

/// Makes a page of `limit + 1` fetched rows: the extra one only tells that there is more.
pub fn page<T, K: Serialize>(mut rows: Vec<T>, limit: i64, key: impl Fn(&T) -> K) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = match rows.last() {
        Some(last) if more => serde_json::to_vec(&key(last)).ok().map(|bytes| B64.encode(bytes)),
        _ => None,
    };
    Page { items: rows, next_cursor }
}
