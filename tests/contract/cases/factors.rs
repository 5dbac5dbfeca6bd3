use actix_web::http::Method;
use domain::access::Role;
use futures_util::FutureExt as _;
use serde_json::json;
use tests::{TestApp, county, factors};

use super::{CLERK, Case, OTHER_CLERK, Person, Prepare, Request, SUPERVISOR};

const fn own(operation: &'static str, other: Option<Person>, success: u16, prepare: Prepare) -> Case {
    Case { operation, right: CLERK, wrong: None, other, success, shows_clients: false, prepare }
}

async fn enrolled(app: &TestApp) -> factors::App {
    let phone = factors::enrol(app, &app.clerk("north")).await;
    factors::prove(app);
    phone
}

pub fn cases() -> Vec<Case> {
    vec![
        own("factors.list", None, 200, |_| async { Request::get("/factors") }.boxed_local()),
        own("factors.begin", None, 201, |app| {
            async {
                factors::prove(app);
                Request::post("/factors", json!({ "name": "The heron telephone" })).secret("heron")
            }
            .boxed_local()
        }),
        own("factors.confirm", Some(OTHER_CLERK), 200, |app| {
            async {
                let phone = factors::begin(app, &app.clerk("north")).await;
                let code = phone.code(app);
                let body = json!({ "code": code });
                Request::post(format!("/factors/{}/confirmation", phone.id), body).secret(code)
            }
            .boxed_local()
        }),
        own("factors.remove", Some(OTHER_CLERK), 200, |app| {
            async { Request::delete(format!("/factors/{}", enrolled(app).await.id)) }.boxed_local()
        }),
        own("recovery_codes.replace", None, 200, |app| {
            async {
                enrolled(app).await;
                Request::new(Method::POST, "/recovery-codes")
            }
            .boxed_local()
        }),
        own("session.reauthenticate", None, 204, |app| {
            async {
                factors::password(app, "north", Role::AgencyClerk).await;
                let body = json!({ "password": factors::PASSWORD });
                Request::change(Method::PUT, "/session/proof", 1, body).secret(factors::PASSWORD)
            }
            .boxed_local()
        }),
        own("sessions.list", None, 200, |_| async { Request::get("/sessions") }.boxed_local()),
        own("sessions.end", Some(OTHER_CLERK), 204, |_| {
            let session = county::session("north", Role::AgencyClerk);
            async move { Request::delete(format!("/sessions/{session}")) }.boxed_local()
        }),
        Case {
            operation: "users.remove_factors",
            right: SUPERVISOR,
            wrong: Some(CLERK),
            other: Some(("south", Role::AgencySupervisor)),
            success: 200,
            shows_clients: false,
            prepare: |app| {
                async {
                    factors::prove(app);
                    Request::delete(format!("/users/{}/factors", county::user("north", Role::AgencyClinician)))
                }
                .boxed_local()
            },
        },
    ]
}
