//! JSON from strangers: as `serde_json` reads it (at most 128 levels deep), but a key that stands twice is refused.

use super::{Flaw, unhex};
use crate::model::{Dot, Origin, ReplicaId, Stamp, Value};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number};
use std::fmt;

/// Reads one JSON value.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, Flaw> {
    serde_json::from_slice::<Strict>(bytes)
        .map(|strict| strict.0)
        .map_err(|error| Flaw::NotJson(error.to_string()))
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number without end"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = items.next_key::<String>()? {
            let Strict(value) = items.next_value()?;
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("the key {key:?} stands twice")));
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

/// An object whose members are asked for by name.
#[derive(Clone, Copy)]
pub(super) struct Members<'file>(pub(super) &'file Value);

impl<'file> Members<'file> {
    /// Refuses another format than `name/1`: a newer one, or that of another file.
    pub(super) fn format(self, name: &str) -> Result<(), Flaw> {
        let format = self.text("format")?;
        match format.split_once('/') {
            Some((found, "1")) if found == name => Ok(()),
            Some((found, _)) if found == name => Err(Flaw::Newer(format.to_owned())),
            _ => Err(malformed("format")),
        }
    }

    pub(super) fn text(self, key: &str) -> Result<&'file str, Flaw> {
        self.0.get(key).and_then(Value::as_str).ok_or_else(|| malformed(key))
    }

    pub(super) fn bits(self, key: &str) -> Result<u128, Flaw> {
        unhex(self.text(key)?).ok_or_else(|| malformed(key))
    }

    pub(super) fn number(self, key: &str) -> Result<u64, Flaw> {
        self.0.get(key).and_then(Value::as_u64).ok_or_else(|| malformed(key))
    }

    /// A list of at most `limit` items; one that is not there is empty.
    pub(super) fn list(self, key: &'static str, limit: usize) -> Result<&'file [Value], Flaw> {
        match self.0.get(key) {
            None => Ok(&[]),
            Some(Value::Array(list)) if list.len() <= limit => Ok(list),
            Some(Value::Array(_)) => Err(Flaw::TooMany(key)),
            Some(_) => Err(malformed(key)),
        }
    }
}

/// The number at a place of a list that stands for a row.
pub(super) fn number_at(row: &Value, place: usize, what: &str) -> Result<u64, Flaw> {
    row.get(place).and_then(Value::as_u64).ok_or_else(|| malformed(what))
}

/// The 128 bits at a place of a row.
pub(super) fn bits_at(row: &Value, place: usize, what: &str) -> Result<u128, Flaw> {
    text_at(row, place).and_then(unhex).ok_or_else(|| malformed(what))
}

/// The text at a place of a row.
pub(super) fn text_at(row: &Value, place: usize) -> Option<&str> {
    row.get(place).and_then(Value::as_str)
}

/// The write that `replica.counter` spells.
pub(super) fn dot(text: &str) -> Option<Dot> {
    format!("{text}@0").parse::<Origin>().ok().map(|origin| origin.dot)
}

/// The opposite of [`dot`].
pub(super) fn spell(dot: Dot) -> String {
    let origin = Origin { dot, stamp: Stamp::default() }.to_string();
    origin.trim_end_matches("@0").to_owned()
}

/// The replica that a text spells.
pub(super) fn replica(text: Option<&str>) -> Result<ReplicaId, Flaw> {
    text.and_then(|text| text.parse().ok()).ok_or_else(|| malformed("replicas"))
}

pub(super) fn malformed(place: &str) -> Flaw {
    Flaw::Malformed(place.to_owned())
}
