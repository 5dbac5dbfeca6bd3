//! The key file: every key with its number, one of them current.
//!
//! ```text
//! portico-keys 2
//! session  BASE64          signs session tokens
//! cursor   BASE64          seals where a page of a list ends
//! key 1    BASE64 BASE64 2026-11-26
//! key 2    BASE64 BASE64 2027-02-01
//! current  2
//! rotating
//! retired  0
//! ```
//!
//! A `key` line holds the key that seals, the key of the blind index, and the day it was made. Lines that begin with `#`
//! are remarks. A file of three lines of BASE64 (session key, sealing key, index key), as the first versions wrote it,
//! is read as key 1.

use std::fmt::Write as _;
use std::str::SplitAsciiWhitespace;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};
use time::Date;
use time::macros::format_description;

const FIRST_LINE: &str = "portico-keys 2";

/// One key: what seals, and what makes the blind index.
#[derive(Clone)]
pub struct Key {
    /// Its number: never given twice.
    pub id: u32,
    /// Wraps the keys of files and seals values.
    pub data: [u8; 32],
    /// Makes the blind index.
    pub index: [u8; 32],
    /// The day it was made, if anybody wrote it down.
    pub made: Option<Date>,
}

/// All of them.
#[derive(Clone)]
pub struct Ring {
    /// Signs session tokens.
    pub session: [u8; 32],
    /// Seals cursors.
    pub cursor: [u8; 32],
    /// By number, never empty.
    pub keys: Vec<Key>,
    /// The number of the one that seals.
    pub current: u32,
    /// A rotation has begun and is not at its end.
    pub rotating: bool,
    /// Numbers of keys that are gone.
    pub retired: Vec<u32>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

impl std::fmt::Debug for Ring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ring").field("keys", &self.keys).field("current", &self.current).finish_non_exhaustive()
    }
}

/// Why a text is no key file, in one line without any of it.
type Unreadable = &'static str;

impl Ring {
    /// Keys for a new installation.
    pub(super) fn generate() -> Self {
        let [session, cursor, data, index] = [(); 4].map(|()| super::random_bytes());
        Self::first(session, cursor, data, index)
    }

    fn first(session: [u8; 32], cursor: [u8; 32], data: [u8; 32], index: [u8; 32]) -> Self {
        let keys = vec![Key { id: 1, data, index, made: None }];
        Self { session, cursor, keys, current: 1, rotating: false, retired: Vec::new() }
    }

