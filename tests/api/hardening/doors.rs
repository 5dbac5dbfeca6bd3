//! What is open to whom: documentation, figures, and whose word about an address counts.

use actix_web::http::Method;
use api::http::address::TrustedProxies;
use api::http::doors::Doors;
use serde_json::json;
use tests::TestApp;

#[actix_web::test]
async fn a_public_installation_opens_neither_figures_nor_documentation() {
    let app = TestApp::with(|deps| deps.doors = Doors::CLOSED).await;
    let near = "127.0.0.1:4000".parse().unwrap();
    for path in ["/metrics", "/docs/", "/docs/index.html", "/openapi.json", "/openapi.yaml"] {
        let answer = app.anonymous().ask(Method::GET, path).from(near).send().await.expect(404);
        assert_eq!(answer.code(), "not_found", "{path}");
    }
    let open = TestApp::start().await;
    for path in ["/metrics", "/docs/", "/openapi.json", "/openapi.yaml"] {
        open.anonymous().ask(Method::GET, path).from(near).send().await.expect(200);
    }
}

/// Refusals of sign-ins from one socket until the limit of its address is reached.
async fn guesses(app: &TestApp, forwarded: impl Fn(usize) -> Option<String>) -> usize {
    let socket = "192.0.2.7:4000".parse().unwrap();
    for n in 0..60 {
        let body = json!({ "user_name": format!("nobody.{n}"), "password": "not this one" });
        let mut asking = app.anonymous().ask(Method::POST, "/session").from(socket).json(body);
        if let Some(address) = forwarded(n) {
            asking = asking.header("X-Forwarded-For", &address);
        }
        if asking.send().await.status == 429 {
            return n;
        }
    }
    60
}

#[actix_web::test]
async fn nobody_changes_their_address_by_saying_so() {
    let strict = |deps: &mut api::app::Deps| {
        deps.limits = api::http::limits::Limits::new(1);
    };
    let app = TestApp::with(strict).await;
    let spoofed = guesses(&app, |n| Some(format!("203.0.113.{n}"))).await;
    assert!((30..40).contains(&spoofed), "a header bought {spoofed} guesses");
    // The installation's own proxy is believed: each address has an allowance of its own.
    let trusting = TestApp::with(|deps| {
        strict(deps);
        deps.proxies = TrustedProxies::at(&["192.0.2.7".parse().unwrap()]);
    })
    .await;
    assert_eq!(guesses(&trusting, |n| Some(format!("203.0.113.{n}"))).await, 60);
    let one = guesses(&trusting, |_| Some("198.51.100.1".to_owned())).await;
    assert!((30..40).contains(&one), "one address behind the proxy had {one} guesses");
}
