//! Organizations and programs: the county keeps them, everyone reads them.

use domain::organizations::{Organization, Program};
use domain::page::Page;
use serde_json::{Value, json};
use tests::{Client, TestApp, county};

fn harbor() -> Value {
    json!({ "name": "Harbor Light Family Services", "short_name": "Harbor Light", "kind": "agency", "npi": "1234567893",
        "tin": "95-1234567" })
}

fn site() -> Value {
    json!({ "organization_id": county::organization("north"), "name": "Pier Way", "code": "7401A", "services": ["IHBS"],
        "address": { "street": "1 Pier Way", "unit": "Suite 4", "city": "San Pedro", "state": "CA", "zip": "90731" } })
}

#[actix_web::test]
async fn the_administrator_adds_and_changes_an_agency() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let made: Organization = administrator.post("/organizations", harbor()).await.expect(201).read();
    assert_eq!(made.tin.as_deref(), Some("951234567"));
    let again = administrator.post("/organizations", harbor()).await.expect(409);
    assert_eq!(again.code(), "already_exists");
    let path = format!("/organizations/{}", made.id);
    let change = json!({ "short_name": "Harbor", "npi": null, "active": false });
    let after: Organization = administrator.patch(&path, made.version, &change).await.expect(200).read();
    assert_eq!((after.short_name.as_str(), after.npi.as_deref(), after.active), ("Harbor", None, false));
    administrator.patch(&path, made.version, &change).await.expect(412);
    let taken = json!({ "name": "north shore family services" });
    administrator.patch(&path, after.version, taken).await.expect(409);
    let missing = format!("/organizations/{}", county::id("nobody"));
    administrator.patch(&missing, 1, json!({ "active": false })).await.expect(404);
}

#[actix_web::test]
async fn agencies_read_and_do_not_write() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    let all: Page<Organization> = clerk.get("/organizations").await.expect(200).read();
    assert_eq!(all.items.len(), 4);
    clerk.post("/organizations", harbor()).await.expect(403);
    clerk.post("/programs", site()).await.expect(403);
    app.reviewer().post("/organizations", harbor()).await.expect(403);
}

#[actix_web::test]
async fn a_tax_number_is_for_its_own_people_and_the_county() {
    use diesel::connection::SimpleConnection as _;
    let app = TestApp::start().await;
    app.database
        .owner()
        .batch_execute(
            "UPDATE organizations SET tin = '950000001' WHERE short_name = 'north';
             UPDATE organizations SET tin = '950000002' WHERE short_name = 'south'",
        )
        .unwrap();
    let read = |person: Client| async move { person.get("/organizations").await.expect(200).text() };
    let seen = read(app.clerk("north")).await;
    assert!(seen.contains("950000001") && !seen.contains("950000002"));
    for staff in [app.reviewer(), app.administrator()] {
        let seen = read(staff).await;
        assert!(seen.contains("950000001") && seen.contains("950000002"));
    }
}

#[actix_web::test]
async fn an_agencys_programs_are_not_shown_to_another() {
    let app = TestApp::start().await;
    app.administrator().post("/programs", site()).await.expect(201);
    let path = format!("/programs?organization_id={}", county::organization("north"));
    assert!(app.clerk("north").get(&path).await.expect(200).text().contains("7401A"));
    let seen = app.clerk("south").get(&path).await.expect(200);
    assert!(seen.read::<Page<Program>>().items.is_empty());
    assert!(!app.clerk("south").get("/programs").await.expect(200).text().contains("7401A"));
}

#[actix_web::test]
async fn the_county_itself_cannot_be_deactivated_or_made_twice() {
    let app = TestApp::start().await;
    let path = format!("/organizations/{}", county::organization("county"));
    let refused = app.administrator().patch(&path, 1, json!({ "active": false })).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/active");
    let mut second = harbor();
    second["kind"] = json!("county");
    app.administrator().post("/organizations", second).await.expect(422);
}

#[actix_web::test]
async fn an_inactive_agencys_people_are_out_at_once() {
    let app = TestApp::start().await;
    app.clerk("south").get("/session").await.expect(200);
    let path = format!("/organizations/{}", county::organization("south"));
    app.administrator().patch(&path, 1, json!({ "active": false })).await.expect(200);
    app.clerk("south").get("/session").await.expect(401);
}

#[actix_web::test]
async fn programs_are_listed_for_whoever_chooses_among_them() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let made: Program = administrator.post("/programs", site()).await.expect(201).read();
    assert_eq!(made.address.unit.as_deref(), Some("Suite 4"));
    administrator.post("/programs", site()).await.expect(409);
    let own: Page<Program> = app.clerk("north").get("/programs?limit=200").await.expect(200).read();
    assert_eq!(
        own.items.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["north annex", "north main", "Pier Way"]
    );
    let all: Page<Program> = administrator.get("/programs").await.expect(200).read();
    assert_eq!(all.items.len(), 5);
    let path = format!("/programs/{}", made.id);
    let change = json!({ "active": false, "address": { "street": "2 Pier Way", "city": "San Pedro", "state": "CA", "zip": "90731" } });
    let after: Program = administrator.patch(&path, 1, change).await.expect(200).read();
    assert_eq!((after.active, after.address.unit, after.version), (false, None, 2));
}

#[actix_web::test]
async fn a_list_goes_on_where_its_cursor_says() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    let mut names = Vec::new();
    let mut path = "/organizations?limit=3".to_owned();
    loop {
        let page: Page<Organization> = clerk.get(&path).await.expect(200).read();
        names.extend(page.items.into_iter().map(|one| one.name));
        let Some(next) = page.next_cursor else { break };
        path = format!("/organizations?limit=3&cursor={next}");
    }
    assert_eq!(names.len(), 4);
    assert!(names.is_sorted());
    for wrong in ["?limit=0", "?limit=201", "?cursor=nonsense", "?offset=3"] {
        clerk.get(&format!("/organizations{wrong}")).await.expect(400);
    }
}
