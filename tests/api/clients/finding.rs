//! The two searches: own clients with detail, the county with the minimum, by any combination of criteria.

use domain::clients::{ClientHit, EnrolledHere, FormerName, MatchedOn};
use domain::page::Page;
use serde_json::{Value, json};
use tests::{Client, TestApp, given};
use time::macros::date;

async fn hits(person: &Client, path: &str, criteria: Value) -> Vec<ClientHit> {
    person.post(path, criteria).await.expect(200).read::<Page<ClientHit>>().items
}

async fn found(person: &Client, criteria: Value) -> Vec<String> {
    hits(person, "/clients/lookup", criteria).await.into_iter().map(|hit| hit.first_name).collect()
}

/// Marisol, once Okafor, now O'Brien-Núñez; and her namesake elsewhere.
async fn marisol(app: &TestApp) -> domain::clients::Client {
    given::client_with(app, "north", |new| {
        new.last_name = "O'Brien-Núñez".into();
        new.first_name = "Marisol".into();
        new.former_names = vec![FormerName { last_name: "Okafor".into(), first_name: "Marisol".into() }];
        new.birth_date = date!(2012 - 05 - 09);
        new.ssn = Some("123-12-1234".into());
        new.cin = Some("91234567a".into());
    })
    .await
}

#[actix_web::test]
async fn a_client_is_found_by_every_criterion_and_by_names_as_people_type_them() {
    let app = TestApp::start().await;
    let client = marisol(&app).await;
    given::client_with(&app, "north", |new| (new.last_name, new.first_name) = ("Reyes".into(), "Juan".into())).await;
    let clerk = app.clerk("north");
    let right = [
        json!({ "client_number": client.client_number }),
        json!({ "cin": "91234567A" }),
        json!({ "ssn": "123121234" }),
        json!({ "birth_date": "2012-05-09" }),
        json!({ "name": "obrien nunez, mari" }),
        json!({ "name": "Marisol O\u{2019}Brien" }),
        json!({ "name": "O'Brien Marisol" }),
        json!({ "name": "okafor" }),
        json!({ "name": "marisol" }),
        json!({ "last_name": "Obr", "first_name": "M" }),
        json!({ "name": "obr", "birth_date": "2012-05-09", "sex": "female", "cin": "91234567A" }),
    ];
    for criteria in right {
        assert_eq!(found(&clerk, criteria.clone()).await, ["Marisol"], "{criteria}");
    }
    for wrong in [
        json!({ "name": "obr", "sex": "male" }),
        json!({ "name": "obr", "birth_date": "2012-05-10" }),
        json!({ "name": "reyes, marisol" }),
        json!({ "client_number": 7 }),
    ] {
        assert!(found(&clerk, wrong.clone()).await.is_empty(), "{wrong}");
    }
}

#[actix_web::test]
async fn a_row_says_by_what_it_was_found_and_shows_each_client_once() {
    let app = TestApp::start().await;
    marisol(&app).await;
    let clerk = app.clerk("north");
    let former = hits(&clerk, "/clients/lookup", json!({ "name": "okafor", "sex": "female" })).await;
    assert_eq!(former.len(), 1);
    assert_eq!(former[0].last_name, "O'Brien-Núñez");
    assert_eq!(former[0].former_name_matched.as_deref(), Some("Okafor, Marisol"));
    assert_eq!(former[0].matched_on, [MatchedOn::FormerName, MatchedOn::Sex]);
    // Both names begin so; the present one is the one that counts.
    let both = hits(&clerk, "/clients/lookup", json!({ "name": "o" })).await;
    assert_eq!(both.len(), 1);
    assert_eq!((both[0].former_name_matched.as_deref(), both[0].ssn_last4.as_deref()), (None, Some("1234")));
}

#[actix_web::test]
async fn the_lookup_stays_at_home_and_the_search_sees_the_county_with_less() {
    let app = TestApp::start().await;
    let client = marisol(&app).await;
    let (south, wanted) = (app.clerk("south"), json!({ "name": "obrien" }));
    assert!(hits(&south, "/clients/lookup", wanted.clone()).await.is_empty());
    let seen = hits(&south, "/clients/search", wanted.clone()).await;
    assert_eq!((seen[0].id, seen[0].enrolled_here), (client.id, EnrolledHere::None));
    assert_eq!((&seen[0].ssn_last4, &seen[0].city, &seen[0].middle_name), (&None, &None, &None));
    let home = hits(&app.clerk("north"), "/clients/search", wanted.clone()).await;
    assert_eq!(home[0].enrolled_here, EnrolledHere::Open);
    assert_eq!(hits(&app.reviewer(), "/clients/lookup", wanted).await.len(), 1);
}

#[actix_web::test]
async fn a_search_needs_enough_to_go_by_and_no_dates_out_of_this_world() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    clerk.post("/clients/lookup", json!({ "sex": "female" })).await.expect(422);
    clerk.post("/clients/lookup", json!({ "name": "R" })).await.expect(200);
    let refused = clerk.post("/clients/search", json!({ "name": "R" })).await.expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "too_few_letters");
    clerk.post("/clients/search", json!({ "name": "R", "limit": 500 })).await.expect(422);
    clerk.post("/clients/search", json!({ "name": "Reyes", "cursor": "bm9uc2Vuc2U" })).await.expect(400);
    let far = clerk.post("/clients/lookup", json!({ "birth_date": "-9999-01-01" })).await.status;
    assert!(far < 500, "{far}");
}

#[actix_web::test]
async fn pages_follow_one_another_without_gap_or_repeat() {
    let app = TestApp::start().await;
    for first in ["Ana", "Bea", "Cleo", "Dora", "Eve", "Flor", "Gala"] {
        given::client_with(&app, "north", |new| (new.last_name, new.first_name) = ("Reyes".into(), first.into())).await;
    }
    let clerk = app.clerk("north");
    let (mut names, mut cursor) = (Vec::new(), Value::Null);
    for _ in 0..10 {
        let mut criteria = json!({ "name": "reyes", "limit": 3 });
        if !cursor.is_null() {
            criteria["cursor"] = cursor;
        }
        let page: Page<ClientHit> = clerk.post("/clients/lookup", criteria).await.expect(200).read();
        names.extend(page.items.into_iter().map(|hit| hit.first_name));
        let Some(next) = page.next_cursor else { break };
        cursor = json!(next);
    }
    assert_eq!(names, ["Ana", "Bea", "Cleo", "Dora", "Eve", "Flor", "Gala"]);
}

#[actix_web::test]
async fn every_search_is_recorded_with_its_shape_and_whom_it_showed() {
    use api::db::schema::access_records as records;
    use diesel::prelude::*;
    let app = TestApp::start().await;
    let client = marisol(&app).await;
    let clerk = app.clerk("south");
    clerk.post("/clients/search", json!({ "name": "obrien", "birth_date": "2012-05-09" })).await.expect(200);
    clerk.post("/clients/search", json!({ "name": "nobody" })).await.expect(200);
    let kept: Vec<(String, Vec<uuid::Uuid>)> = records::table
        .filter(records::operation.eq("clients.search"))
        .order(records::at)
        .select((records::shape, records::client_ids))
        .load(&mut app.database.owner())
        .unwrap();
    assert_eq!(kept, [("name+birth_date".to_owned(), vec![client.id]), ("name".to_owned(), vec![])]);
}
