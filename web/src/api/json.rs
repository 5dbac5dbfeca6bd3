//! Reads JSON into the types that travel.
//!
//! `serde_json` compiles its whole reader into each type it reads, with the words for everything that can be wrong.
//! Here a text becomes a tree first, by one piece of code, and types take their fields out of it; all that is said of a
//! tree that does not fit is that it does not. With a hundred types that is a good part of the client's size.

use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Number, Value, map};

/// A text as a tree.
pub(crate) fn tree(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// A tree as what it means.
pub(crate) fn read<T: DeserializeOwned>(tree: &Value) -> Option<T> {
    T::deserialize(Tree(tree)).ok()
}

/// A value as a tree.
pub(crate) fn write<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_string(value).ok().and_then(|text| tree(&text)).unwrap_or_default()
}

/// Does not fit.
#[derive(Debug)]
struct Misfit;

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("does not fit")
    }
}

impl std::error::Error for Misfit {}

impl serde::de::Error for Misfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

#[derive(Clone, Copy)]
struct Tree<'a>(&'a Value);

fn number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, Misfit> {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(natural), _, _) => visitor.visit_u64(natural),
        (_, Some(integer), _) => visitor.visit_i64(integer),
        (_, _, Some(other)) => visitor.visit_f64(other),
        _ => Err(Misfit),
    }
}

/// The readers for types that come as numbers only.
macro_rules! numbers {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            match self.0 {
                Value::Number(value) => number(value, visitor),
                _ => Err(Misfit),
            }
        })*
    };
}

/// The readers for types that come as texts only.
macro_rules! texts {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            match self.0 {
                Value::String(text) => visitor.visit_borrowed_str(text),
                _ => Err(Misfit),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Tree<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(value) => number(value, visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visitor.visit_seq(Items(items.iter())),
            Value::Object(fields) => visitor.visit_map(Fields { rest: fields.iter(), value: None }),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Bool(value) => visitor.visit_bool(*value),
            _ => Err(Misfit),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(Items(items.iter())),
            _ => Err(Misfit),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Object(fields) => visitor.visit_map(Fields { rest: fields.iter(), value: None }),
            _ => Err(Misfit),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        // Every enum on the wire is a set of words.
        match self.0 {
            Value::String(word) => visitor.visit_enum::<StrDeserializer<'_, Misfit>>(word.as_str().into_deserializer()),
            _ => Err(Misfit),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_f32 deserialize_f64
    }

    texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier }

    forward_to_deserialize_any! { bytes byte_buf unit unit_struct tuple tuple_struct }
}

struct Items<'a>(std::slice::Iter<'a, Value>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        self.0.next().map(|item| seed.deserialize(Tree(item))).transpose()
    }
}

struct Fields<'a> {
    rest: map::Iter<'a>,
    value: Option<&'a Value>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        seed.deserialize(Tree(self.value.take().ok_or(Misfit)?))
    }
}

#[cfg(test)]
mod tests {
    use domain::problem::{Code, Problem};
    use domain::settings::AttachmentSettings;
    use serde_json::json;

    use super::*;

    #[test]
    fn types_come_back_as_they_went() {
        let settings = AttachmentSettings::default();
        assert_eq!(read::<AttachmentSettings>(&write(&settings)).as_ref(), Some(&settings));
        let problem = Problem::field("/name", "required", "Enter a name.");
        assert_eq!(read::<Problem>(&write(&problem)).as_ref(), Some(&problem));
        assert_eq!(read::<(i64, f64, Option<bool>)>(&json!([-3, 1.5, null])), Some((-3, 1.5, None)));
    }

    #[test]
    fn what_does_not_fit_is_not_read() {
        assert_eq!(read::<Code>(&json!("no_such_code")), None);
        assert_eq!(read::<i32>(&json!(5_000_000_000_i64)), None);
        assert_eq!(read::<Vec<String>>(&json!({ "0": "a" })), None);
        assert_eq!(read::<Problem>(&json!({ "title": "Cut short" })), None);
        assert_eq!(tree("{\"cut\":"), None);
    }
}
