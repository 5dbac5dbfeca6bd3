use actix_web::http::Method;
use domain::coverage::PayerKind;
use futures_util::FutureExt as _;
use serde_json::json;
use tests::given;

use super::{CLERK, Case, OTHER_CLERK, Person, Prepare, REVIEWER, Request};

const fn case(operation: &'static str, wrong: Option<Person>, success: u16, prepare: Prepare) -> Case {
    Case { operation, right: CLERK, wrong, other: Some(OTHER_CLERK), success, shows_clients: true, prepare }
}

pub fn cases() -> Vec<Case> {
    vec![
        case("coverage.list", None, 200, |app| {
            async move {
                let client = given::client(app, "north").await;
                given::coverage(app, "north", client.id, PayerKind::MediCal).await;
                Request::get(format!("/clients/{}/coverage", client.id)).secret("91234567A")
            }
            .boxed_local()
        }),
        case("coverage.create", Some(REVIEWER), 201, |app| {
            async move {
                let client = given::client(app, "north").await;
                let new = given::new_coverage(app, PayerKind::MediCal);
                Request::post(format!("/clients/{}/coverage", client.id), json!(new)).secret("91234567A")
            }
            .boxed_local()
        }),
        case("coverage.change", Some(REVIEWER), 200, |app| {
            async move {
                let client = given::client(app, "north").await;
                let span = given::coverage(app, "north", client.id, PayerKind::MediCal).await;
                let change = json!({ "plan_name": "Quill Medi-Cal" });
                Request::change(Method::PATCH, format!("/coverage/{}", span.id), 1, change).secret("Quill")
            }
            .boxed_local()
        }),
    ]
}
