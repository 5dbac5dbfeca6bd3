//! A field of a change that may be left out, cleared or set: three answers, where plain `Option` knows two.

use serde::{Deserialize, Deserializer};

/// Reads `null` as `Some(None)` ("clear it"); serde's default for a missing field stays `None` ("leave it").
pub(crate) fn present<'de, T, D>(input: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(input).map(Some)
}
