use actix_web::http::Method;
use domain::news::NewsItem;
use futures_util::FutureExt as _;
use serde_json::{Value, json};
use tests::TestApp;

use super::{CLERK, Case, Person, Prepare, REVIEWER, Request};

const fn case(operation: &'static str, right: Person, wrong: Option<Person>, success: u16, prepare: Prepare) -> Case {
    Case { operation, right, wrong, other: None, success, shows_clients: false, prepare }
}

fn item() -> Value {
    json!({ "title": "Office closed on Thursday", "body": "Decisions resume on Friday." })
}

async fn written(app: &TestApp) -> String {
    let made: NewsItem = app.reviewer().post("/news", item()).await.expect(201).read();
    format!("/news/{}", made.id)
}

pub fn cases() -> Vec<Case> {
    vec![
        case("news.list", CLERK, None, 200, |_| async { Request::get("/news") }.boxed_local()),
        case("news.create", REVIEWER, Some(CLERK), 201, |_| {
            async { Request::post("/news", item()).secret("Thursday") }.boxed_local()
        }),
        case("news.change", REVIEWER, Some(CLERK), 200, |app| {
            async move {
                let change = json!({ "title": "Office open" });
                Request::change(Method::PATCH, written(app).await, 1, change).secret("Office open")
            }
            .boxed_local()
        }),
        case("news.read", CLERK, None, 204, |app| {
            async move { Request::new(Method::POST, format!("{}/read", written(app).await)) }.boxed_local()
        }),
    ]
}
