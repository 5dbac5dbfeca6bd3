//! News from its writing to its end.

use actix_web::http::Method;
use domain::news::NewsItem;
use domain::page::Page;
use domain::session::Me;
use serde_json::json;
use tests::{Client, TestApp, given};
use time::Duration;

async fn write(app: &TestApp, title: &str, more: serde_json::Value) -> NewsItem {
    let mut body = json!({ "title": title, "body": "Decisions resume on Friday." });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.reviewer().post("/news", body).await.expect(201).read()
}

async fn shown(person: &Client, query: &str) -> Vec<String> {
    let page: Page<NewsItem> = person.get(&format!("/news{query}")).await.expect(200).read();
    page.items.into_iter().map(|item| item.title).collect()
}

#[actix_web::test]
async fn news_is_shown_from_its_first_to_its_last_day() {
    let app = TestApp::start().await;
    let today = given::today(&app);
    let day = |days: i64| (today + Duration::days(days)).to_string();
    write(&app, "Over", json!({ "published_on": day(-9), "expires_on": day(-2) })).await;
    write(&app, "Older", json!({ "published_on": day(-3) })).await;
    write(&app, "To come", json!({ "published_on": day(3) })).await;
    let clerk = app.clerk("north");
    assert_eq!(shown(&clerk, "").await, ["Older"]);
    assert_eq!(shown(&app.reviewer(), "?all=true").await, ["To come", "Older", "Over"]);
    clerk.get("/news?all=true").await.expect(403);
    let backwards = json!({ "title": "A", "body": "B", "published_on": day(0), "expires_on": day(-1) });
    app.reviewer().post("/news", backwards).await.expect(422);
}

#[actix_web::test]
async fn reading_is_marked_for_the_reader_alone() {
    let app = TestApp::start().await;
    let item = write(&app, "Office closed on Thursday", json!({ "important": true })).await;
    let (clerk, other) = (app.clerk("north"), app.clerk("south"));
    let unread = async |person: &Client| person.get("/session").await.expect(200).read::<Me>().unread_news;
    assert_eq!(unread(&clerk).await, 1);
    let path = format!("/news/{}/read", item.id);
    for _ in 0..2 {
        clerk.ask(Method::POST, &path).send().await.expect(204);
    }
    assert_eq!((unread(&clerk).await, unread(&other).await), (0, 1));
    let page: Page<NewsItem> = clerk.get("/news").await.expect(200).read();
    assert!(page.items[0].read);
}

#[actix_web::test]
async fn two_writers_do_not_overwrite_each_other() {
    let app = TestApp::start().await;
    let item = write(&app, "Office closed", json!({})).await;
    let path = format!("/news/{}", item.id);
    let last = (given::today(&app) + Duration::days(4)).to_string();
    let changed: NewsItem = app
        .administrator()
        .patch(&path, 1, json!({ "title": "Office open", "expires_on": last }))
        .await
        .expect(200)
        .read();
    assert_eq!((changed.title.as_str(), changed.body.as_str()), ("Office open", "Decisions resume on Friday."));
    app.reviewer().patch(&path, 1, json!({ "title": "Closed after all" })).await.expect(412);
    let cleared: NewsItem = app.reviewer().patch(&path, 2, json!({ "expires_on": null })).await.expect(200).read();
    assert_eq!(cleared.expires_on, None);
    app.reviewer().ask(Method::PATCH, &path).json(json!({})).send().await.expect(428);
    app.clerk("north").patch(&path, 3, json!({ "title": "Mine" })).await.expect(403);
}
