//! Comma-separated values by RFC 4180, safe to open in a spreadsheet.

/// One cell. A text that a spreadsheet would run as a formula gets an apostrophe in front; a number stays a number.
pub fn csv_cell(text: &str) -> String {
    let guarded = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    let quoted = guarded.contains([',', '"', '\r', '\n', '\t'])
        || guarded.starts_with(char::is_whitespace)
        || guarded.ends_with(char::is_whitespace);
    if quoted { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

/// One record, its line end included.
pub fn csv_line<I: IntoIterator<Item = S>, S: AsRef<str>>(cells: I) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| csv_cell(cell.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

/// Excel, LibreOffice and Google Sheets start a formula at these, also in their full-width forms.
fn is_formula(text: &str) -> bool {
    let starts =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    starts && !is_number(text)
}

/// Digits with at most one sign and one point: nothing in it can call a function.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut points = digits.matches('.').count();
    points += usize::from(!digits.starts_with(|c: char| c.is_ascii_digit()));
    points <= 1
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells() {
        for (text, cell) in [
            ("", ""),
            ("Smith", "Smith"),
            ("Smith, Jane", "\"Smith, Jane\""),
            ("the \"old\" name", "\"the \"\"old\"\" name\""),
            ("two\r\nlines", "\"two\r\nlines\""),
            (" lead", "\" lead\""),
            ("=1+1", "'=1+1"),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("+1 (213) 555-0100", "'+1 (213) 555-0100"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("\t=1", "\"'\t=1\""),
            ("\u{ff1d}1+1", "'\u{ff1d}1+1"),
            ("-12.50", "-12.50"),
            ("+7", "+7"),
            ("-1-1", "'-1-1"),
            ("-", "'-"),
            ("H2015:HK", "H2015:HK"),
        ] {
            assert_eq!(csv_cell(text), cell, "{text:?}");
        }
        assert_eq!(csv_line(["a", "b,c", ""]), "a,\"b,c\",\r\n");
    }

    /// A reader by the book: quotes, doubled quotes, commas, CRLF.
    fn read(text: &str) -> Vec<Vec<String>> {
        let (mut records, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
        let (mut quoted, mut chars) = (false, text.chars().peekable());
        while let Some(c) = chars.next() {
            match (quoted, c) {
                (true, '"') if chars.peek() == Some(&'"') => cell.extend(chars.next()),
                (_, '"') => quoted = !quoted,
                (false, ',') => record.push(std::mem::take(&mut cell)),
                (false, '\r') if chars.peek() == Some(&'\n') => {
                    chars.next();
                    record.push(std::mem::take(&mut cell));
                    records.push(std::mem::take(&mut record));
                }
                _ => cell.push(c),
            }
        }
        records
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a=+,\"\r\n -]{0,8}", 3), 1..5)) {
            let text: String = rows.iter().map(csv_line).collect();
            let back = read(&text);
            prop_assert_eq!(back.len(), rows.len());
            for (cells, given) in back.iter().zip(&rows) {
                for (cell, given) in cells.iter().zip(given) {
                    prop_assert!(cell == given || cell.strip_prefix('\'') == Some(given));
                    prop_assert!(!is_formula(cell), "{cell:?} would run");
                }
            }
        }
    }
}
