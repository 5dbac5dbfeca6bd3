//! A clerk at a running server, over its port.

use std::path::Path;
use std::process::{Command, Output};

use domain::access::Role;
use serde_json::{Value, json};
use tests::form::Form;
use tests::http1::Connection;
use tests::process::Process;
use tests::{county, invented};
use uuid::Uuid;

/// Somebody of the agency North.
pub(crate) struct Clerk {
    connection: Connection,
    token: String,
}

impl Clerk {
    pub(crate) fn of(server: &Process) -> Self {
        Self::with(server.port, server.token("north", Role::AgencyClerk))
    }

    pub(crate) fn with(port: u16, token: String) -> Self {
        Self { connection: Connection::open(port).unwrap(), token }
    }

    /// Asks and gives status and body.
    pub(crate) fn ask(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let head = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nIdempotency-Key: {}\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.token,
            Uuid::new_v4(),
            body.len()
        );
        let answer = self.connection.ask(&[head.as_bytes(), body].concat()).unwrap();
        (answer.status, answer.body)
    }

    pub(crate) fn json(&mut self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let (status, body) = self.ask(method, path, "application/json", body.to_string().as_bytes());
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    pub(crate) fn get(&mut self, path: &str) -> (u16, Vec<u8>) {
        self.ask("GET", path, "application/json", b"")
    }

    /// Makes a client; the answer may be a refusal.
    pub(crate) fn new_client(&mut self, n: u64, ssn: Option<&str>) -> (u16, Value) {
        let body = json!({
            "last_name": invented::name(1, n), "first_name": invented::name(2, n),
            "birth_date": "1950-01-01", "sex": "unknown", "ssn": ssn,
            "admission": { "program_id": county::program("north", "main"), "start_date": "2026-01-05" },
            "reviewed_match_ids": [], "reason": "Made by a test of keys"
        });
        self.json("POST", "/clients", &body)
    }

    pub(crate) fn client(&mut self, n: u64, ssn: Option<&str>) -> Uuid {
        let (status, body) = self.new_client(n, ssn);
        assert_eq!(status, 201, "{body}");
        id(&body)
    }

    pub(crate) fn draft(&mut self, id: Uuid, note: &str) -> u16 {
        let body = json!({ "kind": "authorization", "title": "A draft", "body": { "note": note } });
        self.json("PUT", &format!("/drafts/{id}"), &body).0
    }

    pub(crate) fn attach(&mut self, client: Uuid, content: &str) -> Uuid {
        let form = Form::default().text("document_type", "assessment").text("client_id", &client.to_string());
        let form = form.file("a.txt", "text/plain", content.as_bytes());
        let (status, body) = self.ask("POST", "/attachments", &Form::kind(), &form.bytes());
        assert_eq!(status, 201, "{}", String::from_utf8_lossy(&body));
        id(&serde_json::from_slice(&body).unwrap())
    }

    pub(crate) fn content(&mut self, attachment: Uuid) -> (u16, String) {
        let (status, body) = self.get(&format!("/attachments/{attachment}/content"));
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    /// The clients that a search by SSN finds.
    pub(crate) fn find(&mut self, ssn: &str) -> Vec<Uuid> {
        let (status, body) = self.json("POST", "/clients/lookup", &json!({ "ssn": ssn }));
        assert_eq!(status, 200, "{body}");
        body["items"].as_array().unwrap().iter().map(id).collect()
    }
}

pub(crate) fn id(body: &Value) -> Uuid {
    body["id"].as_str().unwrap().parse().unwrap()
}

/// Runs a command to its end; what it said, whether it went well.
pub(crate) fn said(command: &mut Command) -> (bool, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// The files below a folder in which any of these texts stands.
pub(crate) fn holding(folder: &Path, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, texts));
        } else if let Ok(bytes) = std::fs::read(&path) {
            let hit = texts.iter().find(|text| contains(&bytes, text));
            found.extend(hit.map(|text| format!("{}: {text}", path.display())));
        }
    }
    found
}

pub(crate) fn contains(bytes: &[u8], text: &str) -> bool {
    let first = text.as_bytes()[0];
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        rest = &rest[at..];
        if rest.starts_with(text.as_bytes()) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}
