//! Every row of the record is sealed once, whenever it was committed and whoever seals.

use api::cluster::{APPLICATION, OWNER};
use api::db::record::{Asked, Round, Sealer, verify};
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use tests::TestApp;
use time::OffsetDateTime;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn number(app: &TestApp, sql: &str) -> i64 {
    diesel::sql_query(sql).get_result::<Number>(&mut app.database.owner()).unwrap().n
}

fn unsealed(app: &TestApp) -> i64 {
    number(
        app,
        "SELECT (SELECT count(*) FROM audit_events) + (SELECT count(*) FROM access_records)
            - (SELECT count(*) FROM record_seals) AS n",
    )
}

fn event(at: &str) -> String {
    format!(
        "INSERT INTO audit_events (id, at, request_id, action, subject_kind, outcome)
         VALUES (gen_random_uuid(), {at}, gen_random_uuid(), 'terms.accept', 'user', 'done')"
    )
}

fn round(sealer: &mut Sealer) -> i64 {
    match sealer.round(OffsetDateTime::now_utc()) {
        Round::Sealed { rows, .. } => rows,
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn a_row_that_commits_late_is_sealed_late_and_once() {
    let app = TestApp::start().await;
    let mut sealer = Sealer::to(&app.database.url(APPLICATION));
    app.database.owner().batch_execute(&event("now()")).unwrap();
    assert_eq!(round(&mut sealer), 1);
    let mut slow = app.database.application();
    slow.batch_execute(&format!("BEGIN; {}", event("now() - interval '1 hour'"))).unwrap();
    let mut slower = app.database.application();
    slower.batch_execute(&format!("BEGIN; {}", event("now() - interval '1 hour'"))).unwrap();
    // Others go on, and are sealed although two are open from before.
    for _ in 0..3 {
        app.database.owner().batch_execute(&event("now()")).unwrap();
        assert_eq!(round(&mut sealer), 1);
    }
    slower.batch_execute("COMMIT").unwrap();
    assert_eq!(round(&mut sealer), 1, "the younger of the two");
    slow.batch_execute("COMMIT").unwrap();
    assert_eq!(round(&mut sealer), 1, "the elder");
    assert_eq!((round(&mut sealer), unsealed(&app)), (0, 0));
    assert_eq!(number(&app, "SELECT max(seq) AS n FROM record_seals"), 6);
    assert!(verify(&app.database.url(OWNER), Asked::default()).unwrap().is_ok());
}

#[actix_web::test]
async fn a_backlog_is_sealed_in_batches_and_a_new_sealer_finds_what_is_left() {
    let app = TestApp::start().await;
    let many = "INSERT INTO audit_events (id, at, request_id, action, subject_kind, outcome)
        SELECT gen_random_uuid(), now(), gen_random_uuid(), 'terms.accept', 'user', 'done' FROM generate_series(1, 2500)";
    // One transaction of more rows than a batch, and others around it.
    app.database.owner().batch_execute(&event("now()")).unwrap();
    app.database.owner().batch_execute(many).unwrap();
    let mut first = Sealer::to(&app.database.url(APPLICATION));
    assert_eq!(round(&mut first), 2000);
    // That server dies; its successor knows nothing of it.
    let mut second = Sealer::to(&app.database.url(APPLICATION));
    app.database.owner().batch_execute(many).unwrap();
    let mut sealed = 0;
    loop {
        match round(&mut second) {
            0 => break,
            rows => sealed += rows,
        }
    }
    assert_eq!((sealed, unsealed(&app)), (3001, 0));
    // Rows that came with a copy from elsewhere carry numbers of transactions that are still to come here.
    let restored = "INSERT INTO audit_events (id, at, request_id, action, subject_kind, outcome, written_in)
        VALUES (gen_random_uuid(), now(), gen_random_uuid(), 'terms.accept', 'user', 'done', 9000000000)";
    app.database.owner().batch_execute(restored).unwrap();
    assert_eq!(app.seal(), 1, "by a sealer that starts on the copy");
    app.database.owner().batch_execute(&event("now()")).unwrap();
    assert_eq!(round(&mut second), 1, "what is written here is sealed all the same");
    assert!(verify(&app.database.url(OWNER), Asked::default()).unwrap().is_ok());
}

#[actix_web::test]
async fn several_servers_seal_in_turn() {
    let app = TestApp::start().await;
    let url = app.database.url(APPLICATION);
    let writer = |n: usize| {
        let mut conn = app.database.application();
        std::thread::spawn(move || (0..n).for_each(|_| conn.batch_execute(&event("now()")).unwrap()))
    };
    let sealer = || {
        let mut sealer = Sealer::to(&url);
        std::thread::spawn(move || {
            for _ in 0..60 {
                // Being busy is no fault: another one is at it.
                assert_ne!(sealer.round(OffsetDateTime::now_utc()), Round::Away);
            }
        })
    };
    let threads = [writer(150), writer(150), sealer(), sealer(), sealer()];
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    app.seal();
    assert_eq!(unsealed(&app), 0);
    assert_eq!(number(&app, "SELECT count(*) AS n FROM record_seals"), 300);
    assert!(verify(&url, Asked::default()).unwrap().is_ok(), "the application verifies on behalf of the county");
}
