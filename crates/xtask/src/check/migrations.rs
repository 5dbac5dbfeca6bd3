//! A migration runs while an older server is at work on the same tables. What would break it, or hold it up, is found
//! here; where it is meant, a comment beside the statement says `-- reviewed:` and why it does no harm.

/// The rule came when there were migrations already, which are never edited.
const FROM: &str = "migrations/2026-11-26-000300";
/// What a comment begins with that lets a statement pass.
const REVIEWED: &str = "reviewed:";
/// A reason in fewer letters is none.
const SHORTEST_REASON: usize = 15;

/// What is wrong with a file of the repository, if it is a new way up.
pub(super) fn judge(path: &str, text: &str) -> Vec<String> {
    if !path.starts_with("migrations/") || !path.ends_with("/up.sql") || path < FROM {
        return Vec::new();
    }
    let statements = statements(text);
    let made: Vec<&str> = statements.iter().filter_map(|one| after(&one.words, &["create", "table"])).collect();
    let unsafe_ones = statements.iter().filter(|one| !one.reviewed).filter_map(|one| {
        let why = danger(&one.words, &made)?;
        Some(format!("{path}:{}: {why}, or say `-- {REVIEWED}` and why it does no harm", one.line))
    });
    unsafe_ones.collect()
}

/// A statement as lower-case words, without comments and without the bodies of functions.
struct Statement {
    line: usize,
    words: Vec<String>,
    reviewed: bool,
}

fn danger(words: &[String], made: &[&str]) -> Option<&'static str> {
    let has = |wanted: &[&str]| find(words, wanted).is_some();
    let table = after(words, &["table"]).or_else(|| after(words, &["on"])).unwrap_or_default();
    if made.contains(&table) {
        return None;
    }
    let begins = |wanted: &[&str]| words.iter().zip(wanted).all(|(word, wanted)| word == wanted);
    if begins(&["drop", "table"]) || begins(&["drop", "view"]) || begins(&["drop", "function"]) {
        return Some("an older server still asks for what is dropped here: drop it a release later");
    }
    if begins(&["create", "index"]) || begins(&["create", "unique", "index"]) {
        let waits = !has(&["concurrently"]);
        return waits.then_some("nobody can write while the index is made: make it CONCURRENTLY");
    }
    if begins(&["truncate"]) || begins(&["revoke"]) {
        return Some("an older server still uses what is taken away here");
    }
    if !begins(&["alter", "table"]) {
        return None;
    }
    let added_bare = words.split(|word| word == ",").any(|part| {
        let adds = part.iter().any(|word| word == "add") && !part.iter().any(|word| word == "constraint");
        adds && find(part, &["not", "null"]).is_some() && !part.iter().any(|word| word == "default")
    });
    match () {
        () if has(&["drop", "column"]) => Some("an older server still reads this column: drop it a release later"),
        () if has(&["rename"]) => {
            Some("an older server knows the old name only: add, write both, drop a release later")
        }
        () if has(&["set", "not", "null"]) => {
            Some("an older server may still write NULL here: require it a release later")
        }
        () if has(&["type"]) => Some("the whole table is written anew while everybody waits: add a column instead"),
        () if added_bare => Some("an older server does not fill this column: give it a DEFAULT"),
        () => None,
    }
}

fn find(words: &[String], wanted: &[&str]) -> Option<usize> {
    words.windows(wanted.len()).position(|window| window.iter().zip(wanted).all(|(word, wanted)| word == wanted))
}

/// The name that stands behind these words.
fn after<'a>(words: &'a [String], wanted: &[&str]) -> Option<&'a str> {
    let at = find(words, wanted)? + wanted.len();
    let fillers = ["if", "not", "exists", "only"];
    words.get(at..)?.iter().map(String::as_str).find(|word| !fillers.contains(word))
}

