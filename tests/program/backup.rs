//! A backup taken under sixteen writers comes back whole, into nothing, and tells nobody anything.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use diesel::prelude::*;
use domain::access::Role;
use serde_json::json;
use tests::county;
use tests::folder::Folder;
use tests::process::{Grounds, Process, binary, free_port};
use uuid::Uuid;

use crate::asked::{Clerk, holding, said};

const WRITERS: usize = 16;
const PAPER: &str = "CANARY-PAPER-of-a-backup";
const PASSWORD: &str = "a lantern over the quiet bay";
const PASSPHRASE: &str = "nine tall ships and a lighthouse";

/// Writes until told to stop: clients, drafts, attachments, some of which go again.
fn write(server: &Process, over: &Arc<AtomicBool>, next: &Arc<AtomicU64>) -> Vec<thread::JoinHandle<u64>> {
    (0..WRITERS)
        .map(|_| {
            let (mut clerk, over, next) = (Clerk::of(server), Arc::clone(over), Arc::clone(next));
            thread::spawn(move || {
                let mut written = 0;
                while !over.load(Ordering::Relaxed) {
                    let client = clerk.client(next.fetch_add(1, Ordering::Relaxed), None);
                    clerk.draft(Uuid::now_v7(), "a note");
                    let paper = clerk.attach(client, &format!("{PAPER} of {client}"));
                    if written % 3 == 0 {
                        clerk.ask("DELETE", &format!("/attachments/{paper}"), "application/json", b"");
                    }
                    written += 1;
                }
                written
            })
        })
        .collect()
}

fn elsewhere(words: &[&str], data: &Path) -> Command {
    let mut command = Command::new(binary());
    command.args(words).arg("--data").arg(data).env_remove("DATABASE_URL").env_remove("PORTICO_KEYS_FILE");
    command
}

/// Attachments that the restored database names, and the client each is about.
fn attachments(url: &str) -> Vec<(Uuid, Uuid)> {
    use api::db::schema::attachments;
    let mut conn = PgConnection::establish(url).unwrap();
    attachments::table
        .filter(attachments::state.eq("staged"))
        .select((attachments::id, attachments::client_id))
        .load(&mut conn)
        .unwrap()
}

#[test]
fn a_backup_under_sixteen_writers_comes_back_whole() {
    let grounds = Grounds::prepare("backup");
    let hash = api::passwords::hash_blocking(PASSWORD).unwrap();
    let name = county::user_name("north", Role::AgencyClerk);
    grounds.administer(&format!("UPDATE users SET password_hash = '{hash}' WHERE user_name = '{name}'"));
    let server = grounds.serve(free_port(), "");
    let (over, next) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(100)));
    let writers = write(&server, &over, &next);
    while next.load(Ordering::Relaxed) < 164 {
        thread::sleep(std::time::Duration::from_millis(50));
    }
    let folder = Folder::new();
    let file = folder.join("one.backup");
    let file_name = file.to_str().unwrap();
    let (made, told) = said(&mut grounds.command(&["backup", file_name]));
    assert!(made && told.contains("The keys are not inside"), "{told}");
    over.store(true, Ordering::Relaxed);
    let written: u64 = writers.into_iter().map(|writer| writer.join().unwrap()).sum();
    assert!(written > 32, "only {written} rounds");
    assert!(!said(&mut grounds.command(&["backup", file_name])).0, "a backup overwrites nothing");
    assert_eq!(holding(&folder, &[PAPER, "CREATE TABLE", "a note", name.as_str()]), Vec::<String>::new());

    let (ended, told) = said(&mut grounds.command(&["backup", "verify", file_name]));
    assert!(ended && told.contains("(RTO)") && told.contains("(RPO)") && told.contains("row for row"), "{told}");

    let place = Folder::new();
    let (ended, told) = said(&mut elsewhere(&["restore", file_name], &place));
    assert!(!ended && told.contains("the keys are not inside"), "{told}");
    std::fs::copy(grounds.folder().join("keys"), place.join("keys")).unwrap();
    a_damaged_backup_is_refused(&file, &place);
    let (ended, told) = said(&mut elsewhere(&["restore", file_name], &place));
    assert!(ended && told.contains("equal to what they were"), "{told}");
    let (ended, told) = said(&mut elsewhere(&["restore", file_name], &place));
    assert!(!ended && told.contains("overwrites nothing"), "{told}");
    a_lost_key_file_stops_the_start(&place);
    people_go_on(&grounds, &place, &name);
}

