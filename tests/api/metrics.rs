//! Figures for Prometheus: for this machine only.

use actix_web::http::Method;
use tests::TestApp;

#[actix_web::test]
async fn figures_are_told_to_this_machine_and_not_through_a_proxy() {
    let app = TestApp::start().await;
    app.clerk("north").get("/session").await.expect(200);
    let (near, far) = ("127.0.0.1:4000".parse().unwrap(), "192.0.2.7:4000".parse().unwrap());
    let ask = || app.anonymous().ask(Method::GET, "/metrics");
    let text = ask().from(near).send().await.expect(200).text();
    assert!(text.contains("route=\"/api/v1/session\",method=\"GET\",status=\"200\""), "{text}");
    assert!(text.contains("portico_database_connections{state=\"open\"}"));
    ask().from(far).send().await.expect(404);
    ask().from(near).header("X-Forwarded-For", "192.0.2.7").send().await.expect(404);
    ask().send().await.expect(404);
}
