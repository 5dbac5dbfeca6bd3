//! The report as a file.

use actix_web::http::Method;
use diesel::prelude::*;
use domain::authorizations::AuthorizationRow;
use domain::county_time::CountyTime;
use domain::page::Page;
use domain::reports::{COLUMNS, csv_header, csv_row};
use domain::session::Me;
use serde_json::json;
use tests::{Answer, Client, TestApp, given};

async fn file(person: &Client, accept: &str, criteria: serde_json::Value) -> Answer {
    person.ask(Method::POST, "/reports/authorization-status").header("Accept", accept).json(criteria).send().await
}

#[actix_web::test]
async fn the_file_holds_what_the_screen_shows() {
    let app = TestApp::start().await;
    for _ in 0..2 {
        given::authorization(&app, "north").await;
    }
    given::approved(&app, "south").await;
    for person in [app.clerk("north"), app.reviewer()] {
        let screen: Page<AuthorizationRow> =
            person.post("/reports/authorization-status", json!({})).await.expect(200).read();
        let answer = file(&person, "text/csv", json!({})).await.expect(200);
        let me: Me = person.get("/session").await.expect(200).read();
        let time = CountyTime::new(me.utc_offsets);
        let rows: String = screen.items.iter().map(|row| csv_row(row, &time)).collect();
        assert_eq!(answer.text(), csv_header() + &rows);
        assert_eq!(answer.header("x-row-count"), screen.items.len().to_string());
        assert!(answer.header("content-type").starts_with("text/csv"));
        assert!(
            answer.header("content-disposition").starts_with("attachment; filename=\"Authorization_Request_Status_")
        );
        assert_eq!(answer.text().lines().next().unwrap().matches(',').count(), COLUMNS.len() - 1);
    }
    let none = file(&app.clerk("north"), "text/csv", json!({ "status": "denied" })).await.expect(200);
    assert_eq!(none.text(), csv_header());
    assert_eq!(file(&app.clerk("north"), "text/html, application/xhtml+xml", json!({})).await.status, 406);
    let either = file(&app.clerk("north"), "text/html, */*;q=0.8", json!({})).await.expect(200);
    assert!(either.header("content-type").starts_with("application/json"));
}

#[actix_web::test]
async fn names_that_look_like_formulas_do_not_run() {
    use diesel::connection::SimpleConnection as _;
    let app = TestApp::start().await;
    given::authorization(&app, "north").await;
    app.database.owner().batch_execute("UPDATE clients SET last_name = '=1+1', first_name = 'A'").unwrap();
    let answer = file(&app.clerk("north"), "text/csv", json!({})).await.expect(200);
    assert!(answer.text().contains("\"'=1+1, A"), "{}", answer.text());
}

/// More rows than one page of the file holds: each page is read on its own and leaves its own access record.
#[actix_web::test]
async fn a_long_file_is_whole_and_recorded_page_by_page() {
    use api::db::schema::access_records as records;
    use diesel::connection::SimpleConnection as _;
    let app = TestApp::start().await;
    given::authorization(&app, "north").await;
    app.database
        .owner()
        .batch_execute(
            "INSERT INTO authorizations SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(),
                 'number', 800000 + n, 'submitted_at', a.submitted_at - make_interval(mins => n / 3)))).*
             FROM authorizations a, generate_series(1, 1200) n",
        )
        .unwrap();
    let answer = file(&app.clerk("north"), "text/csv", json!({})).await.expect(200);
    assert_eq!(answer.header("x-row-count"), "1201");
    let text = answer.text();
    let mut numbers: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(numbers.len(), 1201);
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 1201, "no row is there twice");
    let pages: i64 = records::table
        .filter(records::operation.eq("reports.authorization_status"))
        .count()
        .get_result(&mut app.database.owner())
        .unwrap();
    assert_eq!(pages, 3);
}
