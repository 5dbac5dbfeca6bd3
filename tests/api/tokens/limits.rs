//! How often a person or program may ask, and what is said about it.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use domain::access::{Permission, Role};
use tests::{TestApp, given, tokens};

fn alerts(app: &TestApp) -> i64 {
    let count = "(SELECT count(*) FROM audit_events WHERE action = 'alert.client_look_ups')";
    diesel::select(diesel::dsl::sql::<BigInt>(count)).get_result(&mut app.database.owner()).unwrap()
}

#[actix_web::test]
async fn a_thousand_look_ups_in_a_row_are_a_harvest() {
    let app = TestApp::limited().await;
    let client = given::client(&app, "north").await;
    let (clerk, path) = (app.clerk("north"), format!("/clients/{}", client.id));
    let first = clerk.get(&path).await.expect(200);
    assert_eq!(first.header("ratelimit-policy"), "\"client-lookup\";q=600;w=600");
    assert!(first.header("ratelimit").starts_with("\"client-lookup\";r="), "{}", first.header("ratelimit"));
    let mut refused = 0;
    for _ in 1..1000 {
        let answer = clerk.get(&path).await;
        if answer.status == 429 {
            refused += 1;
            assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
            assert!(answer.header("ratelimit").contains(";r=0;"), "{}", answer.header("ratelimit"));
        }
    }
    assert!(refused > 0);
    assert_eq!(alerts(&app), 1, "one alert for one harvest");
    // Another person looks on, and a program of the same person has its own room.
    app.person("north", Role::AgencyClinician).get(&path).await.expect(200);
    let (program, _) = tokens::program(&app, ("north", Role::AgencyClerk), &[Permission::ReadClients]);
    program.get(&path).await.expect(200);
}

#[actix_web::test]
async fn doors_are_counted_by_address() {
    let app = TestApp::limited().await;
    let mut last = 0;
    for _ in 0..70 {
        let form = app.anonymous().ask("POST".parse().unwrap(), "/oauth/token");
        let answer = form.body("application/x-www-form-urlencoded", b"grant_type=password".to_vec()).send().await;
        assert!(answer.header("ratelimit").starts_with("\"token\";r="));
        last = answer.status;
    }
    assert_eq!(last, 429);
}
