//! A rotation of keys beside a server at work: old values stay readable, everything ends under the new key, and nothing
//! that was planted is found in clear anywhere.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use api::secrets::Secrets;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use diesel::prelude::*;
use diesel::sql_types::{Binary, Text, Uuid as SqlUuid};
use tests::database::count;
use tests::process::{Grounds, free_port};
use uuid::Uuid;

use crate::asked::{Clerk, contains, holding, said};

const SSN: &str = "532819476";
const NOTE: &str = "CANARY-NOTE-of-a-draft";
const PAPER: &str = "CANARY-PAPER-of-an-attachment";
const PLANTED: &[&str] = &[SSN, "532-81-9476", NOTE, PAPER];

/// How many values of each kind hang on a key.
fn hanging(conn: &mut PgConnection, key: i64) -> [i64; 6] {
    [
        "sealing_key(ssn_sealed) = $ FROM clients",
        "blinding_key(ssn_blind) = $ FROM clients",
        "blinding_key(ssn_blind) = $ FROM client_index",
        "sealing_key(sealed) = $ FROM drafts",
        "sealing_key(wrapped_key) = $ FROM stored_files",
        "sealing_key(body_sealed) = $ FROM idempotency_keys",
    ]
    .map(|what| {
        let (condition, table) = what.split_once(" FROM ").unwrap();
        let condition = condition.replace('$', &key.to_string());
        count(conn, &format!("SELECT count(*) FROM {table} WHERE {condition}"))
    })
}

/// Makes the installation look as an older version left it: three keys, a value without a header, a file in clear.
fn as_before(grounds: &Grounds, secrets: &Secrets, draft: Uuid, attachment: Uuid, content: &str) {
    let mut owner = grounds.owner();
    let clear = secrets.open("drafts.sealed", &sealed_draft(&mut owner, draft)).unwrap();
    let first = secrets.ring().key(1).unwrap().data;
    diesel::sql_query("UPDATE drafts SET sealed = $1 WHERE id = $2")
        .bind::<Binary, _>(Secrets::seal_with(&first, "drafts.sealed", &clear).unwrap())
        .bind::<SqlUuid, _>(draft)
        .execute(&mut owner)
        .unwrap();
    let key = storage_key(&mut owner, attachment);
    std::fs::write(grounds.folder().join("attachments").join(&key), content).unwrap();
    diesel::sql_query("UPDATE stored_files SET wrapped_key = NULL WHERE storage_key = $1")
        .bind::<Text, _>(key)
        .execute(&mut owner)
        .unwrap();
}

#[derive(QueryableByName)]
struct Sealed {
    #[diesel(sql_type = Binary)]
    sealed: Vec<u8>,
}

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    storage_key: String,
}

fn sealed_draft(conn: &mut PgConnection, id: Uuid) -> Vec<u8> {
    let query = diesel::sql_query("SELECT sealed FROM drafts WHERE id = $1").bind::<SqlUuid, _>(id);
    query.get_result::<Sealed>(conn).unwrap().sealed
}

fn storage_key(conn: &mut PgConnection, attachment: Uuid) -> String {
    let query = diesel::sql_query("SELECT storage_key FROM attachments WHERE id = $1").bind::<SqlUuid, _>(attachment);
    query.get_result::<Key>(conn).unwrap().storage_key
}