    /// Reads either form.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let said = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut lines = said.peekable();
        if lines.next_if_eq(&FIRST_LINE).is_none() {
            return Self::parse_three(lines).ok_or("the key file does not hold three keys");
        }
        let (mut session, mut cursor, mut current, mut rotating) = (None, None, None, false);
        let (mut keys, mut retired) = (Vec::new(), Vec::new());
        for line in lines {
            let mut words = line.split_ascii_whitespace();
            match words.next() {
                Some("session") => session = read_key(&mut words),
                Some("cursor") => cursor = read_key(&mut words),
                Some("current") => current = read_number(&mut words),
                Some("rotating") => rotating = true,
                Some("retired") => retired.extend(words.filter_map(|word| word.parse::<u32>().ok())),
                Some("key") => keys.push(read_line(&mut words).ok_or("a key line of the key file cannot be read")?),
                _ => return Err("the key file holds a line that is not known"),
            }
        }
        keys.sort_by_key(|key: &Key| key.id);
        if keys.windows(2).any(|pair| matches!(pair, [one, other] if one.id == other.id)) {
            return Err("the key file gives one number to two keys");
        }
        let session = session.ok_or("the key file has no session key")?;
        let cursor = cursor.ok_or("the key file has no cursor key")?;
        let current = current.ok_or("the key file does not say which key is current")?;
        if keys.iter().all(|key| key.id != current) {
            return Err("the current key is not in the key file");
        }
        Ok(Self { session, cursor, keys, current, rotating, retired })
    }

    fn parse_three<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut keys = lines.map(decode);
        let (session, data, index) = (keys.next()??, keys.next()??, keys.next()??);
        let cursor = Sha256::new().chain_update(b"portico cursor").chain_update(index).finalize().into();
        Some(Self::first(session, cursor, data, index))
    }

    /// The form [`Ring::parse`] reads.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{FIRST_LINE}\n# Whoever has this file can read everything. Keep a copy apart from the backups.\n\
             session {}\ncursor {}\n",
            BASE64.encode(self.session),
            BASE64.encode(self.cursor)
        );
        for key in &self.keys {
            let (data, index) = (BASE64.encode(key.data), BASE64.encode(key.index));
            let made = key.made.and_then(|day| day.format(format_description!("[year]-[month]-[day]")).ok());
            // Writing to a string does not fail.
            let _ = writeln!(text, "key {} {data} {index} {}", key.id, made.as_deref().unwrap_or_default());
        }
        let _ = writeln!(text, "current {}", self.current);
        if self.rotating {
            text.push_str("rotating\n");
        }
        for id in &self.retired {
            let _ = writeln!(text, "retired {id}");
        }
        text
    }

    /// A key by its number.
    pub fn key(&self, id: u32) -> Option<&Key> {
        self.keys.iter().find(|key| key.id == id)
    }

    /// A number that no key has or had.
    fn next_id(&self) -> u32 {
        self.keys.iter().map(|key| key.id).chain(self.retired.iter().copied()).max().unwrap_or(0).saturating_add(1)
    }

    /// Puts a new key beside the others and gives its number; the current one stays current.
    pub fn add(&mut self, made: Date) -> u32 {
        let id = self.next_id();
        self.keys.push(Key { id, data: super::random_bytes(), index: super::random_bytes(), made: Some(made) });
        id
    }

    /// Takes a key out for good.
    pub fn retire(&mut self, id: u32) {
        self.keys.retain(|key| key.id != id);
        self.retired.push(id);
    }
}

fn decode(word: &str) -> Option<[u8; 32]> {
    BASE64.decode(word).ok()?.try_into().ok()
}

fn read_key(words: &mut SplitAsciiWhitespace<'_>) -> Option<[u8; 32]> {
    words.next().and_then(decode)
}

fn read_number(words: &mut SplitAsciiWhitespace<'_>) -> Option<u32> {
    words.next()?.parse().ok()
}

fn read_line(words: &mut SplitAsciiWhitespace<'_>) -> Option<Key> {
    let id = read_number(words).filter(|id| *id > 0)?;
    let (data, index) = (read_key(words)?, read_key(words)?);
    let made = words.next().and_then(|day| Date::parse(day, format_description!("[year]-[month]-[day]")).ok());
    Some(Key { id, data, index, made })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_ring_survives_its_text_form() {
        let mut ring = Ring::generate();
        assert_eq!(ring.add(date!(2026 - 11 - 26)), 2);
        ring.current = 2;
        ring.rotating = true;
        let again = Ring::parse(&ring.to_text()).unwrap();
        assert_eq!((again.session, again.cursor, again.current, again.rotating), (ring.session, ring.cursor, 2, true));
        assert_eq!(again.key(2).unwrap().made, Some(date!(2026 - 11 - 26)));
        assert_eq!(again.key(1).unwrap().data, ring.key(1).unwrap().data);
    }

    #[test]
    fn a_number_is_never_given_twice() {
        let mut ring = Ring::generate();
        let second = ring.add(date!(2026 - 11 - 26));
        ring.retire(second);
        let mut again = Ring::parse(&ring.to_text()).unwrap();
        assert_eq!(again.add(date!(2026 - 11 - 27)), 3);
    }

    #[test]
    fn what_is_not_a_key_file_is_refused_without_being_quoted() {
        let good = Ring::generate().to_text();
        let line = good.lines().find(|line| line.starts_with("key")).unwrap();
        for bad in [
            "".to_owned(),
            "secret".to_owned(),
            "portico-keys 2\n".to_owned(),
            good.replace("current 1", "current 7"),
            good.replace("current 1", "secret 1"),
            good.replace("key 1 ", "key 1 A"),
            format!("{good}{line}"),
        ] {
            assert!(!Ring::parse(&bad).unwrap_err().contains("secret"), "{bad}");
        }
    }
}
