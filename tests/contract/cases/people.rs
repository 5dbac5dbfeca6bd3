use actix_web::http::Method;
use domain::access::Role;
use futures_util::FutureExt as _;
use serde_json::json;
use tests::county;

use super::{CLERK, Case, Person, Prepare, Request, SUPERVISOR};

/// The supervisor of the other agency.
const OTHER_SUPERVISOR: Person = ("south", Role::AgencySupervisor);

const fn managed(operation: &'static str, other: Option<Person>, success: u16, prepare: Prepare) -> Case {
    Case { operation, right: SUPERVISOR, wrong: Some(CLERK), other, success, shows_clients: false, prepare }
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
        managed("users.reset_password", Some(OTHER_SUPERVISOR), 200, |_| {
            async {
                let person = county::user("north", Role::AgencyClinician);
                Request::new(Method::POST, format!("/users/{person}/password-reset"))
            }
            .boxed_local()
        }),
    ]
}
