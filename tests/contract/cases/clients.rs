use domain::clients::Client;
use futures_util::FutureExt as _;
use serde_json::{Value, json};
use tests::{TestApp, given};
use time::macros::date;

use super::{CLERK, Case, OTHER_CLERK, Person, Prepare, REVIEWER, Request};

const fn search(operation: &'static str, wrong: Option<Person>, prepare: Prepare) -> Case {
    Case { operation, right: CLERK, wrong, other: None, success: 200, shows_clients: true, prepare }
}

async fn quillfeather(app: &TestApp) -> Client {
    given::client_with(app, "north", |new| {
        (new.last_name, new.birth_date) = ("Quillfeather".into(), date!(2012 - 05 - 09));
    })
    .await
}

fn by_name() -> Value {
    json!({ "name": "quillf", "birth_date": "2012-05-09" })
}

pub fn cases() -> Vec<Case> {
    vec![
        search("clients.lookup", None, |app| {
            async move {
                quillfeather(app).await;
                Request::post("/clients/lookup", by_name()).secret("quillf")
            }
            .boxed_local()
        }),
        search("clients.search", None, |app| {
            async move {
                quillfeather(app).await;
                Request::post("/clients/search", by_name()).secret("quillf")
            }
            .boxed_local()
        }),
        search("clients.matches", Some(REVIEWER), |app| {
            async move {
                let client = quillfeather(app).await;
                let wanted = json!({ "last_name": "Quillfeather", "first_name": client.first_name,
                    "birth_date": client.birth_date });
                Request::post("/clients/matches", wanted).secret("Quillfeather")
            }
            .boxed_local()
        }),
        Case {
            operation: "clients.create",
            right: CLERK,
            wrong: Some(REVIEWER),
            other: None,
            success: 201,
            shows_clients: true,
            prepare: |app| {
                async move {
                    let mut new = given::new_client(app, "north");
                    (new.last_name, new.ssn) = ("Quillfeather".into(), Some("123121234".into()));
                    Request::post("/clients", json!(new)).secret("Quillfeather").secret("123121234")
                }
                .boxed_local()
            },
        },
        Case {
            operation: "clients.read",
            right: CLERK,
            wrong: None,
            other: Some(OTHER_CLERK),
            success: 200,
            shows_clients: true,
            prepare: |app| {
                async move {
                    let client = quillfeather(app).await;
                    Request::get(format!("/clients/{}", client.id)).secret("Quillfeather")
                }
                .boxed_local()
            },
        },
    ]
}