fn statements(text: &str) -> Vec<Statement> {
    let (mut found, mut words, mut reviewed, mut begun) = (Vec::new(), Vec::new(), false, 0);
    let mut quoted: Option<String> = None;
    for (number, line) in text.lines().enumerate() {
        let mut rest = line;
        while !rest.is_empty() {
            if let Some(mark) = &quoted {
                let Some(at) = rest.find(mark.as_str()) else { break };
                rest = rest.get(at + mark.len()..).unwrap_or_default();
                quoted = None;
                continue;
            }
            if let Some(comment) = rest.strip_prefix("--") {
                let reason = comment.trim().strip_prefix(REVIEWED);
                reviewed |= reason.is_some_and(|reason| reason.trim().len() >= SHORTEST_REASON);
                break;
            }
            if let Some(mark) = dollar(rest) {
                rest = rest.get(mark.len()..).unwrap_or_default();
                quoted = Some(mark);
                continue;
            }
            let length = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
            let length = length.max(rest.chars().next().map_or(1, char::len_utf8));
            let (word, later) = rest.split_at(length);
            rest = later;
            match word {
                ";" => {
                    found.push(Statement { line: begun, words: std::mem::take(&mut words), reviewed });
                    reviewed = false;
                }
                "'" => {
                    let end = rest.find('\'').map_or(rest.len(), |at| at + 1);
                    rest = rest.get(end..).unwrap_or_default();
                }
                _ if word.trim().is_empty() => {}
                _ => {
                    if words.is_empty() {
                        begun = number + 1;
                    }
                    words.push(word.to_lowercase());
                }
            }
        }
    }
    found
}

/// `$$` or `$name$`, where a body begins.
fn dollar(text: &str) -> Option<String> {
    let inside = text.strip_prefix('$')?;
    let end = inside.find('$')?;
    let name = inside.get(..end)?;
    name.chars().all(|letter| letter.is_alphanumeric() || letter == '_').then(|| format!("${name}$"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = "migrations/2026-12-01-000100_thing/up.sql";

    #[test]
    fn what_breaks_or_holds_up_an_older_server_is_found() {
        for bad in [
            "DROP TABLE clients;",
            "DROP TABLE IF EXISTS clients;",
            "ALTER TABLE clients DROP COLUMN phone;",
            "ALTER TABLE clients RENAME COLUMN phone TO telephone;",
            "ALTER TABLE clients\n    RENAME TO people;",
            "ALTER TABLE clients ADD COLUMN ward text NOT NULL;",
            "ALTER TABLE clients ADD COLUMN a text NOT NULL DEFAULT '', ADD COLUMN b text NOT NULL;",
            "ALTER TABLE clients ALTER COLUMN phone SET NOT NULL;",
            "ALTER TABLE clients ALTER COLUMN phone TYPE bigint;",
            "CREATE INDEX clients_ward ON clients (ward);",
            "create unique index clients_ward on clients (ward);",
            "DROP FUNCTION identity_renew(uuid);",
            "REVOKE INSERT ON clients FROM portico_app;",
            "SELECT 1; -- reviewed: a reason that belongs to the first\nDROP TABLE b;\nDROP TABLE c;",
            "-- reviewed: short\nDROP TABLE clients;",
        ] {
            assert!(!judge(NEW, bad).is_empty(), "{bad}");
        }
    }

    #[test]
    fn what_does_no_harm_passes() {
        for good in [
            "ALTER TABLE clients ADD COLUMN ward text;",
            "ALTER TABLE clients ADD COLUMN ward text NOT NULL DEFAULT 'a; b -- c';",
            "CREATE TABLE wards (id uuid NOT NULL, type text);\nCREATE INDEX wards_id ON wards (id);",
            "CREATE INDEX CONCURRENTLY clients_ward ON clients (ward);",
            "-- reviewed: a table of three rows, made yesterday\nCREATE INDEX settings_a ON settings (a);",
            "-- DROP TABLE clients;\nSELECT 1;",
            "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $body$ DROP TABLE clients; $body$;",
            "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\nDROP TABLE a;\nEND $$;",
        ] {
            assert_eq!(judge(NEW, good), Vec::<String>::new(), "{good}");
        }
    }

    #[test]
    fn a_reason_covers_one_statement_and_old_files_are_left_alone() {
        let two = "-- reviewed: nothing reads it since the last release\nDROP TABLE a;\nDROP TABLE b;";
        let found = judge(NEW, two);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("up.sql:3:"), "{found:?}");
        assert!(judge("migrations/2026-11-22-000100_walls/up.sql", "DROP TABLE a;").is_empty());
        assert!(judge("migrations/2026-12-01-000100_thing/down.sql", "DROP TABLE a;").is_empty());
    }
}
