use actix_web::http::Method;
use futures_util::FutureExt as _;
use serde_json::json;

use super::{ADMINISTRATOR, CLERK, Case, Request};

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            operation: "settings.read",
            right: CLERK,
            wrong: None,
            other: None,
            success: 200,
            shows_clients: false,
            prepare: |_| async { Request::get("/settings") }.boxed_local(),
        },
        Case {
            operation: "settings.change_attachments",
            right: ADMINISTRATOR,
            wrong: Some(CLERK),
            other: None,
            success: 200,
            shows_clients: false,
            prepare: |_| {
                async {
                    let limits = json!({ "max_bytes": 1_000_000, "warn_bytes": 500_000, "extensions": ["pdf"] });
                    Request::change(Method::PUT, "/settings/attachments", 1, limits)
                }
                .boxed_local()
            },
        },
        Case {
            operation: "settings.change_password_rules",
            right: ADMINISTRATOR,
            wrong: Some(CLERK),
            other: None,
            success: 200,
            shows_clients: false,
            prepare: |_| {
                async {
                    let rules = json!({ "profile": "composition" });
                    Request::change(Method::PUT, "/settings/password-rules", 1, rules)
                }
                .boxed_local()
            },
        },
        Case {
            operation: "settings.change_second_factor_roles",
            right: ADMINISTRATOR,
            wrong: Some(CLERK),
            other: None,
            success: 200,
            shows_clients: false,
            prepare: |_| {
                async {
                    let roles = json!({ "roles": ["county_reviewer"] });
                    Request::change(Method::PUT, "/settings/second-factor", 1, roles)
                }
                .boxed_local()
            },
        },
        Case {
            operation: "settings.holidays",
            right: CLERK,
            wrong: None,
            other: None,
            success: 200,
            shows_clients: false,
            prepare: |_| async { Request::get("/settings/holidays") }.boxed_local(),
        },
        Case {
            operation: "settings.change_holidays",
            right: ADMINISTRATOR,
            wrong: Some(CLERK),
            other: None,
            success: 200,
            shows_clients: false,
            prepare: |_| {
                async {
                    let list = json!({ "items": [{ "day": "2026-12-24", "name": "Heron Day" }] });
                    Request::change(Method::PUT, "/settings/holidays", 1, list).secret("Heron Day")
                }
                .boxed_local()
            },
        },
    ]
}
