use futures_util::FutureExt as _;

use super::{CLERK, Case, Request};

pub fn cases() -> Vec<Case> {
    vec![Case {
        operation: "events.listen",
        right: CLERK,
        wrong: None,
        other: None,
        success: 200,
        // Kinds and ids only; what they stand for is read by operations that are recorded.
        shows_clients: false,
        prepare: |_| async { Request::get("/events") }.boxed_local(),
    }]
}
