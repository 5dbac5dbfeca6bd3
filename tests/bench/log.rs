//! Statements as PostgreSQL's log tells them, apart from their values.

use std::collections::BTreeMap;

/// One statement that was sent.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    /// With `$1`, `$2` in place of the values.
    pub(crate) sql: String,
    /// The values; `None` is NULL.
    pub(crate) values: Vec<Option<String>>,
}

impl Statement {
    /// The text with something in place of each `$n`.
    pub(crate) fn with(&self, write: impl Fn(usize, Option<&str>) -> String) -> String {
        let mut result = String::new();
        let mut rest = self.sql.as_str();
        while let Some((before, after)) = rest.split_once('$') {
            result.push_str(before);
            let digits = after.chars().take_while(char::is_ascii_digit).count();
            let (number, tail) = after.split_at(digits);
            let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match index.and_then(|index| self.values.get(index).map(|value| (index, value))) {
                Some((index, value)) => result.push_str(&write(index, value.as_deref())),
                None => {
                    result.push('$');
                    result.push_str(number);
                }
            }
            rest = tail;
        }
        result + rest
    }
}

/// The statements of the one connection that sent something with this word in it. Each entry of the log begins with
/// `@@` and the number of its process.
pub(crate) fn statements(log: &str, word: &str) -> Vec<Statement> {
    let mut by_process: BTreeMap<&str, Vec<Statement>> = BTreeMap::new();
    for entry in log.split("@@").skip(1) {
        let Some((process, line)) = entry.split_once('@') else { continue };
        let statements = by_process.entry(process).or_default();
        if let Some((_, sql)) = line.split_once("LOG:  statement: ") {
            statements.push(Statement { sql: sql.trim().to_owned(), values: Vec::new() });
        } else if let Some((_, rest)) = line.split_once("LOG:  execute ") {
            let sql = rest.split_once(": ").map(|(_, sql)| sql.trim().to_owned()).unwrap_or_default();
            statements.push(Statement { sql, values: Vec::new() });
        } else if let Some((_, values)) = line.split_once("DETAIL:  parameters: ")
            && let Some(last) = statements.last_mut()
        {
            last.values = read(values.trim());
        }
    }
    by_process.into_values().find(|all| all.iter().any(|one| one.sql.contains(word))).unwrap_or_default()
}

/// Reads `$1 = 'a', $2 = NULL`; a quote inside a value is doubled.
fn read(text: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(" = ") {
        match after.strip_prefix('\'') {
            Some(quoted) => {
                let (value, tail) = unquote(quoted);
                values.push(Some(value));
                rest = tail;
            }
            None => {
                values.push(None);
                rest = after;
            }
        }
    }
    values
}

/// A quoted text and what follows its closing quote.
fn unquote(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\'') {
        value.push_str(before);
        match after.strip_prefix('\'') {
            Some(tail) => {
                value.push('\'');
                rest = tail;
            }
            None => return (value, after),
        }
    }
    (value + rest, "")
}
