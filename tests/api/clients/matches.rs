//! Likely duplicates are shown before a client can be added, and each has to be looked at.

use domain::clients::{ClientMatch, FormerName, MatchReason};
use domain::page::Page;
use domain::problem::Problem;
use serde_json::json;
use tests::{TestApp, given};
use time::macros::date;

#[actix_web::test]
async fn a_namesake_born_the_same_day_is_found_across_agencies_in_either_order_of_names() {
    let app = TestApp::start().await;
    let client = given::client_with(&app, "north", |new| {
        (new.last_name, new.first_name, new.birth_date) =
            ("Núñez-Reyes".into(), "Marisol".into(), date!(2012 - 05 - 09));
        new.former_names = vec![FormerName { last_name: "Okafor".into(), first_name: "Marisol".into() }];
    })
    .await;
    let south = app.clerk("south");
    for (last, first, born, strong) in [
        ("Nunez Reyes", "Marisol", "2012-05-09", true),
        ("Marisol", "Nunez Reyes", "2012-05-09", true),
        ("Okafor", "Marisol", "2012-05-09", true),
        ("Nunez Reyes", "Marisol", "2012-09-05", false),
        ("Marisol", "Nunez Reyes", "2013-05-09", false),
    ] {
        let wanted = json!({ "last_name": last, "first_name": first, "birth_date": born, "sex": "female" });
        let found: Page<ClientMatch> = south.post("/clients/matches", &wanted).await.expect(200).read();
        assert_eq!(
            found.items.iter().map(|one| (one.hit.id, one.strong)).collect::<Vec<_>>(),
            [(client.id, strong)],
            "{wanted}"
        );
    }
    let stranger = json!({ "last_name": "Tran", "first_name": "Quynh", "birth_date": "2012-05-09" });
    assert!(south.post("/clients/matches", stranger).await.expect(200).read::<Page<ClientMatch>>().items.is_empty());
    let nonsense = json!({ "last_name": "-", "first_name": "Q", "birth_date": "1700-01-01" });
    south.post("/clients/matches", nonsense).await.expect(422);
}

#[actix_web::test]
async fn a_likely_duplicate_must_be_looked_at_and_explained() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let mut twin = given::new_client(&app, "south");
    (twin.last_name, twin.first_name, twin.birth_date) = (client.last_name, client.first_name, client.birth_date);
    let south = app.clerk("south");
    let refused: Problem = south.post("/clients", &twin).await.expect(409).read();
    assert_eq!((refused.code.as_str(), refused.existing_id), ("likely_duplicate", Some(client.id)));
    twin.reviewed_match_ids = vec![client.id];
    let refused: Problem = south.post("/clients", &twin).await.expect(422).read();
    assert_eq!(refused.errors[0].pointer, "/reason");
    twin.reason = Some("Spoke with the mother: another person of this name.".into());
    south.post("/clients", &twin).await.expect(201);
}

#[actix_web::test]
async fn an_equal_number_comes_first_with_its_reason() {
    let app = TestApp::start().await;
    let client = given::client_with(&app, "north", |new| new.ssn = Some("123121234".into())).await;
    let wanted =
        json!({ "last_name": "Another", "first_name": "Name", "birth_date": "1970-01-01", "ssn": "123-12-1234" });
    let found: Page<ClientMatch> = app.clerk("south").post("/clients/matches", wanted).await.expect(200).read();
    assert_eq!(
        (found.items[0].hit.id, found.items[0].reasons.as_slice()),
        (client.id, [MatchReason::SameSsn].as_slice())
    );
}
