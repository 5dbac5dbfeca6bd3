use actix_web::http::Method;
use futures_util::FutureExt as _;
use serde_json::json;
use tests::county;

use super::{ADMINISTRATOR, CLERK, Case, Prepare, REVIEWER, Request};

const fn read(operation: &'static str, prepare: Prepare) -> Case {
    Case { operation, right: CLERK, wrong: None, other: None, success: 200, shows_clients: false, prepare }
}

const fn write(operation: &'static str, success: u16, prepare: Prepare) -> Case {
    Case { operation, right: ADMINISTRATOR, wrong: Some(REVIEWER), other: None, success, shows_clients: false, prepare }
}

pub fn cases() -> Vec<Case> {
    vec![
        read("organizations.list", |_| async { Request::get("/organizations") }.boxed_local()),
        read("programs.list", |_| async { Request::get("/programs") }.boxed_local()),
        write("organizations.create", 201, |_| {
            async {
                let new = json!({ "name": "Harbor Light Family Services", "short_name": "Harbor", "kind": "agency" });
                Request::post("/organizations", new).secret("Harbor")
            }
            .boxed_local()
        }),
        write("organizations.change", 200, |_| {
            async {
                let path = format!("/organizations/{}", county::organization("north"));
                Request::change(Method::PATCH, path, 1, json!({ "short_name": "N Shore" })).secret("N Shore")
            }
            .boxed_local()
        }),
        write("programs.create", 201, |_| {
            async {
                let new = json!({ "organization_id": county::organization("north"), "name": "Pier Way",
                    "code": "7401A", "services": ["IHBS"],
                    "address": { "street": "1 Pier Way", "city": "San Pedro", "state": "CA", "zip": "90731" } });
                Request::post("/programs", new).secret("Pier Way")
            }
            .boxed_local()
        }),
        write("programs.change", 200, |_| {
            async {
                let path = format!("/programs/{}", county::program("north", "annex"));
                Request::change(Method::PATCH, path, 1, json!({ "name": "Hill House" })).secret("Hill House")
            }
            .boxed_local()
        }),
    ]
}
