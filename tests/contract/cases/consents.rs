use domain::access::Role;
use domain::clients::Client;
use domain::organizations::Program;
use futures_util::FutureExt as _;
use serde_json::{Value, json};
use tests::{TestApp, county, given};

use super::{CLERK, Case, OTHER_CLERK, Person, Prepare, REVIEWER, Request};

const fn case(operation: &'static str, wrong: Option<Person>, success: u16, prepare: Prepare) -> Case {
    Case { operation, right: CLERK, wrong, other: Some(OTHER_CLERK), success, shows_clients: true, prepare }
}

/// A client of agency north's substance-use program, in which its clerk works, and the form of a consent.
async fn patient(app: &TestApp) -> (Client, Value) {
    let new = json!({ "organization_id": county::organization("north"), "name": "North Recovery", "code": "NR-2",
        "address": { "street": "2 Quay", "city": "Mariposa", "state": "CA", "zip": "95338" },
        "services": ["IHBS"], "part2": true });
    let program: Program = app.administrator().post("/programs", new).await.expect(201).read();
    let member = json!({ "program_id": program.id, "start_date": given::days_ago(app, 9) });
    let path = format!("/users/{}/programs", county::user("north", Role::AgencyClerk));
    app.administrator().post(&path, member).await.expect(201);
    let client = given::client_with(app, "north", |new| new.admission.program_id = program.id).await;
    let consent = json!({ "program_id": program.id, "kind": "single", "what": ["authorizations", "attachments"],
        "description": "Requests of the program and their documents", "recipient_class": "payers",
        "purpose": "payment", "revocation_explained": true, "expires_event": "End of treatment",
        "signed_by": "Quillon Ash", "signed_on": given::days_ago(app, 3) });
    (client, consent)
}

pub fn cases() -> Vec<Case> {
    vec![
        case("consents.list", None, 200, |app| {
            async move {
                let (client, consent) = patient(app).await;
                let path = format!("/clients/{}/consents", client.id);
                app.clerk("north").post(&path, consent).await.expect(201);
                Request::get(path).secret("Quillon")
            }
            .boxed_local()
        }),
        case("consents.create", Some(REVIEWER), 201, |app| {
            async move {
                let (client, consent) = patient(app).await;
                Request::post(format!("/clients/{}/consents", client.id), consent).secret("Quillon")
            }
            .boxed_local()
        }),
        case("consents.revoke", Some(REVIEWER), 200, |app| {
            async move {
                let (client, consent) = patient(app).await;
                let path = format!("/clients/{}/consents", client.id);
                let made = app.clerk("north").post(&path, consent).await.expect(201).json();
                let id = made["id"].as_str().unwrap_or_default();
                Request::post(format!("/consents/{id}/revocation"), json!({ "reason": "By letter, Quillon Ash." }))
                    .secret("Quillon")
            }
            .boxed_local()
        }),
    ]
}
