//! The register and the review queue.

use domain::authorizations::AuthorizationRow;
use domain::page::Page;
use serde_json::json;
use tests::{Client, TestApp, given};
use time::Duration;

async fn page(person: &Client, path: &str) -> Page<AuthorizationRow> {
    person.get(path).await.expect(200).read()
}

async fn numbers(person: &Client, path: &str) -> Vec<i64> {
    page(person, path).await.items.into_iter().map(|row| row.number).collect()
}

#[actix_web::test]
async fn an_agency_lists_its_own_and_the_county_all() {
    let app = TestApp::start().await;
    let first = given::authorization(&app, "north").await;
    app.deps.clock.shift(Duration::hours(1));
    let second = given::claimed(&app, "north").await;
    let third = given::authorization(&app, "south").await;
    let (north, county) = (app.clerk("north"), app.reviewer());
    assert_eq!(numbers(&north, "/authorizations").await, [second.number, first.number]);
    assert_eq!(numbers(&north, "/authorizations?sort=oldest").await, [first.number, second.number]);
    let of_south = format!("/authorizations?organization_id={}", third.organization.id);
    assert_eq!(numbers(&north, &of_south).await.len(), 2, "an agency cannot ask for another's");
    assert_eq!(numbers(&county, &of_south).await, [third.number]);
    assert_eq!(numbers(&county, "/authorizations").await.len(), 3);
    for (filter, expected) in [
        ("review_status=in_review".to_owned(), vec![second.number]),
        ("status=active".to_owned(), vec![]),
        (format!("client_id={}", first.client.id), vec![first.number]),
        (format!("program_id={}", first.program.id), vec![second.number, first.number]),
        ("funding_source_id=92".to_owned(), vec![]),
        (format!("submitted_from={}", given::days_ago(&app, -3)), vec![]),
        (format!("submitted_to={}", given::days_ago(&app, 3)), vec![]),
        (format!("start_from={}", given::days_ago(&app, 3)), vec![second.number, first.number]),
    ] {
        assert_eq!(numbers(&north, &format!("/authorizations?{filter}")).await, expected, "{filter}");
    }
    north.get("/authorizations?status=open").await.expect(400);
    north.get("/authorizations?colour=red").await.expect(400);
    let row = &page(&north, "/authorizations").await.items[0];
    assert!(row.client_name.contains(", "));
    assert_eq!((row.funding_source_id, row.procedure.as_str(), row.missing_documents), (102, "H2015:HK", 5));
    assert_eq!(row.claimed_by.as_ref().map(|by| by.name.starts_with("County reviewer")), Some(true));
}

#[actix_web::test]
async fn pages_follow_one_another_in_both_orders() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        given::authorization(&app, "north").await;
    }
    for sort in ["newest", "oldest"] {
        let whole = numbers(&app.clerk("north"), &format!("/authorizations?sort={sort}")).await;
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let one = page(&app.clerk("north"), &format!("/authorizations?sort={sort}&limit=2{cursor}")).await;
            found.extend(one.items.into_iter().map(|row| row.number));
            let Some(next) = one.next_cursor else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!((found.len(), &found), (5, &whole), "{sort}");
    }
}

#[actix_web::test]
async fn the_queue_is_what_waits_soonest_due_first() {
    let app = TestApp::start().await;
    let later = given::authorization(&app, "north").await;
    let client = given::ready_client(&app, "south").await;
    let mut new = given::new_authorization(&app, "south", client.id);
    new.urgency = domain::authorizations::Urgency::Expedited;
    let sooner = app.clerk("south").post("/authorizations", new).await.expect(201).json();
    let sooner = sooner["authorizations"][0]["number"].as_i64().unwrap();
    let taken = given::claimed(&app, "north").await;
    given::approved(&app, "north").await;
    let withdrawn = given::authorization(&app, "north").await;
    let path = format!("/authorizations/{}/withdrawal", withdrawn.id);
    app.clerk("north").post(&path, json!({ "reason": "Moved." })).await.expect(200);
    let county = app.reviewer();
    assert_eq!(numbers(&county, "/review-queue").await, [sooner, later.number, taken.number]);
    assert_eq!(numbers(&county, "/review-queue?show=unclaimed").await, [sooner, later.number]);
    assert_eq!(numbers(&county, "/review-queue?show=mine").await, [taken.number]);
    assert_eq!(numbers(&county, "/review-queue?show=waiting").await, [] as [i64; 0]);
    assert_eq!(numbers(&county, "/review-queue?urgency=expedited").await, [sooner]);
    let first = page(&county, "/review-queue?limit=1").await;
    let rest = format!("/review-queue?cursor={}", first.next_cursor.unwrap());
    assert_eq!(numbers(&county, &rest).await, [later.number, taken.number]);
    // Once its documents are there the clock runs, and what runs stands above what waits for its agency.
    given::five_forms_of(&app, "north", &later).await;
    assert_eq!(numbers(&county, "/review-queue").await, [later.number, sooner, taken.number]);
    let mut place = page(&county, "/review-queue?limit=1").await.next_cursor.unwrap();
    for waiting in [sooner, taken.number] {
        let one = page(&county, &format!("/review-queue?limit=1&cursor={place}")).await;
        assert_eq!(one.items.iter().map(|row| row.number).collect::<Vec<_>>(), [waiting]);
        place = one.next_cursor.unwrap_or_default();
    }
    app.clerk("north").get("/review-queue").await.expect(403);
    app.administrator().get("/review-queue").await.expect(403);
}
