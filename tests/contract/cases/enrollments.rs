use actix_web::http::Method;
use domain::enrollments::Enrollment;
use domain::page::Page;
use futures_util::FutureExt as _;
use serde_json::json;
use tests::{TestApp, county, given};
use uuid::Uuid;

use super::{CLERK, Case, OTHER_CLERK, REVIEWER, Request};

async fn admission(app: &TestApp, client: Uuid) -> Enrollment {
    let path = format!("/clients/{client}/enrollments");
    app.clerk("north").get(&path).await.read::<Page<Enrollment>>().items.remove(0)
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            operation: "enrollments.list",
            right: CLERK,
            wrong: None,
            other: Some(OTHER_CLERK),
            success: 200,
            shows_clients: true,
            prepare: |app| {
                async move {
                    let client = given::client(app, "north").await;
                    Request::get(format!("/clients/{}/enrollments", client.id)).secret("north main")
                }
                .boxed_local()
            },
        },
        Case {
            operation: "enrollments.create",
            right: CLERK,
            wrong: Some(REVIEWER),
            // Any agency may admit any client of the county by id: that is how the second one comes to know them.
            other: None,
            success: 201,
            shows_clients: true,
            prepare: |app| {
                async move {
                    let client = given::client(app, "south").await;
                    let new =
                        json!({ "program_id": county::program("north", "annex"), "start_date": given::today(app) });
                    Request::post(format!("/clients/{}/enrollments", client.id), new)
                }
                .boxed_local()
            },
        },
        Case {
            operation: "enrollments.change",
            right: CLERK,
            wrong: Some(REVIEWER),
            other: Some(OTHER_CLERK),
            success: 200,
            shows_clients: true,
            prepare: |app| {
                async move {
                    let client = given::client(app, "north").await;
                    let one = admission(app, client.id).await;
                    let end = json!({ "end_date": given::days_ago(app, 1), "end_reason": "completed" });
                    Request::change(Method::PATCH, format!("/enrollments/{}", one.id), 1, end).secret("north main")
                }
                .boxed_local()
            },
        },
    ]
}
