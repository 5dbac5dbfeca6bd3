use actix_web::http::Method;
use api::db::schema::recovery_requests;
use diesel::prelude::*;
use domain::access::Role;
use futures_util::FutureExt as _;
use serde_json::json;
use tests::{TestApp, county};
use uuid::Uuid;

use super::{CLERK, Case, Person, Prepare, Request, SUPERVISOR};

/// The supervisor of the other agency.
const OTHER_SUPERVISOR: Person = ("south", Role::AgencySupervisor);

const fn managed(operation: &'static str, other: Option<Person>, success: u16, prepare: Prepare) -> Case {
    Case { operation, right: SUPERVISOR, wrong: Some(CLERK), other, success, shows_clients: false, prepare }
}

/// Somebody of agency north who cannot sign in has asked for help.
async fn asked(app: &TestApp) -> Uuid {
    let body = json!({ "user_name": county::user_name("north", Role::AgencyClerk) });
    app.anonymous().post("/recovery/password", body).await.expect(202);
    recovery_requests::table.select(recovery_requests::id).first(&mut app.database.owner()).unwrap()
}

pub fn cases() -> Vec<Case> {
    vec![
        managed("users.list", None, 200, |_| async { Request::get("/users") }.boxed_local()),
        managed("users.create", None, 201, |_| {
            async {
                let new = json!({ "user_name": "a.rivera", "display_name": "Ana Rivera", "role": "agency_clerk",
                    "organization_id": county::organization("north") });
                Request::post("/users", new).secret("Ana Rivera")
            }
            .boxed_local()
        }),
        managed("users.change", Some(OTHER_SUPERVISOR), 200, |_| {
            async {
                let path = format!("/users/{}", county::user("north", Role::AgencyClinician));
                Request::change(Method::PATCH, path, 1, json!({ "display_name": "Dr. Lind" })).secret("Dr. Lind")
            }
            .boxed_local()
        }),
        managed("users.invite", Some(OTHER_SUPERVISOR), 200, |_| {
            async {
                let person = county::user("north", Role::AgencyClinician);
                Request::new(Method::POST, format!("/users/{person}/invitation"))
            }
            .boxed_local()
        }),
        managed("users.rights", Some(OTHER_SUPERVISOR), 200, |_| {
            async {
                let path = format!("/organizations/{}/rights", county::organization("north"));
                Request::get(path).secret("Agency clerk of north")
            }
            .boxed_local()
        }),
        managed("recovery.list", None, 200, |app| {
            async {
                asked(app).await;
                Request::get("/recovery-requests")
            }
            .boxed_local()
        }),
        managed("recovery.settle", Some(OTHER_SUPERVISOR), 204, |app| {
            async {
                let id = asked(app).await;
                Request::new(Method::POST, format!("/recovery-requests/{id}/settlement"))
            }
            .boxed_local()
        }),
    ]
}
