//! What only a socket shows: requests no library would send, clients that never finish, a start that is refused.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use domain::access::Role;
use tests::process::{Grounds, Process, binary, free_port};

/// Sends bytes and reads until the server closes, or for so long.
fn exchange(port: u16, bytes: &[u8], patience: Duration) -> (String, bool) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(patience)).unwrap();
    stream.write_all(bytes).unwrap();
    let (mut answer, mut piece) = (Vec::new(), [0; 4096]);
    let closed = loop {
        match stream.read(&mut piece) {
            Ok(0) => break true,
            Ok(read) => answer.extend_from_slice(&piece[..read]),
            // A server that goes while bytes are still unread resets; it is closed all the same.
            Err(error) => break error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    };
    (String::from_utf8_lossy(&answer).into_owned(), closed)
}

fn answers(text: &str) -> usize {
    text.matches("HTTP/1.1 ").count()
}

/// A second request hidden behind the first must never be answered.
fn smuggling(server: &Process, token: &str) {
    let hidden = "GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let head = format!(
        "POST /api/v1/clients/lookup HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\n"
    );
    let length = hidden.len() + 5;
    for (what, rest) in [
        ("length and chunks", format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
        ("chunks and length", format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n\r\n0\r\n\r\n")),
        ("two lengths", format!("Content-Length: 2\r\nContent-Length: {length}\r\n\r\n{{}}")),
        ("two lengths that agree", "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}".to_owned()),
        ("a list of lengths", "Content-Length: 2, 2\r\n\r\n{}".to_owned()),
        ("a signed length", "Content-Length: +2\r\n\r\n{}".to_owned()),
        ("two encodings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n".to_owned()),
        ("an unknown encoding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n".to_owned()),
        ("a space before the colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n".to_owned()),
        ("a folded header", "X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n".to_owned()),
        ("a bare CR", "X-A: b\rTransfer-Encoding: chunked\r\n\r\n".to_owned()),
        ("two hosts", "Host: elsewhere.example\r\nContent-Length: 2\r\n\r\n{}".to_owned()),
        ("a NUL", "X-A: b\0c\r\nContent-Length: 2\r\n\r\n{}".to_owned()),
    ] {
        let (text, closed) = exchange(server.port, format!("{head}{rest}{hidden}").as_bytes(), Duration::from_secs(3));
        assert!(text.starts_with("HTTP/1.1 400 "), "{what}: {text}");
        assert!(closed, "{what}: the connection stays open");
        assert_eq!(answers(&text), 1, "{what}: the hidden request was answered: {text}");
    }
    // Chunks whose lines end in a bare LF are no chunks.
    let loose = format!("{head}Transfer-Encoding: chunked\r\n\r\n2\n{{}}\n0\n\n{hidden}");
    let (text, closed) = exchange(server.port, loose.as_bytes(), Duration::from_secs(3));
    assert!(closed && answers(&text) <= 1 && !text.contains("HTTP/1.1 200"), "bare LF in chunks: {text}");
    // A head whose lines end in a bare LF may be read (RFC 9112, 2.2), and then as exactly the one request it is.
    let bare = "GET /healthz HTTP/1.1\nHost: localhost\nConnection: close\n\n";
    let (text, closed) = exchange(server.port, bare.as_bytes(), Duration::from_secs(3));
    assert!(closed && answers(&text) == 1, "bare LF: {text}");
}

fn methods(server: &Process) {
    for (method, status) in [("TRACE", "405"), ("CONNECT", "4"), ("PATCH", "405"), ("FOO", "405"), ("PROPFIND", "405")]
    {
        let request =
            format!("{method} /api/v1/session HTTP/1.1\r\nHost: localhost\r\nCookie: a=b\r\nConnection: close\r\n\r\n");
        let (text, _) = exchange(server.port, request.as_bytes(), Duration::from_secs(3));
        assert!(text.starts_with(&format!("HTTP/1.1 {status}")), "{method}: {text}");
        assert!(!text.contains("a=b"), "{method} sends the cookie back");
    }
    for junk in ["\x16\x03\x01\x02\0\x01\0", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\0\0\0\0\r\n\r\n"] {
        let (text, closed) = exchange(server.port, junk.as_bytes(), Duration::from_secs(15));
        assert!(closed && !text.contains(" 200 "), "{junk:?}: {text}");
    }
}

/// A head that comes letter by letter, and a body that never comes, end; others are served meanwhile.
fn slow_clients(port: u16, token: &str) {
    let body = format!(
        "POST /api/v1/clients/lookup HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"name\":"
    );
    let heads: Vec<_> = (0..200)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: local").unwrap();
            stream
        })
        .collect();
    let waiting = thread::spawn(move || {
        let started = Instant::now();
        let (text, _) = exchange(port, body.as_bytes(), Duration::from_secs(45));
        (text, started.elapsed())
    });
    let started = Instant::now();
    let (text, _) =
        exchange(port, b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", Duration::from_secs(5));
    assert!(text.starts_with("HTTP/1.1 204"), "others are not served: {text}");
    for mut stream in heads {
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut text = String::new();
        // A reset is an end as well.
        let _ = stream.read_to_string(&mut text);
        assert!(text.is_empty() || text.starts_with("HTTP/1.1 408"), "{text}");
    }
    assert!(started.elapsed() < Duration::from_secs(20), "slow heads were kept {:?}", started.elapsed());
    let (text, took) = waiting.join().unwrap();
    assert!(text.starts_with("HTTP/1.1 400") && took < Duration::from_secs(40), "slow body: {took:?} {text}");
}

