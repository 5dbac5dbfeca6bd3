use actix_web::http::Method;
use domain::authorizations::Authorization;
use futures_util::FutureExt as _;
use serde_json::{Value, json};
use tests::{TestApp, given};

use super::{ADMINISTRATOR, CLERK, Case, OTHER_CLERK, Person, Prepare, REVIEWER, Request};

/// A reading operation of everybody's, which another agency must not get through.
const fn reading(operation: &'static str, prepare: Prepare) -> Case {
    let other = Some(OTHER_CLERK);
    Case { operation, right: CLERK, wrong: None, other, success: 200, shows_clients: true, prepare }
}

/// A step of the agency that asked.
const fn agency(operation: &'static str, wrong: Person, success: u16, prepare: Prepare) -> Case {
    Case {
        operation,
        right: CLERK,
        wrong: Some(wrong),
        other: Some(OTHER_CLERK),
        success,
        shows_clients: true,
        prepare,
    }
}

/// A step of the county's reviewer. The county has no other tenant.
const fn county(operation: &'static str, prepare: Prepare) -> Case {
    Case { operation, right: REVIEWER, wrong: Some(CLERK), other: None, success: 200, shows_clients: true, prepare }
}

fn post(of: &Authorization, rest: &str, body: Value) -> Request {
    Request::post(format!("/authorizations/{}{rest}", of.id), body).secret(of.client.name.clone())
}

async fn waiting(app: &TestApp) -> Authorization {
    let taken = given::claimed(app, "north").await;
    let path = format!("/authorizations/{}/information-request", taken.id);
    app.reviewer().post(&path, json!({ "message": "The plan has no signature." })).await.expect(200).read()
}

pub fn cases() -> Vec<Case> {
    let mut cases = requests();
    cases.extend(steps_of_the_agency());
    cases.extend(steps_of_the_county());
    cases
}

fn requests() -> Vec<Case> {
    vec![
        agency("authorizations.facts", REVIEWER, 200, |app| {
            async move {
                let client = given::ready_client(app, "north").await;
                Request::get(format!("/clients/{}/authorization-facts", client.id)).secret("north main")
            }
            .boxed_local()
        }),
        agency("authorizations.submit", REVIEWER, 201, |app| {
            async move {
                let client = given::ready_client(app, "north").await;
                let mut new = given::new_authorization(app, "north", client.id);
                new.note = Some("Speaks Ilocano only.".to_owned());
                let body = serde_json::to_value(new).unwrap();
                Request::post("/authorizations", body).secret(client.last_name).secret("Ilocano")
            }
            .boxed_local()
        }),
        Case {
            other: None,
            ..reading("authorizations.list", |app| {
                async move {
                    given::authorization(app, "north").await;
                    Request::get("/authorizations")
                }
                .boxed_local()
            })
        },
        reading("authorizations.read", |app| {
            async move {
                let sent = given::authorization(app, "north").await;
                Request::get(format!("/authorizations/{}", sent.id)).secret(sent.client.name)
            }
            .boxed_local()
        }),
        reading("authorizations.letter", |app| {
            async move {
                let done = given::approved(app, "north").await;
                Request::get(format!("/authorizations/{}/letter", done.id)).secret(done.client.name)
            }
            .boxed_local()
        }),
    ]
}

fn steps_of_the_agency() -> Vec<Case> {
    vec![
        agency("authorizations.withdraw", REVIEWER, 200, |app| {
            async move {
                let sent = given::authorization(app, "north").await;
                post(&sent, "/withdrawal", json!({ "reason": "Moved to Fresno." })).secret("Fresno")
            }
            .boxed_local()
        }),
        agency("authorizations.answer_information", REVIEWER, 200, |app| {
            async move {
                let one = waiting(app).await;
                post(&one, "/information", json!({ "message": "Signed by Dr. Ibarra." })).secret("Ibarra")
            }
            .boxed_local()
        }),
        agency("authorizations.request_change", REVIEWER, 201, |app| {
            async move {
                let sent = given::authorization(app, "north").await;
                post(&sent, "/change-requests", json!({ "units": 4321, "reason": "Fewer." })).secret("4321")
            }
            .boxed_local()
        }),
        agency("authorizations.add_note", ADMINISTRATOR, 201, |app| {
            async move {
                let sent = given::authorization(app, "north").await;
                let note = json!({ "body": "Ask for Ibarra.", "visibility": "agency_and_county" });
                post(&sent, "/notes", note).secret("Ibarra")
            }
            .boxed_local()
        }),
    ]
}

fn steps_of_the_county() -> Vec<Case> {
    vec![
        county("authorizations.queue", |app| {
            async move {
                given::authorization(app, "north").await;
                Request::get("/review-queue")
            }
            .boxed_local()
        }),
        county("authorizations.claim", |app| {
            async move { post(&given::authorization(app, "north").await, "/claim", json!({})) }.boxed_local()
        }),
        county("authorizations.release", |app| {
            async move {
                let taken = given::claimed(app, "north").await;
                Request::new(Method::DELETE, format!("/authorizations/{}/claim", taken.id))
            }
            .boxed_local()
        }),
        county("authorizations.request_information", |app| {
            async move {
                let taken = given::claimed(app, "north").await;
                post(&taken, "/information-request", json!({ "message": "Ask Ibarra." })).secret("Ibarra")
            }
            .boxed_local()
        }),
        county("authorizations.decide", |app| {
            async move {
                let taken = given::claimed(app, "north").await;
                let decision = json!({ "outcome": "deny", "reason_code": "level_of_care",
                    "missing_documents_reason": "Ibarra said so.", "internal_note": "Known to Ibarra." });
                post(&taken, "/decision", decision).secret("Ibarra")
            }
            .boxed_local()
        }),
        county("authorizations.decide_change", |app| {
            async move {
                let sent = given::authorization(app, "north").await;
                let path = format!("/authorizations/{}/change-requests", sent.id);
                let asked: Authorization =
                    app.clerk("north").post(&path, json!({ "units": 5, "reason": "Fewer." })).await.expect(201).read();
                let path = format!("/change-requests/{}/decision", asked.change_requests[0].id);
                Request::post(path, json!({ "accept": false, "note": "Ibarra disagrees." })).secret("Ibarra")
            }
            .boxed_local()
        }),
    ]
}
