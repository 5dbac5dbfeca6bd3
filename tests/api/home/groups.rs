//! What needs a person today.

use actix_web::http::Method;
use domain::attachments::DocumentType;
use domain::home::{Home, HomeAction, HomeGroup, HomeGroupKind};
use serde_json::json;
use tests::{Client, TestApp, given};
use time::Duration;
use uuid::Uuid;

async fn home(person: &Client) -> Home {
    person.get("/home").await.expect(200).read()
}

fn group(home: &Home, kind: HomeGroupKind) -> Option<&HomeGroup> {
    home.groups.iter().find(|group| group.kind == kind)
}

#[actix_web::test]
async fn an_agency_sees_what_waits_for_it_oldest_first() {
    let app = TestApp::start().await;
    assert!(home(&app.clerk("north")).await.groups.is_empty());
    let older = given::authorization(&app, "north").await;
    let newer = given::authorization(&app, "north").await;
    given::authorization(&app, "south").await;
    let now = home(&app.clerk("north")).await;
    let missing = group(&now, HomeGroupKind::DocumentsMissing).unwrap();
    assert_eq!((missing.count, missing.items.len()), (2, 2));
    assert_eq!(missing.items[0].authorization_id, Some(older.id));
    assert_eq!(missing.items[0].client_name.as_deref(), Some(older.client.name.as_str()));
    assert_eq!(missing.items[0].action, HomeAction::AttachDocuments);
    assert!(missing.items[0].sentence.contains("5 required documents"));
    for kind in DocumentType::REQUIRED {
        given::attachment(&app, "north", older.id, kind).await;
    }
    let claim = format!("/authorizations/{}/claim", older.id);
    app.reviewer().post(&claim, json!({})).await.expect(200);
    let ask = format!("/authorizations/{}/information-request", older.id);
    app.reviewer().post(&ask, json!({ "message": "Which school does the child attend?" })).await.expect(200);
    let now = home(&app.clerk("north")).await;
    assert_eq!(group(&now, HomeGroupKind::DocumentsMissing).unwrap().items[0].authorization_id, Some(newer.id));
    let asked = group(&now, HomeGroupKind::InformationRequested).unwrap();
    assert_eq!(asked.items[0].authorization_id, Some(older.id));
    assert_eq!(now.groups[0].kind, HomeGroupKind::InformationRequested, "the most urgent kind comes first");
}

#[actix_web::test]
async fn decisions_and_ends_are_told() {
    let app = TestApp::start().await;
    let request = given::approved(&app, "north").await;
    let now = home(&app.clerk("north")).await;
    let decided = group(&now, HomeGroupKind::Decided).unwrap();
    assert_eq!(decided.items[0].authorization_id, Some(request.id));
    let ending = group(&now, HomeGroupKind::EndingSoon).unwrap();
    assert_eq!(ending.items[0].action, HomeAction::RequestAuthorization);
    let told: serde_json::Value = app.clerk("north").get("/notifications").await.expect(200).json();
    for one in told["items"].as_array().unwrap() {
        let path = format!("/notifications/{}/read", one["id"].as_str().unwrap());
        app.clerk("north").ask(Method::POST, &path).send().await.expect(204);
    }
    assert!(group(&home(&app.clerk("north")).await, HomeGroupKind::Decided).is_none());
    assert!(group(&home(&app.clerk("south")).await, HomeGroupKind::EndingSoon).is_none());
}

#[actix_web::test]
async fn the_county_sees_what_is_due_and_what_nobody_has_claimed() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let reviewer = home(&app.reviewer()).await;
    assert_eq!(group(&reviewer, HomeGroupKind::ToReview).unwrap().items[0].authorization_id, Some(request.id));
    assert!(group(&reviewer, HomeGroupKind::DueSoon).is_none(), "the clock waits for the documents");
    for kind in DocumentType::REQUIRED {
        given::attachment(&app, "north", request.id, kind).await;
    }
    app.reviewer().post(&format!("/authorizations/{}/claim", request.id), json!({})).await.expect(200);
    app.deps.clock.shift(Duration::days(9));
    let reviewer = home(&app.reviewer()).await;
    let due = group(&reviewer, HomeGroupKind::DueSoon).unwrap();
    assert!(due.items[0].sentence.contains("is overdue") && due.items[0].due_at.is_some());
    assert!(group(&reviewer, HomeGroupKind::InReview).is_some());
    assert!(group(&reviewer, HomeGroupKind::ToReview).is_none());
    let administrator = home(&app.administrator()).await;
    assert!(group(&administrator, HomeGroupKind::DueSoon).is_some());
    assert!(group(&administrator, HomeGroupKind::InReview).is_none());
}

#[actix_web::test]
async fn low_funds_and_drafts_are_ones_own() {
    use diesel::connection::SimpleConnection as _;
    let app = TestApp::start().await;
    given::p_auth(&app, "north", 102, "1000.00").await;
    app.database.owner().batch_execute("UPDATE provider_authorizations SET drawn = 950.50").unwrap();
    let path = format!("/drafts/{}", Uuid::new_v4());
    let draft = json!({ "kind": "authorization", "body": {} });
    app.clerk("north").ask(Method::PUT, &path).json(draft).send().await.expect(201);
    let north = home(&app.clerk("north")).await;
    let low = group(&north, HomeGroupKind::FundsLow).unwrap();
    assert!(low.items[0].sentence.contains("$49.50 left of $1,000.00"), "{}", low.items[0].sentence);
    assert!(group(&north, HomeGroupKind::Drafts).unwrap().items[0].draft_id.is_some());
    assert!(home(&app.clerk("south")).await.groups.is_empty());
    assert!(group(&home(&app.administrator()).await, HomeGroupKind::FundsLow).is_some());
}
