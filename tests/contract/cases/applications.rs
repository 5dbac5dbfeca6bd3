use actix_web::http::Method;
use domain::applications::Application;
use futures_util::FutureExt as _;
use serde_json::json;

use super::{ADMINISTRATOR, Case, Prepare, Request, SUPERVISOR};

const fn managed(operation: &'static str, success: u16, prepare: Prepare) -> Case {
    let (right, wrong) = (ADMINISTRATOR, Some(SUPERVISOR));
    Case { operation, right, wrong, other: None, success, shows_clients: false, prepare }
}

pub fn cases() -> Vec<Case> {
    vec![
        managed("applications.list", 200, |_| async { Request::get("/applications") }.boxed_local()),
        managed("applications.create", 201, |_| {
            async { Request::post("/applications", tests::vendor::application(&["read_clients"])).secret("Heron EHR") }
                .boxed_local()
        }),
        managed("applications.change", 200, |app| {
            async move {
                let new = tests::vendor::application(&["read_clients"]);
                let made: Application = app.administrator().post("/applications", new).await.expect(201).read();
                let change = json!({ "contact": "desk of Mr. Egret" });
                Request::change(Method::PATCH, format!("/applications/{}", made.id), 1, change).secret("Egret")
            }
            .boxed_local()
        }),
    ]
}
