//! A method an address does not answer: 405 with those it does, whatever the method; an unknown address is a 404.

use actix_web::http::Method;
use tests::TestApp;

#[actix_web::test]
async fn other_methods_of_known_addresses_are_refused_with_those_they_answer() {
    let app = TestApp::start().await;
    let id = "0f000000-0000-7000-8000-000000000000";
    let client = format!("/clients/{id}");
    for (path, allowed) in [("/session", "GET, POST, DELETE"), (client.as_str(), "GET"), ("/clients/lookup", "POST")] {
        for method in [Method::PUT, Method::TRACE, Method::from_bytes(b"QUERY").unwrap()] {
            let answer = app.clerk("north").ask(method, path).send().await.expect(405);
            assert_eq!(answer.header("allow"), allowed, "{path}");
            assert_eq!(answer.code(), "method_not_allowed");
        }
    }
    // It reads like a client's address, whose id is none.
    for method in [Method::GET, Method::HEAD] {
        let answer = app.clerk("north").ask(method, "/clients/lookup").send().await.expect(405);
        assert_eq!(answer.header("allow"), "POST");
    }
    app.clerk("north").get("/clients/lookups").await.expect(400);
    app.anonymous().ask(Method::TRACE, "/healthz").send().await.expect(405);
    app.anonymous().ask(Method::TRACE, "/api/v1/nothing").send().await.expect(404);
}
