use futures_util::FutureExt as _;
use serde_json::json;
use tests::given;

use super::{CLERK, Case, PRIVACY_OFFICER, Prepare, Request};

const fn case(operation: &'static str, shows_clients: bool, prepare: Prepare) -> Case {
    Case { operation, right: CLERK, wrong: Some(PRIVACY_OFFICER), other: None, success: 200, shows_clients, prepare }
}

pub fn cases() -> Vec<Case> {
    vec![
        case("reports.authorization_status", true, |app| {
            async move {
                given::authorization(app, "north").await;
                Request::post("/reports/authorization-status", json!({ "status": "pending" }))
            }
            .boxed_local()
        }),
        case("reports.authorization_turnaround", false, |app| {
            async move {
                given::approved(app, "north").await;
                Request::get("/reports/authorization-turnaround")
            }
            .boxed_local()
        }),
    ]
}
