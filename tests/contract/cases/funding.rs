use futures_util::FutureExt as _;
use serde_json::json;
use tests::{county, given};

use super::{ADMINISTRATOR, CLERK, Case, OTHER_CLERK, PRIVACY_OFFICER, REVIEWER, Request};

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            operation: "funding.sources",
            right: CLERK,
            wrong: None,
            other: None,
            success: 200,
            shows_clients: false,
            prepare: |_| async { Request::get("/funding-sources") }.boxed_local(),
        },
        Case {
            operation: "funding.list",
            right: CLERK,
            wrong: Some(PRIVACY_OFFICER),
            other: None,
            success: 200,
            shows_clients: false,
            prepare: |app| {
                async move {
                    given::p_auth(app, "north", 102, "1000.00").await;
                    Request::get("/provider-authorizations")
                }
                .boxed_local()
            },
        },
        Case {
            operation: "funding.read",
            right: CLERK,
            wrong: Some(PRIVACY_OFFICER),
            other: Some(OTHER_CLERK),
            success: 200,
            shows_clients: false,
            prepare: |app| {
                async move {
                    let held = given::p_auth(app, "north", 102, "1234.56").await;
                    Request::get(format!("/provider-authorizations/{}", held.id)).secret("1234.56")
                }
                .boxed_local()
            },
        },
        Case {
            operation: "funding.create",
            right: ADMINISTRATOR,
            wrong: Some(REVIEWER),
            other: None,
            success: 201,
            shows_clients: false,
            prepare: |_| {
                async {
                    let new = json!({ "organization_id": county::organization("north"), "funding_source_id": 102,
                        "fiscal_year": 2026, "amount": "1000.00" });
                    Request::post("/provider-authorizations", new)
                }
                .boxed_local()
            },
        },
        Case {
            operation: "funding.post_entry",
            right: ADMINISTRATOR,
            wrong: Some(CLERK),
            other: None,
            success: 201,
            shows_clients: false,
            prepare: |app| {
                async move {
                    let held = given::p_auth(app, "north", 102, "1000.00").await;
                    let entry = json!({ "kind": "draw", "amount": "1.00", "reason": "Claim for Reyes" });
                    Request::post(format!("/provider-authorizations/{}/ledger", held.id), entry).secret("Reyes")
                }
                .boxed_local()
            },
        },
    ]
}
