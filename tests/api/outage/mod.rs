//! The database is slow, silent, gone, or goes in the middle of a commit: nobody waits for ever, nobody is told what is
//! not so, and when it is back everything goes on by itself.

use std::time::{Duration, Instant};

use domain::problem::Code;
use futures_util::future::join_all;
use tests::database::count;
use tests::proxy::Proxy;
use tests::{Answer, TestApp, given, invariants};
use uuid::Uuid;

/// What a caller may wait at most, with room for a busy machine.
const SOON: Duration = Duration::from_millis(5500);

fn clients(app: &TestApp) -> i64 {
    count(&mut app.database.owner(), "SELECT count(*) FROM clients")
}

fn is_away(answer: &Answer) {
    assert_eq!((answer.status, answer.code().as_str()), (503, Code::Unavailable.as_str()), "{}", answer.text());
    assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
}

/// A client sent under a key, whatever comes of it.
async fn send(app: &TestApp, key: Uuid, new: &domain::clients::NewClient) -> Answer {
    let asking = app.clerk("north").ask("POST".parse().unwrap(), "/clients").json(new);
    asking.header("Idempotency-Key", &key.to_string()).send().await
}

async fn comes_back(app: &TestApp) {
    let started = Instant::now();
    loop {
        let answer = app.clerk("north").get("/session").await;
        if answer.status == 200 {
            return;
        }
        is_away(&answer);
        assert!(started.elapsed() < Duration::from_secs(5), "not back within five seconds");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn started() -> (TestApp, Proxy) {
    let (app, proxy) = TestApp::behind_proxy().await;
    app.clerk("north").get("/session").await.expect(200);
    (app, proxy)
}

#[actix_web::test]
async fn a_slow_way_makes_answers_slow_and_nothing_fails() {
    let (app, proxy) = started().await;
    proxy.delay(Duration::from_millis(100));
    let started = Instant::now();
    app.clerk("north").get("/session").await.expect(200);
    assert!(started.elapsed() >= Duration::from_millis(200), "the way was not slow");
    app.clerk("north").get("/news").await.expect(200);
}

#[actix_web::test]
async fn a_database_that_falls_silent_is_answered_for_and_found_again() {
    let (app, proxy) = started().await;
    let client = given::client(&app, "north").await;
    proxy.silence(true);
    // Many more than there are connections, reads of the record among them.
    let clerk = app.clerk("north");
    let path = format!("/clients/{}", client.id);
    let asked = join_all((0..40).map(|n| {
        let (clerk, path) = (clerk.clone(), path.clone());
        async move {
            let started = Instant::now();
            let answer = if n % 2 == 0 { clerk.get(&path).await } else { clerk.get("/session").await };
            (answer, started.elapsed())
        }
    }));
    for (answer, took) in asked.await {
        is_away(&answer);
        assert!(took < SOON, "waited {took:?}");
    }
    let new = given::new_client(&app, "north");
    let key = Uuid::new_v4();
    is_away(&send(&app, key, &new).await);
    // The process itself is well.
    app.anonymous().get("/healthz").await.expect(204);
    is_away(&app.anonymous().get("/readyz").await);
    proxy.silence(false);
    comes_back(&app).await;
    // What was sent into the silence happens once, however often it is sent.
    let made = send(&app, key, &new).await.expect(201);
    assert_eq!(send(&app, key, &new).await.expect(201).json()["id"], made.json()["id"]);
    assert_eq!(clients(&app), 2);
    assert_eq!(invariants::broken(&mut app.database.owner()), Vec::<String>::new());
}

#[actix_web::test]
async fn connections_that_broke_are_replaced() {
    let (app, proxy) = started().await;
    let clerk = app.clerk("north");
    join_all((0..8).map(|_| clerk.get("/session"))).await;
    proxy.break_all();
    comes_back(&app).await;
}

#[actix_web::test]
async fn a_commit_whose_answer_was_lost_is_not_called_undone_and_a_repeat_finds_it() {
    let (app, proxy) = started().await;
    let (key, new) = (Uuid::new_v4(), given::new_client(&app, "north"));
    proxy.break_at_next_commit();
    let lost = send(&app, key, &new).await;
    is_away(&lost);
    assert!(lost.text().contains("not known whether this was done"), "{}", lost.text());
    assert_eq!(clients(&app), 1, "the commit reached the database");
    comes_back(&app).await;
    let again = send(&app, key, &new).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(clients(&app), 1);
    assert_eq!(invariants::broken(&mut app.database.owner()), Vec::<String>::new());
}

#[actix_web::test]
async fn a_crowd_before_a_pool_that_is_taken_is_sent_away_soon() {
    let app = TestApp::narrow().await;
    let held = app.deps.db.clone();
    let holder = actix_web::rt::spawn(async move {
        held.anonymous(|_, _| {
            std::thread::sleep(Duration::from_secs(4));
            Ok(())
        })
        .await
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let clerk = app.clerk("north");
    let started = Instant::now();
    for answer in join_all((0..200).map(|_| clerk.get("/session"))).await {
        is_away(&answer);
    }
    assert!(started.elapsed() < Duration::from_secs(4), "the crowd waited {:?}", started.elapsed());
    holder.await.unwrap().unwrap();
    clerk.get("/session").await.expect(200);
}
