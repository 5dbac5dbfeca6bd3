//! What a running server does for the record by itself.

use std::time::{Duration, Instant};

use actix_web::http::Method;
use api::checkpoints::Checkpoints;
use api::cluster::APPLICATION;
use api::config::Config;
use api::sealing::{Sealing, Ways, verify_now};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use tests::{TestApp, given};

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn unsealed(app: &TestApp) -> i64 {
    let sql = "SELECT (SELECT count(*) FROM audit_events) + (SELECT count(*) FROM access_records)
        - (SELECT count(*) FROM record_seals) AS n";
    diesel::sql_query(sql).get_result::<Number>(&mut app.database.owner()).unwrap().n
}

fn ways(app: &TestApp) -> Ways {
    let folder = std::env::temp_dir().join(format!("portico-sealing-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    Ways {
        url: app.database.url(APPLICATION),
        clock: app.deps.clock.clone(),
        checkpoints: Checkpoints::of(&Config::default(), &folder).unwrap(),
        every: time::Duration::hours(1),
    }
}

async fn figures(app: &TestApp) -> String {
    let near = "127.0.0.1:4000".parse().unwrap();
    app.anonymous().ask(Method::GET, "/metrics").from(near).send().await.expect(200).text()
}

#[actix_web::test]
async fn it_seals_as_it_goes_and_signs_when_it_starts_and_stops() {
    let app = TestApp::start().await;
    let ways = ways(&app);
    let sealing = Sealing::start(ways.clone());
    given::client(&app, "north").await;
    // A patient wait, not a measurement: the tests share the machine.
    let begun = Instant::now();
    while unsealed(&app) > 0 {
        assert!(begun.elapsed() < Duration::from_secs(30), "nothing is sealed");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(ways.checkpoints.read().unwrap().len(), 1, "one at the start");
    given::client(&app, "north").await;
    sealing.stop();
    assert_eq!(unsealed(&app), 0, "what is left is sealed before the end");
    let signed = ways.checkpoints.read().unwrap();
    let last = signed.last().unwrap();
    assert_eq!((signed.len(), last.chain.as_str()), (2, "record"));
    let count = "SELECT count(*) AS n FROM record_seals";
    let sealed = diesel::sql_query(count).get_result::<Number>(&mut app.database.owner()).unwrap().n;
    assert_eq!(last.seq, sealed, "one at the end, of everything");

    // What the job of the night says is for whoever watches the figures.
    verify_now(&ways);
    assert!(figures(&app).await.contains("portico_record_whole 1"));
    std::fs::remove_file(ways.checkpoints.file()).unwrap();
    verify_now(&ways);
    let figures = figures(&app).await;
    assert!(figures.contains("portico_record_whole 0") && figures.contains("portico_record_verified_seconds"));
    std::fs::remove_dir_all(ways.checkpoints.file().parent().unwrap()).unwrap();
}
