//! The store that needs nothing: a folder.

use api::config::Config;
use domain::attachments::DocumentType;
use tests::folder::Folder;
use tests::{TestApp, given};
use time::Duration;

#[actix_web::test]
async fn files_lie_in_the_folder_and_go_with_their_names() {
    let folder = Folder::new();
    let config = Config { attachments: Some(folder.display().to_string()), ..Config::default() };
    let files = api::setup::files(&config, &folder).unwrap();
    let app = TestApp::with(|deps| deps.files = files).await;
    let client = given::client(&app, "north").await;
    let file = given::staged(&app, "north", client.id, DocumentType::Assessment).await;
    app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(200);
    assert_eq!(super::upload::stored(&app).await, 1);
    app.clerk("north").delete(&format!("/attachments/{}", file.id)).await.expect(204);
    app.deps.clock.shift(Duration::hours(2));
    assert_eq!(api::files::sweep(&app.deps.db, &app.deps.files).await.unwrap(), 1);
    assert_eq!(super::upload::stored(&app).await, 0);
}
