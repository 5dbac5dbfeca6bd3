use actix_web::http::Method;
use domain::notifications::Notification;
use domain::page::Page;
use futures_util::FutureExt as _;
use tests::given;

use super::{CLERK, Case, OTHER_CLERK, Request};

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            operation: "notifications.list",
            right: CLERK,
            wrong: None,
            // Everybody has a list of their own organization's.
            other: None,
            success: 200,
            shows_clients: true,
            prepare: |app| {
                async move {
                    given::approved(app, "north").await;
                    Request::get("/notifications")
                }
                .boxed_local()
            },
        },
        Case {
            operation: "notifications.read",
            right: CLERK,
            wrong: None,
            other: Some(OTHER_CLERK),
            success: 204,
            shows_clients: false,
            prepare: |app| {
                async move {
                    given::approved(app, "north").await;
                    let told: Page<Notification> = app.clerk("north").get("/notifications").await.expect(200).read();
                    Request::new(Method::POST, format!("/notifications/{}/read", told.items[0].id))
                }
                .boxed_local()
            },
        },
    ]
}
