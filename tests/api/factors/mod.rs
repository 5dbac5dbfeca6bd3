mod own;
mod proof;
mod required;
mod second_step;

use domain::factors::PendingSignIn;
use serde_json::json;
use tests::factors::PASSWORD;
use tests::{Answer, TestApp};

/// The answer to a right password.
async fn first_step(app: &TestApp, user_name: &str) -> Answer {
    app.anonymous().post("/session", json!({ "user_name": user_name, "password": PASSWORD, "bearer": true })).await
}

/// The sign-in on its way after a right password.
async fn pending(app: &TestApp, user_name: &str) -> String {
    first_step(app, user_name).await.expect(202).read::<PendingSignIn>().pending
}

/// The answer to a code.
async fn second_step(app: &TestApp, pending: &str, code: &str) -> Answer {
    let body = json!({ "pending": pending, "code": code, "bearer": true });
    app.anonymous().post("/session/second-step", body).await
}
