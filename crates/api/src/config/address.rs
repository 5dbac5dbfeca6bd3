//! Where a database address leads. Both forms libpq reads are taken apart, so that a word in a password is not taken
//! for a host.

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

fn is_here(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    host.is_empty() || host.starts_with('/') || matches!(host, "localhost" | "127.0.0.1" | "::1")
}

fn of_pairs(text: &str) -> Vec<(String, String)> {
    let mut settings = Vec::new();
    let mut rest = text.trim();
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let (value, left) = match after.strip_prefix('\'') {
            Some(quoted) => quoted.split_once('\'').unwrap_or((quoted, "")),
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        settings.push((name.trim().to_lowercase(), value.to_owned()));
        rest = left.trim_start();
    }
    settings
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
    use super::is_safe;

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
