use futures_util::FutureExt as _;
use tests::given;

use super::{CLERK, Case, Request};

pub fn cases() -> Vec<Case> {
    vec![Case {
        operation: "home.read",
        right: CLERK,
        wrong: None,
        other: None,
        success: 200,
        shows_clients: true,
        prepare: |app| {
            async move {
                given::authorization(app, "north").await;
                Request::get("/home")
            }
            .boxed_local()
        },
    }]
}
