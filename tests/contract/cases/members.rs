use actix_web::http::Method;
use domain::access::Role;
use domain::members::ProgramMember;
use futures_util::FutureExt as _;
use serde_json::{Value, json};
use tests::{TestApp, county, given};

use super::{CLERK, Case, Person, Prepare, Request, SUPERVISOR};

/// The supervisor of the other agency.
const OTHER_SUPERVISOR: Person = ("south", Role::AgencySupervisor);

const fn case(operation: &'static str, success: u16, prepare: Prepare) -> Case {
    let (wrong, other) = (Some(CLERK), Some(OTHER_SUPERVISOR));
    Case { operation, right: SUPERVISOR, wrong, other, success, shows_clients: false, prepare }
}

/// The programs of agency north's clinician.
fn theirs() -> String {
    format!("/users/{}/programs", county::user("north", Role::AgencyClinician))
}

fn annex(app: &TestApp) -> Value {
    json!({ "program_id": county::program("north", "annex"), "start_date": given::today(app) })
}

async fn joined(app: &TestApp) -> ProgramMember {
    app.person("north", Role::AgencySupervisor).post(&theirs(), annex(app)).await.expect(201).read()
}

pub fn cases() -> Vec<Case> {
    vec![
        case("members.list", 200, |app| {
            async move {
                joined(app).await;
                Request::get(theirs()).secret("north annex")
            }
            .boxed_local()
        }),
        case("members.create", 201, |app| {
            async move { Request::post(theirs(), annex(app)).secret("north annex") }.boxed_local()
        }),
        case("members.change", 200, |app| {
            async move {
                let path = format!("/program-members/{}", joined(app).await.id);
                let end = json!({ "end_date": given::today(app) });
                Request::change(Method::PATCH, path, 1, end).secret("north annex")
            }
            .boxed_local()
        }),
    ]
}
