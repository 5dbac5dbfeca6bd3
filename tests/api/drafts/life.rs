//! A draft from its first save to its end.

use actix_web::http::Method;
use diesel::prelude::*;
use domain::access::Role;
use domain::drafts::{Draft, DraftKind};
use domain::page::Page;
use serde_json::json;
use tests::{Answer, Client, TestApp, given};
use time::Duration;
use uuid::Uuid;

async fn save(person: &Client, id: Uuid, units: i32) -> Answer {
    let body = json!({ "kind": "authorization", "title": "IHBS for Ximena", "body": { "units": units } });
    person.ask(Method::PUT, &format!("/drafts/{id}")).json(body).send().await
}

#[actix_web::test]
async fn saving_again_saves_over() {
    let app = TestApp::start().await;
    let (clerk, id) = (app.clerk("north"), Uuid::new_v4());
    let first = save(&clerk, id, 40).await.expect(201);
    assert_eq!(first.header("etag"), "\"v1\"");
    let second: Draft = save(&clerk, id, 41).await.expect(200).read();
    assert_eq!((second.version, &second.body), (2, &json!({ "units": 41 })));
    let path = format!("/drafts/{id}");
    clerk.put(&path, 1, json!({ "kind": "authorization", "body": {} })).await.expect(412);
    clerk.put(&path, 2, json!({ "kind": "authorization", "body": {} })).await.expect(200);
    let unclear =
        clerk.ask(Method::PUT, &path).header("If-Match", "*").json(json!({ "kind": "authorization", "body": {} }));
    unclear.send().await.expect(400);
    let now: Draft = clerk.get(&path).await.expect(200).read();
    assert_eq!(now.title, DraftKind::Authorization.label());
    clerk.delete(&path).await.expect(204);
    clerk.get(&path).await.expect(404);
    clerk.delete(&path).await.expect(404);
}

#[actix_web::test]
async fn a_draft_is_its_owners_alone_and_sealed() {
    use api::db::schema::drafts;
    let app = TestApp::start().await;
    let id = Uuid::new_v4();
    save(&app.clerk("north"), id, 40).await.expect(201);
    let path = format!("/drafts/{id}");
    let others = [app.person("north", Role::AgencySupervisor), app.clerk("south"), app.reviewer(), app.administrator()];
    for other in others {
        other.get(&path).await.expect(404);
        other.delete(&path).await.expect(404);
        save(&other, id, 1).await.expect(404);
        let page: Page<Draft> = other.get("/drafts").await.expect(200).read();
        assert!(page.items.is_empty());
    }
    let sealed: Vec<u8> = drafts::table.select(drafts::sealed).first(&mut app.database.owner()).unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("Ximena"));
    let kept: Draft = app.clerk("north").get(&path).await.expect(200).read();
    assert_eq!(kept.body, json!({ "units": 40 }));
}

#[actix_web::test]
async fn drafts_are_listed_by_form_and_end_after_thirty_days() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    let client = given::client(&app, "north").await;
    let ids = [Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4()];
    for (index, id) in ids.into_iter().enumerate() {
        let kind = if index == 1 { "client" } else { "authorization" };
        let body = json!({ "kind": kind, "client_id": client.id, "body": {} });
        clerk.ask(Method::PUT, &format!("/drafts/{id}")).json(body).send().await.expect(201);
    }
    let list = async |query: &str| -> Page<Draft> { clerk.get(&format!("/drafts{query}")).await.expect(200).read() };
    let of = |page: &Page<Draft>| page.items.iter().map(|draft| draft.id).collect::<Vec<_>>();
    assert_eq!(of(&list("?kind=authorization").await), [ids[2], ids[0]]);
    assert_eq!(of(&list(&format!("?client_id={}", client.id)).await), [ids[2], ids[1], ids[0]]);
    assert!(of(&list(&format!("?client_id={}", Uuid::new_v4())).await).is_empty());
    let page = list("?limit=2").await;
    assert_eq!(of(&page), [ids[2], ids[1]]);
    assert_eq!(of(&list(&format!("?cursor={}", page.next_cursor.unwrap())).await), [ids[0]]);
    app.deps.clock.shift(Duration::days(31));
    assert!(list("").await.items.is_empty());
    clerk.get(&format!("/drafts/{}", ids[0])).await.expect(404);
    api::files::sweep(&app.deps.db, &app.deps.files).await.unwrap();
    let left: i64 = api::db::schema::drafts::table.count().get_result(&mut app.database.owner()).unwrap();
    assert_eq!(left, 0);
}

#[actix_web::test]
async fn a_draft_is_an_object_of_bounded_size() {
    let app = TestApp::start().await;
    let path = format!("/drafts/{}", Uuid::new_v4());
    for body in [json!([1]), json!("text"), json!({ "a": "x".repeat(70_000) })] {
        let draft = json!({ "kind": "authorization", "body": body });
        let refused = app.clerk("north").ask(Method::PUT, &path).json(draft).send().await.expect(422).json();
        assert_eq!(refused["errors"][0]["pointer"], "/body");
    }
}
