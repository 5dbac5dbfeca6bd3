//! Who may read the record, what they find in it, and that their reading is in it too.

use actix_web::http::Method;
use domain::access::Role;
use domain::page::Page;
use domain::record::{AccessRow, EventRow};
use tests::{TestApp, county, given};

#[actix_web::test]
async fn the_privacy_officer_sees_who_looked_at_a_client_and_why() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let other = given::client(&app, "south").await;
    for _ in 0..3 {
        app.clerk("north").get(&format!("/clients/{}", client.id)).await.expect(200);
    }
    app.reviewer().get(&format!("/clients/{}", client.id)).await.expect(200);
    app.clerk("south").get(&format!("/clients/{}", other.id)).await.expect(200);
    app.seal();
    let path = format!("/clients/{}/accesses", client.id);
    let rows = app.privacy_officer().get(&path).await.expect(200).read::<Page<AccessRow>>().items;
    let first = rows.first().unwrap();
    assert_eq!(first.words, "Opened the client's record");
    assert_eq!((first.purpose.as_str(), first.client_id), ("treatment", Some(client.id)));
    assert_eq!(first.user_name.as_deref(), Some("County reviewer of county"));
    assert_eq!(first.organization_name.as_deref(), Some("Mariposa Bay Behavioral Health"));
    assert!(rows.windows(2).all(|two| two[0].seq > two[1].seq), "the latest first");
    let opened = rows.iter().filter(|row| row.operation == "clients.read").count();
    assert_eq!(opened, 4, "{rows:?}");

    // An agency sees its own people's accesses to the same client, and only to clients it knows.
    let own = app.person("north", Role::AgencySupervisor).get(&path).await.expect(200);
    let own = own.read::<Page<AccessRow>>().items;
    assert!(own.iter().all(|row| row.organization_id == county::organization("north")));
    assert_eq!(own.iter().filter(|row| row.operation == "clients.read").count(), 3);
    app.person("south", Role::AgencySupervisor).get(&path).await.expect(404);
    app.administrator().get(&path).await.expect(403);
}

#[actix_web::test]
async fn pages_and_filters_agree_with_the_file() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    for _ in 0..7 {
        app.clerk("north").get(&format!("/clients/{}", client.id)).await.expect(200);
    }
    app.seal();
    let officer = app.privacy_officer();
    for path in [
        format!("/clients/{}/accesses?action=clients.read", client.id),
        format!("/record/accesses?action=clients.read&user_id={}", county::user("north", Role::AgencyClerk)),
        format!(
            "/record/accesses?action=clients.read&organization_id={}&from=2020-01-01",
            county::organization("north")
        ),
    ] {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = officer.get(&format!("{path}&limit=3{cursor}")).await.expect(200).read::<Page<AccessRow>>();
            found.extend(page.items);
            match page.next_cursor {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(found.len(), 7, "{path}");
        let file = officer.ask(Method::GET, &path).header("Accept", "text/csv").send().await.expect(200);
        assert_eq!(file.text().lines().count(), 8, "{}", file.text());
        assert!(file.header("content-disposition").ends_with(".csv\""));
    }
    officer.get("/record/accesses?from=2026-02-01&to=2026-01-01").await.expect(400);
    let none = officer.get("/record/accesses?to=2020-01-01").await.expect(200).read::<Page<AccessRow>>();
    assert!(none.items.is_empty());
}

#[actix_web::test]
async fn events_say_who_did_what_without_a_value() {
    let app = TestApp::start().await;
    let client = given::client_with(&app, "north", |new| new.last_name = "Whitefeather".to_owned()).await;
    app.clerk("north").get("/users").await.expect(403);
    app.seal();
    let path = format!("/record/events?client_id={}", client.id);
    let rows = app.privacy_officer().get(&path).await.expect(200);
    assert!(!rows.text().contains("Whitefeather"));
    let rows = rows.read::<Page<EventRow>>().items;
    assert_eq!(rows.iter().map(|row| row.words.as_str()).collect::<Vec<_>>(), ["Added the client"]);
    assert!(rows[0].seq.is_some());
    let supervisor = app.person("north", Role::AgencySupervisor);
    let all = supervisor.get("/record/events").await.expect(200).read::<Page<EventRow>>().items;
    assert!(all.iter().any(|row| row.refused && row.action == "users.list"), "{all:?}");
    // The filter of another organization gives an agency no more than its own.
    let path = format!("/record/events?organization_id={}", county::organization("south"));
    let asked = supervisor.get(&path).await.expect(200).read::<Page<EventRow>>().items;
    assert!(asked.iter().all(|row| row.organization_id == Some(county::organization("north"))));
}

#[actix_web::test]
async fn reading_the_record_is_itself_recorded() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let officer = app.privacy_officer();
    officer.get("/record/events?action=clients.create").await.expect(200);
    officer.get(&format!("/clients/{}/accesses", client.id)).await.expect(200);
    app.seal();
    let path = format!("/record/accesses?user_id={}", county::user("county", Role::CountyPrivacyOfficer));
    let rows = officer.get(&path).await.expect(200).read::<Page<AccessRow>>().items;
    let read: Vec<_> = rows.iter().map(|row| (row.operation.as_str(), row.shape.as_str(), row.client_id)).collect();
    assert_eq!(read, [("record.client_accesses", "client", Some(client.id)), ("record.events", "action", None)]);
}

#[actix_web::test]
async fn an_organization_sees_its_own_people_sign_in() {
    let app = TestApp::start().await;
    let tried = serde_json::json!({ "user_name": "agency_clerk.north", "password": "not this one, surely" });
    app.anonymous().post("/session", tried).await.expect(401);
    let path = format!("/record/events?user_id={}", county::user("north", Role::AgencyClerk));
    for (organization, seen) in [("north", 1), ("south", 0)] {
        let rows = app.person(organization, Role::AgencySupervisor).get(&path).await.expect(200);
        let rows = rows.read::<Page<EventRow>>().items;
        assert_eq!(rows.iter().filter(|row| row.refused && row.action == "session.sign_in").count(), seen);
    }
}
