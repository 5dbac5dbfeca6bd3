//! The limits of uploads: known to everyone, changed by the county's administrator.

use actix_web::http::Method;
use domain::settings::Settings;
use serde_json::json;
use tests::TestApp;

#[actix_web::test]
async fn everyone_reads_the_settings_and_the_administrator_changes_limits() {
    let app = TestApp::start().await;
    let seen: Settings = app.clerk("north").get("/settings").await.expect(200).read();
    assert_eq!(seen.county_name, "Mariposa Bay County");
    assert_eq!((seen.attachments.max_bytes, seen.attachments.extensions.len()), (5_242_880, 11));
    let limits = json!({ "max_bytes": 1_000_000, "warn_bytes": 500_000, "extensions": ["pdf", "png"] });
    app.clerk("north").put("/settings/attachments", seen.version, &limits).await.expect(403);
    app.reviewer().put("/settings/attachments", seen.version, &limits).await.expect(403);
    let answer = app.administrator().put("/settings/attachments", seen.version, &limits).await.expect(200);
    assert_eq!(answer.header("etag"), format!("\"v{}\"", seen.version + 1));
    let after: Settings = app.clerk("south").get("/settings").await.expect(200).read();
    assert_eq!(after.attachments.extensions, ["pdf", "png"]);
}

#[actix_web::test]
async fn limits_that_contradict_each_other_and_old_versions_are_refused() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let wrong = json!({ "max_bytes": 500_000, "warn_bytes": 900_000, "extensions": ["pdf", "exe"] });
    let refused = administrator.put("/settings/attachments", 1, wrong).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/warn_bytes");
    assert_eq!(refused["errors"][1]["pointer"], "/extensions/1");
    let right = json!({ "max_bytes": 900_000, "warn_bytes": 500_000, "extensions": ["pdf"] });
    administrator.put("/settings/attachments", 7, &right).await.expect(412);
    administrator.ask(Method::PUT, "/settings/attachments").json(&right).send().await.expect(428);
}
