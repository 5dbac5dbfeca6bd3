//! What every parser of outside input must hold to, as one function each: bytes in, nothing out, a panic is a finding.
//!
//! The same functions run in two ways: under libFuzzer (`cargo xtask soak`, in this workspace of its own), and over
//! their corpus with a few thousand changes to each seed (`cargo test -p tests --test parsers`).

#![forbid(unsafe_code)]

use domain::attachments::{clean_name, guess_type, precheck, sniff, verdict};
use domain::clients::{NewClient, format_client_number, parse_client_number};
use domain::dates::{format_date, format_money, parse_birth_date, parse_typed};
use domain::identifiers::{Cin, Npi, Phone, Ssn, Tin, Zip};
use domain::names::{NameQuery, display, key, similarity};
use domain::reports::csv_line;
use domain::settings::AttachmentSettings;

/// A target: its name, which is also its corpus's, and what it holds to.
pub type Target = (&'static str, fn(&[u8]));

/// Every target there is.
pub const TARGETS: [Target; 10] = [
    ("typed_dates", typed_dates),
    ("search_terms", search_terms),
    ("identifiers", identifiers),
    ("client_numbers", client_numbers),
    ("money", money),
    ("file_names", file_names),
    ("file_content", file_content),
    ("uploads", uploads),
    ("csv", csv),
    ("json", json),
];

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// A date that is read is written and read as the same one.
pub fn typed_dates(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let today = time::macros::date!(2026 - 11 - 26);
    if let Ok(date) = parse_typed(text, today) {
        assert_eq!(parse_typed(&format_date(date), today).ok(), Some(date));
    }
    if let Ok(date) = parse_birth_date(text, today) {
        assert!(date <= today);
    }
}

/// What is searched for never holds what a pattern of SQL would take for more than itself.
pub fn search_terms(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let query = NameQuery::parse(text);
    assert!(query.alternatives.len() <= 64, "{} readings", query.alternatives.len());
    for one in &query.alternatives {
        let mut keys = one.last.iter().chain(one.first.as_ref());
        assert!(keys.all(|part| !part.contains(['%', '_', '\\'])), "{one:?}");
    }
    assert_eq!(key(&key(text)), key(text), "a key is its own key");
    let alike = similarity(text, text);
    assert!((0.0..=1.0).contains(&alike));
    let _ = display(text, text, Some(text), Some(text));
}

/// An identifier that is read has one form, which is read as itself.
pub fn identifiers(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    macro_rules! stable {
        ($($kind:ident),*) => { $(
            if let Ok(read) = $kind::parse(text) {
                assert_eq!($kind::parse(read.as_str()).ok().as_ref(), Some(&read), "{text:?}");
            }
        )* };
    }
    stable!(Cin, Npi, Tin, Phone, Zip);
    let _ = Ssn::parse(text);
}

/// A client's number is read from its own form.
pub fn client_numbers(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    if let Some(number) = parse_client_number(text) {
        assert_eq!(parse_client_number(&format_client_number(number)), Some(number));
    }
}

/// An amount that is read is shown.
pub fn money(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    if let Ok(amount) = serde_json::from_value::<rust_decimal::Decimal>(serde_json::Value::from(text)) {
        assert!(!format_money(amount).is_empty());
    }
}

/// A name that is accepted is short, and holds nothing that a path, a header or an eye takes for something else.
pub fn file_names(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let _ = guess_type(text);
    if let Ok(clean) = clean_name(text) {
        let name = clean.name;
        assert!(!name.contains(['/', '\\', ':', '\r', '\n', '\0', '\u{202e}', '"']), "{name:?}");
        assert!(name.len() <= 255 && !name.starts_with('.'), "{name:?}");
    }
}

/// Any bytes are looked into without reaching past their end.
pub fn file_content(bytes: &[u8]) {
    let _ = sniff(bytes);
}

/// A whole upload: its first line is the name, the rest the file.
pub fn uploads(bytes: &[u8]) {
    let limits = AttachmentSettings::default();
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (name, content) = bytes.split_at(end);
    let name = String::from_utf8_lossy(name);
    let _ = precheck(&name, u64::try_from(content.len()).unwrap_or(u64::MAX), &limits);
    let _ = verdict(&name, None, content, &limits);
}

/// What is written is read back as the same cells, and no cell begins a formula.
pub fn csv(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let cells: Vec<&str> = text.split('\u{1f}').collect();
    let line = csv_line(cells.iter().copied());
    let back = read_line(&line);
    assert_eq!(back.len(), cells.len(), "{line:?}");
    for (read, written) in back.iter().zip(&cells) {
        assert!(read == written || read.strip_prefix('\'') == Some(*written), "{read:?} from {written:?}");
        let number = written.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit());
        assert!(number || !read.starts_with(['=', '+', '-', '@', '\t', '\r']), "{read:?} is a formula");
    }
}

/// RFC 4180, as plainly as can be.
fn read_line(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut left = line.strip_suffix("\r\n").unwrap_or(line).chars().peekable();
    while let Some(c) = left.next() {
        match c {
            '"' if quoted && left.peek() == Some(&'"') => {
                left.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    cells.push(cell);
    cells
}

/// What is read of a body is written and read as the same, and is checked without a panic.
pub fn json(bytes: &[u8]) {
    use validator::Validate as _;
    if let Ok(client) = serde_json::from_slice::<NewClient>(bytes) {
        let _ = client.validate();
        let text = serde_json::to_string(&client).expect("what was read is written");
        let again: NewClient = serde_json::from_str(&text).expect("and read");
        assert_eq!(serde_json::to_string(&again).expect("written"), text);
    }
    if let Ok(request) = serde_json::from_slice::<domain::authorizations::NewAuthorization>(bytes) {
        let _ = request.validate();
    }
}
