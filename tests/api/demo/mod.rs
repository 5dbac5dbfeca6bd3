//! The demonstration county: loaded once, whole, and only where nothing else is.

use std::collections::HashSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use api::cluster::OWNER;
use api::db::schema::{
    attachments, authorizations, client_index, clients, organizations, settings, stored_files, terms_acceptances, users,
};
use api::demo;
use api::passwords;
use api::secrets::Secrets;
use api::setup::Files;
use diesel::prelude::*;
use object_store::memory::InMemory;
use tests::database::TestDatabase;
use tests::folder::Folder;
use uuid::Uuid;

/// An empty, migrated database with what an installation has around it.
struct Place {
    folder: Folder,
    secrets: Secrets,
    files: Files,
    database: TestDatabase,
}

impl Place {
    fn new() -> Self {
        let database = TestDatabase::empty();
        api::db::setup::migrate(&database.url(OWNER)).unwrap();
        let files = Files(Arc::new(InMemory::new()));
        Self { folder: Folder::new(), secrets: Secrets::generate(), files, database }
    }

    fn open(&self) -> Vec<String> {
        demo::open(&self.database.url(OWNER), &self.folder, &self.secrets, &self.files).unwrap()
    }
}

fn sign_ins(folder: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(folder.join("demo-sign-ins")).unwrap();
    text.lines().map(|line| line.split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap()).collect()
}

fn count(conn: &mut PgConnection, of: &str) -> i64 {
    tests::database::count(conn, &format!("SELECT count(*) FROM {of}"))
}

#[test]
fn it_is_loaded_once_and_stays_as_it_is() {
    let place = Place::new();
    let first = place.open();
    let mut conn = place.database.owner();
    let counted = |conn: &mut PgConnection| {
        ["organizations", "programs", "users", "clients", "authorizations", "attachments", "notifications", "news"]
            .map(|table| count(conn, table))
    };
    let before = counted(&mut conn);
    assert_eq!(before[..2], [5, 12]);
    assert_eq!(before[3], 300);
    assert!((140..=175).contains(&before[4]), "{before:?}");
    assert!(before[5] > 600 && before[6] > 20, "{before:?}");
    assert_eq!(place.open(), first, "a second start says the same");
    assert_eq!(counted(&mut conn), before, "and changes nothing");
    let name: String = settings::table.select(settings::county_name).first(&mut conn).unwrap();
    assert_eq!(name, demo::COUNTY);
}

#[test]
fn nothing_dangles() {
    let place = Place::new();
    place.open();
    let mut conn = place.database.owner();
    for nothing in [
        // What an agency asks for, it can see; who is known to an organization was admitted by it.
        "authorizations a WHERE NOT EXISTS (SELECT 1 FROM client_organizations l
            WHERE l.client_id = a.client_id AND l.organization_id = a.organization_id)",
        "client_organizations l WHERE NOT EXISTS (SELECT 1 FROM enrollments e
            WHERE e.client_id = l.client_id AND e.organization_id = l.organization_id)",
        "clients c WHERE NOT EXISTS (SELECT 1 FROM client_index i WHERE i.client_id = c.id AND i.ordinal = 0)",
        "clients c WHERE NOT EXISTS (SELECT 1 FROM client_organizations l WHERE l.client_id = c.id)",
        "coverage c WHERE c.medi_cal AND c.member_id <> (SELECT cin FROM clients WHERE id = c.client_id)",
        // Every status is the one the history leads to.
        "authorizations a WHERE a.status || ' ' || a.review_status IS DISTINCT FROM
            (SELECT h.to_status || ' ' || h.to_review_status FROM authorization_history h WHERE h.authorization_id = a.id
             ORDER BY h.at DESC, h.id DESC LIMIT 1)",
        "authorizations a WHERE (a.status = 'active') AND (a.granted_end < current_date - 1 OR a.granted_end IS NULL)",
        "authorizations a WHERE (a.review_status = 'denied') AND a.denial_reason IS NULL",
        "authorizations a WHERE (a.review_status IN ('approved', 'approved_in_part', 'denied'))
            AND (a.review_at IS NULL OR a.missing_documents > 0 AND a.missing_documents_reason = '')",
        "authorizations a WHERE a.status = 'pending' AND (a.review_status <> 'submitted') <> (a.claimed_by IS NOT NULL)",
        "authorizations a WHERE (a.review_status = 'information_requested' AND a.status = 'pending')
            <> (a.clock_stopped_at IS NOT NULL)",
        "authorizations a WHERE a.missing_documents <> 5 - (SELECT count(DISTINCT d.document_type) FROM attachments d
            WHERE d.authorization_id = a.id AND d.state = 'attached' AND d.document_type <> 'other')",
        "change_requests c WHERE (c.state = 'pending') <> (c.decided_at IS NULL)",
        "attachments d WHERE NOT EXISTS (SELECT 1 FROM stored_files f WHERE f.storage_key = d.storage_key)",
        "users u JOIN organizations o ON o.id = u.organization_id WHERE (o.kind = 'county') <> (u.role LIKE 'county%')",
        // Kept apart: no request of the program that 42 CFR Part 2 covers.
        "authorizations a JOIN programs p ON p.id = a.program_id WHERE p.part2",
    ] {
        assert_eq!(count(&mut conn, nothing), 0, "{nothing}");
    }
    for something in [
        "client_organizations GROUP BY client_id HAVING count(*) > 1 LIMIT 1",
        "programs WHERE part2",
        "provider_authorizations WHERE drawn = amount",
        "attachments WHERE state = 'replaced'",
        "authorization_notes WHERE visibility = 'internal'",
        "news WHERE important AND NOT EXISTS (SELECT 1 FROM news_reads r WHERE r.news_id = news.id)",
        "enrollments e JOIN programs p ON p.id = e.program_id WHERE p.part2",
    ] {
        assert!(count(&mut conn, something) > 0, "{something}");
    }
}