fn a_damaged_backup_is_refused(file: &Path, place: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let damaged = file.with_extension("damaged");
    std::fs::write(&damaged, bytes).unwrap();
    let (ended, told) = said(&mut elsewhere(&["restore", damaged.to_str().unwrap()], place));
    assert!(!ended && told.contains("is not what it was"), "{told}");
    assert_eq!(std::fs::read_dir(place).unwrap().count(), 1, "a damaged backup left something behind");
}

/// New keys would open nothing: a server says so and makes none.
fn a_lost_key_file_stops_the_start(place: &Path) {
    let keys = place.join("keys");
    let aside = place.join("aside");
    std::fs::rename(&keys, &aside).unwrap();
    let (ended, told) = said(&mut elsewhere(&["serve", "--port", &free_port().to_string()], place));
    assert!(!ended && told.contains("put its copy back") && !keys.exists(), "{told}");
    std::fs::rename(&aside, &keys).unwrap();
}

/// On what came back people sign in, read and write.
fn people_go_on(grounds: &Grounds, place: &Path, name: &str) {
    let server = grounds.serve_alone(place, free_port());
    let cluster = api::cluster::Cluster::open(&place.join("postgres"), api::cluster::Durability::Full).unwrap();
    let papers = attachments(&cluster.url(api::cluster::OWNER, "portico"));
    assert!(papers.len() > 10, "only {} attachments", papers.len());
    let mut stranger = Clerk::with(server.port, String::new());
    let body = json!({ "user_name": name, "password": PASSWORD, "bearer": true });
    let (status, session) = stranger.json("POST", "/session", &body);
    assert_eq!(status, 200, "{session}");
    let mut clerk = Clerk::with(server.port, session["token"].as_str().unwrap_or_default().to_owned());
    for (paper, client) in papers {
        assert_eq!(clerk.content(paper), (200, format!("{PAPER} of {client}")));
    }
    let client = clerk.client(9_000_000, None);
    clerk.attach(client, "after the restore");
    server.stop();
}

#[test]
fn with_the_keys_inside_a_passphrase_is_enough() {
    let grounds = Grounds::prepare("keys-inside");
    let server = grounds.serve(free_port(), "");
    let client = Clerk::of(&server).client(1, Some("532819476"));
    Clerk::of(&server).attach(client, PAPER);
    let (folder, place) = (Folder::new(), Folder::new());
    let phrase = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let (right, wrong, short) =
        (phrase("right", PASSPHRASE), phrase("wrong", &PASSPHRASE[1..]), phrase("short", "abc"));
    let with = |phrase: &str| {
        let words = ["backup", folder.to_str().unwrap(), "--with-keys", "--passphrase-file", phrase];
        said(&mut grounds.command(&words))
    };
    assert!(!with(&short).0);
    let (made, told) = with(&right);
    assert!(made, "{told}");
    let is_backup = |path: &PathBuf| path.extension().is_some_and(|end| end == "backup");
    let file = std::fs::read_dir(&*folder).unwrap().map(|entry| entry.unwrap().path()).find(is_backup).unwrap();
    let restore =
        |phrase: &str| said(&mut elsewhere(&["restore", file.to_str().unwrap(), "--passphrase-file", phrase], &place));
    let (ended, told) = restore(&wrong);
    assert!(!ended && told.contains("does not open the keys"), "{told}");
    let (ended, told) = restore(&right);
    assert!(ended, "{told}");
    drop(server);
    let server = grounds.serve_alone(&place, free_port());
    assert_eq!(Clerk::of(&server).find("532819476"), [client]);
    server.stop();
}
