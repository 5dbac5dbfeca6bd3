use actix_web::http::Method;
use futures_util::FutureExt as _;
use serde_json::json;
use tests::{TestApp, given};
use uuid::Uuid;

use super::{CLERK, Case, OTHER_CLERK, PRIVACY_OFFICER, Prepare, Request};

const fn case(operation: &'static str, success: u16, shows: bool, prepare: Prepare) -> Case {
    Case {
        operation,
        right: CLERK,
        wrong: Some(PRIVACY_OFFICER),
        other: Some(OTHER_CLERK),
        success,
        shows_clients: shows,
        prepare,
    }
}

/// A draft of agency north's clerk about a client.
async fn draft(app: &TestApp) -> String {
    let client = given::client(app, "north").await;
    let path = format!("/drafts/{}", Uuid::new_v4());
    let body =
        json!({ "kind": "authorization", "client_id": client.id, "title": "Whitcombe", "body": { "units": 40 } });
    app.clerk("north").ask(Method::PUT, &path).json(body).send().await.expect(201);
    path
}

pub fn cases() -> Vec<Case> {
    let list: Prepare = |app| {
        async move {
            draft(app).await;
            Request::get("/drafts")
        }
        .boxed_local()
    };
    vec![
        // Everybody has a list of their own, so nobody is a stranger to it.
        Case { other: None, ..case("drafts.list", 200, true, list) },
        case("drafts.read", 200, true, |app| {
            async move { Request::get(draft(app).await).secret("Whitcombe") }.boxed_local()
        }),
        case("drafts.save", 200, false, |app| {
            async move {
                let body = json!({ "kind": "authorization", "title": "Whitcombe", "body": { "units": 41 } });
                Request::change(Method::PUT, draft(app).await, 1, body).secret("Whitcombe")
            }
            .boxed_local()
        }),
        case("drafts.discard", 204, false, |app| async move { Request::delete(draft(app).await) }.boxed_local()),
    ]
}
