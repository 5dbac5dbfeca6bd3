//! Where a database address leads. Both forms libpq reads are taken apart, so that a word in a password is not taken
//! for a host, and a password is not shown to whoever lists the processes of the machine.

use std::process::Command;

use percent_encoding::percent_decode_str;

/// Off this machine the database is spoken to over verified TLS or not at all.
pub(super) fn is_safe(url: &str) -> bool {
    let settings = if url.contains("://") { of_uri(url) } else { of_pairs(url) };
    let all = |name: &str| -> Vec<&str> {
        settings.iter().filter(|(one, _)| one == name).flat_map(|(_, value)| value.split(',')).collect()
    };
    let hosts = [all("host"), all("hostaddr")].concat();
    // libpq takes the last of a setting that is there twice.
    let verified = all("sslmode").last().is_some_and(|mode| *mode == "verify-full");
    verified || hosts.iter().all(|host| is_here(host))
}

/// Tells one of PostgreSQL's own programs where to connect: the password goes into its environment, which is its own,
/// the rest onto its command line, which everybody on the machine can read.
pub(crate) fn connect(program: &mut Command, url: &str) {
    let (rest, password) = without_password(url);
    program.arg("--no-password").arg("--dbname").arg(rest);
    if let Some(password) = password {
        program.env("PGPASSWORD", password);
    }
}

fn without_password(url: &str) -> (String, Option<String>) {
    let Some((scheme, rest)) = url.split_once("://") else {
        let mut settings = of_pairs(url);
        let password = settings.iter().rposition(|(name, _)| name == "password").map(|at| settings.remove(at).1);
        let written = settings
            .iter()
            .filter(|(name, _)| name != "password")
            .map(|(name, value)| format!("{name}='{}'", value.replace('\\', "\\\\").replace('\'', "\\'")));
        return (written.collect::<Vec<_>>().join(" "), password);
    };
    let (front, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = front.split_once('/').unwrap_or((front, ""));
    let (user, hosts) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (user, before) = user.split_once(':').map_or((user, None), |(user, password)| (user, Some(password)));
    let (within, others): (Vec<&str>, Vec<&str>) =
        query.split('&').filter(|pair| !pair.is_empty()).partition(|pair| pair.starts_with("password="));
    // libpq takes the last of a setting that is there twice.
    let password = within.last().and_then(|pair| pair.split_once('=')).map(|(_, value)| value).or(before);
    let Some(password) = password else { return (url.to_owned(), None) };
    let password = percent_decode_str(password).decode_utf8_lossy().into_owned();
    (format!("{scheme}://{user}@{hosts}/{path}?{}", others.join("&")), Some(password))
}

fn is_here(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    host.is_empty() || host.starts_with('/') || matches!(host, "localhost" | "127.0.0.1" | "::1")
}

fn of_pairs(text: &str) -> Vec<(String, String)> {
    let mut settings = Vec::new();
    let mut rest = text.trim();
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let (value, left) = value_of(after);
        settings.push((name.trim().to_lowercase(), value));
        rest = left.trim_start();
    }
    settings
}

/// A value and what follows it: quoted or up to the next space, a backslash taking the next letter as it is.
fn value_of(text: &str) -> (String, &str) {
    let (quoted, text) = text.strip_prefix('\'').map_or((false, text), |inside| (true, inside));
    let mut value = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => value.extend(letters.next()),
            '\'' if quoted => break,
            space if !quoted && space.is_whitespace() => break,
            other => value.push(other),
        }
    }
    (value, letters.as_str())
}

/// `scheme://user:password@host:port,host:port/database?name=value&...`
fn of_uri(text: &str) -> Vec<(String, String)> {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let (front, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = front.split('/').next().unwrap_or_default();
    let hosts = authority.rsplit('@').next().unwrap_or_default();
    let bare = hosts.split(',').map(|host| match host.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    });
    let mut settings = vec![("host".to_owned(), bare.collect::<Vec<_>>().join(",").replace("%2F", "/"))];
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        settings.push((name.to_lowercase(), value.replace("%2F", "/").replace("%2f", "/")));
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::{is_safe, without_password};

    #[test]
    fn a_password_is_taken_out_of_either_form() {
        let apart = |url: &str| without_password(url);
        let kept = |rest: &str, password: Option<&str>| (rest.to_owned(), password.map(str::to_owned));
        assert_eq!(apart("host=/run user=app"), kept("host='/run' user='app'", None));
        assert_eq!(apart(r"host=db password='it\'s a b' user=a\ b"), kept("host='db' user='a b'", Some("it's a b")));
        assert_eq!(
            apart("postgres://app:p%40ss@db:5432/portico?sslmode=verify-full"),
            kept("postgres://app@db:5432/portico?sslmode=verify-full", Some("p@ss"))
        );
        assert_eq!(apart("postgres://app@db/portico?password=x&a=b"), kept("postgres://app@db/portico?a=b", Some("x")));
        assert_eq!(apart("postgres:///portico"), kept("postgres:///portico", None));
    }

    #[test]
    fn only_this_machine_or_verified_tls() {
        for safe in [
            "host=/run/postgresql user=app dbname=portico",
            "user=app dbname=portico",
            "host=localhost",
            "postgres://app@localhost/portico",
            "postgres://app:secret@127.0.0.1:5432/portico",
            "postgres://app@[::1]:5432/portico",
            "postgres:///portico?host=/run/postgresql",
            "postgres://app@%2Frun%2Fpostgresql/portico",
            "postgres://app@db.example/portico?sslmode=verify-full",
            "host=db.example sslmode=verify-full",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for plain in [
            "postgres://app@db.example/portico",
            "postgres://app:localhost@db.example/portico",
            "postgres://app@db.example/localhost",
            "postgres://app:sslmode=verify-full@db.example/portico",
            "postgres://app@db.example/portico?application_name=sslmode%3Dverify-full",
            "postgres://app@db.example/portico?sslmode=require",
            "postgres://app@db.example/portico?sslmode=verify-full&sslmode=disable",
            "postgres://app@localhost,db.example/portico",
            "postgres://app@localhost.example/portico",
            "postgres://app@/portico?host=db.example",
            "host=db.example password='host=/tmp'",
            "host=localhost hostaddr=192.0.2.7",
        ] {
            assert!(!is_safe(plain), "{plain}");
        }
    }
}
