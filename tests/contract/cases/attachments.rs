use actix_web::http::Method;
use domain::attachments::DocumentType;
use futures_util::FutureExt as _;
use tests::form::Form;
use tests::{TestApp, given};

use super::{CLERK, Case, OTHER_CLERK, Person, Prepare, REVIEWER, Request};

const fn case(operation: &'static str, wrong: Option<Person>, success: u16, shows: bool, prepare: Prepare) -> Case {
    Case { operation, right: CLERK, wrong, other: Some(OTHER_CLERK), success, shows_clients: shows, prepare }
}

/// A document of agency north's request.
async fn document(app: &TestApp) -> String {
    let request = given::authorization(app, "north").await;
    let file = given::attachment(app, "north", request.id, DocumentType::Assessment).await;
    format!("/attachments/{}", file.id)
}

fn send(path: String, form: Form) -> Request {
    Request::new(Method::POST, path).raw(Form::kind(), form.bytes()).secret("Whitcombe")
}

pub fn cases() -> Vec<Case> {
    vec![
        case("attachments.upload", Some(REVIEWER), 201, true, |app| {
            async move {
                let client = given::client(app, "north").await;
                let form = given::staged_form(client.id, DocumentType::Assessment).pdf("Whitcombe.pdf");
                send("/attachments".to_owned(), form)
            }
            .boxed_local()
        }),
        case("attachments.list", None, 200, true, |app| {
            async move {
                let request = given::authorization(app, "north").await;
                given::attachment(app, "north", request.id, DocumentType::Assessment).await;
                Request::get(format!("/attachments?authorization_id={}", request.id)).secret("scan.pdf")
            }
            .boxed_local()
        }),
        case("attachments.content", None, 200, true, |app| {
            async move { Request::get(format!("{}/content", document(app).await)).secret("%PDF") }.boxed_local()
        }),
        case("attachments.replace", Some(REVIEWER), 201, true, |app| {
            async move {
                let path = format!("{}/versions", document(app).await);
                send(path, Form::default().pdf("Whitcombe.pdf"))
            }
            .boxed_local()
        }),
        case("attachments.remove", Some(REVIEWER), 204, false, |app| {
            async move { Request::delete(document(app).await) }.boxed_local()
        }),
    ]
}
