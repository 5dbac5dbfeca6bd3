use actix_web::http::Method;
use domain::access::Role;
use futures_util::FutureExt as _;
use serde_json::json;
use tests::{TestApp, county};

use super::{CLERK, Case, Request};

const PASSWORD: &str = "seven plums on a blue plate";

async fn give_password(app: &TestApp) {
    use diesel::connection::SimpleConnection as _;
    let hash = api::passwords::hash(PASSWORD.to_owned()).await.unwrap();
    let id = county::user("north", Role::AgencyClerk);
    app.database
        .owner()
        .batch_execute(&format!("UPDATE users SET password_hash = '{hash}' WHERE id = '{id}'"))
        .unwrap();
}

const fn own(operation: &'static str, success: u16, prepare: super::Prepare) -> Case {
    Case { operation, right: CLERK, wrong: None, other: None, success, shows_clients: false, prepare }
}

pub fn cases() -> Vec<Case> {
    vec![
        own("session.read", 200, |_| async { Request::get("/session") }.boxed_local()),
        own("session.sign_out", 204, |_| async { Request::delete("/session") }.boxed_local()),
        own("session.sign_out_everywhere", 204, |_| async { Request::delete("/sessions") }.boxed_local()),
        own("session.change_password", 204, |app| {
            async move {
                give_password(app).await;
                let body = json!({ "current": PASSWORD, "new": "a heron waits by the ferry" });
                Request::change(Method::PUT, "/session/password", 1, body)
            }
            .boxed_local()
        }),
        own("terms.read", 200, |_| async { Request::get("/terms") }.boxed_local()),
        own("terms.accept", 204, |_| {
            async { Request::post("/terms/acceptance", json!({ "version": 1 })) }.boxed_local()
        }),
    ]
}
