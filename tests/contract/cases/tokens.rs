use actix_web::http::Method;
use domain::access::Role;
use domain::tokens::TokenMade;
use futures_util::FutureExt as _;
use serde_json::{Value, json};
use tests::TestApp;

use super::{CLERK, Case, Person, Prepare, Request, SUPERVISOR};

/// The supervisor of the other agency.
const OTHER_SUPERVISOR: Person = ("south", Role::AgencySupervisor);

const fn managed(operation: &'static str, other: Option<Person>, success: u16, prepare: Prepare) -> Case {
    Case { operation, right: SUPERVISOR, wrong: Some(CLERK), other, success, shows_clients: false, prepare }
}

fn token(app: &TestApp) -> Value {
    let last = (app.deps.clock.now() + time::Duration::days(30)).date();
    json!({ "name": "Nightly heron report", "scopes": ["read_clients"], "expires_on": last,
        "addresses": ["198.51.100.0/24"] })
}

async fn made(app: &TestApp) -> String {
    let (organization, role) = SUPERVISOR;
    let made: TokenMade = app.person(organization, role).post("/tokens", token(app)).await.expect(201).read();
    format!("/tokens/{}", made.token.id)
}

pub fn cases() -> Vec<Case> {
    vec![
        managed("tokens.list", None, 200, |_| async { Request::get("/tokens") }.boxed_local()),
        managed("tokens.create", None, 201, |app| {
            async move { Request::post("/tokens", token(app)).secret("heron") }.boxed_local()
        }),
        managed("tokens.rotate", Some(OTHER_SUPERVISOR), 201, |app| {
            async move {
                let last = (app.deps.clock.now() + time::Duration::days(60)).date();
                let how = json!({ "overlap_hours": 24, "expires_on": last });
                Request::post(format!("{}/rotation", made(app).await), how).secret("heron")
            }
            .boxed_local()
        }),
        managed("tokens.revoke", Some(OTHER_SUPERVISOR), 204, |app| {
            async move { Request::new(Method::DELETE, made(app).await).secret("heron") }.boxed_local()
        }),
        Case {
            operation: "scopes.list",
            right: CLERK,
            wrong: None,
            other: None,
            success: 200,
            shows_clients: false,
            prepare: |_| async { Request::get("/scopes") }.boxed_local(),
        },
    ]
}