#[test]
fn everything_comes_to_the_new_key_while_people_work_and_nothing_lies_in_clear() {
    let grounds = Grounds::prepare("rotation");
    let keys = grounds.folder().join("keys");
    let secrets = Secrets::read(&keys).unwrap();
    let ring = secrets.ring();
    let first = ring.key(1).unwrap();
    let three = [ring.session, first.data, first.index].map(|key| STANDARD.encode(key)).join("\n");
    std::fs::write(&keys, three).unwrap();

    let server = grounds.serve(free_port(), "");
    let mut clerk = Clerk::of(&server);
    let person = clerk.client(1, Some(SSN));
    let (old_draft, old_paper) = (Uuid::now_v7(), format!("{PAPER} {}", "long ".repeat(40_000)));
    assert_eq!(clerk.draft(old_draft, NOTE), 201);
    let (clear, sealed) = (clerk.attach(person, &format!("{PAPER} in clear")), clerk.attach(person, &old_paper));
    as_before(&grounds, &secrets, old_draft, clear, &format!("{PAPER} in clear"));
    assert!(!holding(grounds.folder(), PLANTED).is_empty(), "the search finds what is there");
    for n in 10..40 {
        assert_eq!(clerk.draft(Uuid::now_v7(), &format!("{NOTE} {n}")), 201);
    }
    let read_all = move |clerk: &mut Clerk| {
        let (status, draft) = clerk.get(&format!("/drafts/{old_draft}"));
        assert!(status == 200 && contains(&draft, NOTE), "{status}");
        assert_eq!(clerk.content(clear), (200, format!("{PAPER} in clear")));
        assert_eq!(clerk.content(sealed), (200, old_paper.clone()));
        assert_eq!(clerk.find(SSN), [person]);
    };
    read_all(&mut clerk);

    let over = Arc::new(AtomicBool::new(false));
    let worker = {
        let (mut clerk, over, read_all) = (Clerk::of(&server), Arc::clone(&over), read_all.clone());
        thread::spawn(move || {
            let mine = Uuid::now_v7();
            let mut rounds = 0;
            while !over.load(Ordering::Relaxed) {
                read_all(&mut clerk);
                assert!(clerk.draft(mine, &format!("{NOTE} {rounds}")) < 300);
                assert_eq!(clerk.new_client(2, Some(SSN)).0, 409, "an SSN was given twice");
                rounds += 1;
            }
            (mine, rounds)
        })
    };
    // The first try is killed once the new key is current.
    let mut first_try = grounds.command(&["keys", "rotate"]).stdout(Stdio::null()).spawn().unwrap();
    while !std::fs::read_to_string(&keys).unwrap().contains("rotating\n") {
        thread::sleep(Duration::from_millis(50));
    }
    first_try.kill().unwrap();
    first_try.wait().unwrap();
    let (_, list) = said(&mut grounds.command(&["keys", "list"]));
    assert!(list.contains("rotate` again") && list.contains("1 files are not sealed"), "{list}");
    let (ended, told) = said(&mut grounds.command(&["keys", "retire", "1"]));
    assert!(!ended, "{told}");
    let (ended, told) = said(&mut grounds.command(&["keys", "rotate"]));
    assert!(ended && told.contains("key 2 is current; 0 values hang on older keys"), "{told}");
    over.store(true, Ordering::Relaxed);
    let (mine, rounds) = worker.join().unwrap();
    assert!(rounds > 5, "only {rounds} rounds");

    let mut owner = grounds.owner();
    assert_eq!(hanging(&mut owner, 1), [0; 6]);
    let moved = hanging(&mut owner, 2);
    assert_eq!(moved[..5], [1, 1, 1, 32, 2]);
    assert!(moved[5] > 32);
    let (status, draft) = clerk.get(&format!("/drafts/{mine}"));
    assert!(status == 200 && contains(&draft, &format!("{NOTE} {}", rounds - 1)), "the last save is lost");
    for wrong in ["2", "7"] {
        assert!(!said(&mut grounds.command(&["keys", "retire", wrong])).0);
    }
    let (ended, told) = said(&mut grounds.command(&["keys", "retire", "1"]));
    assert!(ended, "{told}");
    // The server was never restarted.
    thread::sleep(Duration::from_millis(1500));
    read_all(&mut clerk);
    let fresh = clerk.attach(person, "new");
    assert_eq!(clerk.content(fresh).0, 200);
    assert_eq!(clerk.new_client(3, Some(SSN)).0, 409);
    assert_eq!(hanging(&mut owner, 2)[..5], [1, 1, 1, 32, 3]);
    assert!(!std::fs::read_to_string(&keys).unwrap().contains("key 1 "));

    grounds.administer("CHECKPOINT");
    let (_, dump) = said(grounds.pg_dump().args(["--format=plain"]));
    assert!(dump.contains("CREATE TABLE public.drafts"), "{}", dump.lines().take(5).collect::<String>());
    let found = dump.lines().filter(|line| PLANTED.iter().any(|text| line.contains(text)));
    assert_eq!(found.collect::<Vec<_>>(), Vec::<&str>::new());
    assert_eq!(holding(grounds.folder(), PLANTED), Vec::<String>::new());
    assert_eq!(holding(grounds.cluster.folder(), PLANTED), Vec::<String>::new());
}