/// `portico` with these settings, and what it says.
fn told(arguments: &[&str], settings: &[(&str, String)]) -> (bool, String) {
    let mut command = Command::new(binary());
    command.args(arguments).env_remove("DATABASE_URL").env_remove("PORTICO_LOG");
    let output = command.envs(settings.iter().map(|(name, value)| (name, value))).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A live installation says what is weak, in a line each, and does not start.
fn refused_starts(grounds: &Grounds) {
    let good = grounds.settings();
    let with = |name: &'static str, value: &str| {
        let mut settings = good.clone();
        settings.retain(|(one, _)| *one != name);
        settings.push((name, value.to_owned()));
        settings
    };
    let (fit, said) = told(&["check"], &good);
    assert!(fit, "{said}");
    let owner = good.iter().find(|(name, _)| *name == "MIGRATION_DATABASE_URL").unwrap().1.clone();
    let cases = [
        (with("PORTICO_PUBLIC_URL", "http://portico.example"), "public_url must begin with https://"),
        (with("DATABASE_URL", "postgres://db.example/portico?sslmode=require"), "add sslmode=verify-full"),
        (with("DATABASE_URL", &owner), "owns tables"),
        (with("PORTICO_LOG", "trace"), "PORTICO_LOG must not be trace"),
        (with("PORTICO_RATE_LIMIT_SCALE", "50"), "rate_limit_scale must be 1"),
    ];
    for (settings, line) in cases {
        let (fit, said) = told(&["check"], &settings);
        assert!(!fit && said.contains(line), "{line}: {said}");
        let (started, said) = told(&["serve", "--port", &free_port().to_string()], &settings);
        let said_early = !said.contains("Portico is at");
        assert!(!started && said_early, "it started with {line}: {said}");
    }
    let keys = &good.iter().find(|(name, _)| *name == "PORTICO_KEYS_FILE").unwrap().1;
    std::fs::set_permissions(keys, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (started, said) = told(&["serve", "--port", &free_port().to_string()], &good);
    std::fs::set_permissions(keys, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(!started && said.contains("can be read by others"), "{said}");
}

#[test]
fn what_only_a_socket_shows() {
    let grounds = Grounds::prepare("wire");
    let server = grounds.serve(free_port(), "");
    let token = server.token("north", Role::AgencyClerk);
    let (port, slow) = (server.port, token.clone());
    let slow = thread::spawn(move || slow_clients(port, &slow));
    smuggling(&server, &token);
    methods(&server);
    refused_starts(&grounds);
    slow.join().unwrap();
    let (text, _) =
        exchange(port, b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", Duration::from_secs(5));
    assert!(text.starts_with("HTTP/1.1 204"), "the server lives: {text}");
}