/// Where a file lies, its sealed key, its digest, its length.
type Kept = (String, Option<Vec<u8>>, Vec<u8>, i64);

#[test]
fn the_next_numbers_follow_and_files_are_what_their_rows_say() {
    let place = Place::new();
    place.open();
    let mut conn = place.database.owner();
    let last: Option<i64> =
        authorizations::table.select(diesel::dsl::max(authorizations::number)).first(&mut conn).unwrap();
    let next = tests::database::count(&mut conn, "SELECT nextval('authorization_numbers')");
    assert_eq!(Some(next), last.map(|last| last + 1));
    let rows: Vec<Kept> = attachments::table
        .inner_join(stored_files::table.on(stored_files::storage_key.eq(attachments::storage_key)))
        .select((attachments::storage_key, stored_files::wrapped_key, attachments::sha256, attachments::bytes))
        .load(&mut conn)
        .unwrap();
    assert!(rows.iter().all(|(_, wrapped_key, ..)| wrapped_key.is_some()), "a file that is not sealed");
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for (key, wrapped_key, sha256, bytes) in rows {
        let stored = api::files::Stored { key, wrapped_key };
        let found = runtime.block_on(place.files.open(&place.secrets, &stored, &sha256)).unwrap();
        assert_eq!(i64::try_from(found.bytes).unwrap(), bytes);
    }
}

#[actix_web::test]
async fn its_passwords_are_its_own_and_open_the_door() {
    let (one, other) = (Place::new(), Place::new());
    let lines = one.open();
    other.open();
    let (mine, theirs) = (sign_ins(&one.folder), sign_ins(&other.folder));
    assert_eq!(mine.len(), 8);
    let all: HashSet<&String> = mine.iter().chain(&theirs).map(|(_, password)| password).collect();
    assert_eq!(all.len(), 16, "no two alike");
    let mode = std::fs::metadata(one.folder.join("demo-sign-ins")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let mut conn = one.database.owner();
    for (user_name, password) in &mine {
        assert!(password.len() >= 15);
        assert!(lines.iter().any(|line| line.contains(user_name.as_str()) && line.contains(password.as_str())));
        let hash: Option<String> =
            users::table.filter(users::user_name.eq(user_name)).select(users::password_hash).first(&mut conn).unwrap();
        assert!(passwords::verify(password.clone(), hash).await.unwrap());
    }
    let closed: i64 = users::table.filter(users::password_hash.is_null()).count().get_result(&mut conn).unwrap();
    assert_eq!(closed + 8, count(&mut conn, "users"));
    let new: Vec<Uuid> = users::table.filter(users::must_change_password).select(users::id).load(&mut conn).unwrap();
    assert_eq!(new.len(), 1);
    let accepted: Vec<Uuid> = terms_acceptances::table.select(terms_acceptances::user_id).load(&mut conn).unwrap();
    assert!(!accepted.contains(&new[0]));
}

#[test]
fn lost_sign_ins_are_made_again() {
    let place = Place::new();
    place.open();
    let before = sign_ins(&place.folder);
    std::fs::remove_file(place.folder.join("demo-sign-ins")).unwrap();
    place.open();
    assert_ne!(sign_ins(&place.folder), before);
}

#[test]
fn two_folders_hold_the_same_people() {
    let (one, other) = (Place::new(), Place::new());
    one.open();
    other.open();
    let people = |place: &Place| -> Vec<(Uuid, i64, String, String)> {
        let mut conn = place.database.owner();
        clients::table
            .order(clients::client_number)
            .select((clients::id, clients::client_number, clients::last_name, clients::first_name))
            .load(&mut conn)
            .unwrap()
    };
    assert_eq!(people(&one), people(&other));
}

#[test]
fn it_refuses_an_installation_that_is_not_its_own() {
    let database = TestDatabase::copy();
    let (folder, files) = (Folder::new(), Files(Arc::new(InMemory::new())));
    let refused = demo::open(&database.url(OWNER), &folder, &Secrets::generate(), &files);
    assert!(refused.unwrap_err().to_string().contains("another installation"));
    assert!(!folder.join("demo").exists(), "and leaves no mark");
    let mut conn = database.owner();
    let agencies: i64 = organizations::table.count().get_result(&mut conn).unwrap();
    assert_eq!(agencies, 4);
}

#[test]
fn former_names_and_ssns_are_found() {
    let place = Place::new();
    place.open();
    let mut conn = place.database.owner();
    let by_name: i64 = client_index::table
        .filter(client_index::last_key.eq("sandoval").and(client_index::first_key.eq("emily")))
        .count()
        .get_result(&mut conn)
        .unwrap();
    assert_eq!(by_name, 1);
    let (sealed, blind, last4): (Option<Vec<u8>>, Option<Vec<u8>>, Option<String>) = clients::table
        .filter(clients::ssn_sealed.is_not_null())
        .select((clients::ssn_sealed, clients::ssn_blind, clients::ssn_last4))
        .first(&mut conn)
        .unwrap();
    let clear = String::from_utf8(place.secrets.open("clients.ssn", &sealed.unwrap()).unwrap()).unwrap();
    assert_eq!(Some(place.secrets.blind("clients.ssn", &clear).unwrap()), blind);
    assert!(clear.ends_with(&last4.unwrap()));
}
