use domain::clients::Client;
use futures_util::FutureExt as _;
use serde_json::json;
use tests::{TestApp, given};

use super::{CLERK, Case, OTHER_SUPERVISOR, PRIVACY_OFFICER, Person, Prepare, REVIEWER, Request, SUPERVISOR};

const fn case(operation: &'static str, right: Person, other: Option<Person>, prepare: Prepare) -> Case {
    Case { operation, right, wrong: Some(CLERK), other, success: 200, shows_clients: true, prepare }
}

/// A client of agency north whose record its clerk opened.
async fn seen(app: &TestApp) -> Client {
    let client = given::client(app, "north").await;
    app.clerk("north").get(&format!("/clients/{}", client.id)).await.expect(200);
    app.seal();
    client
}

pub fn new_disclosure(app: &TestApp) -> serde_json::Value {
    json!({ "disclosed_on": given::days_ago(app, 1), "recipient": "Superior Court", "what": "Dates of service",
        "purpose": "Answer to a subpoena", "basis": "subpoena" })
}

pub fn cases() -> Vec<Case> {
    vec![
        // Whose record is shown follows from who asks, so there is nothing of another tenant's to name.
        case("record.events", SUPERVISOR, None, |app| {
            async move {
                seen(app).await;
                Request::get("/record/events")
            }
            .boxed_local()
        }),
        case("record.accesses", PRIVACY_OFFICER, None, |app| {
            async move {
                let client = seen(app).await;
                Request::get(format!("/record/accesses?client_id={}", client.id))
            }
            .boxed_local()
        }),
        case("record.client_accesses", SUPERVISOR, Some(OTHER_SUPERVISOR), |app| {
            async move {
                let client = seen(app).await;
                Request::get(format!("/clients/{}/accesses", client.id)).secret("Agency clerk of north")
            }
            .boxed_local()
        }),
        case("record.disclosures", SUPERVISOR, Some(OTHER_SUPERVISOR), |app| {
            async move {
                let client = given::client(app, "north").await;
                let path = format!("/clients/{}/disclosures", client.id);
                app.privacy_officer().post(&path, new_disclosure(app)).await.expect(201);
                Request::get(path).secret("Superior Court")
            }
            .boxed_local()
        }),
        Case {
            operation: "record.add_disclosure",
            right: PRIVACY_OFFICER,
            wrong: Some(REVIEWER),
            other: None,
            success: 201,
            shows_clients: true,
            prepare: |app| {
                async move {
                    let client = given::client(app, "north").await;
                    Request::post(format!("/clients/{}/disclosures", client.id), new_disclosure(app))
                        .secret("Superior Court")
                }
                .boxed_local()
            },
        },
    ]
}
