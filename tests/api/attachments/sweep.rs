//! What nobody names is removed; what somebody names stays.

use diesel::prelude::*;
use domain::attachments::DocumentType;
use tests::{TestApp, given};
use time::Duration;

use super::upload::stored;

async fn sweep(app: &TestApp) -> usize {
    api::files::sweep(&app.deps.db, &app.deps.files).await.unwrap()
}

#[actix_web::test]
async fn a_file_without_a_row_goes_after_an_hour() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    given::staged(&app, "north", client.id, DocumentType::Assessment).await;
    // As if the server had died between the file and its row.
    app.deps.files.put(app.deps.db.secrets(), "left alone".into(), app.deps.clock.now()).await.unwrap();
    assert_eq!(sweep(&app).await, 0, "a young file may belong to an upload under way");
    app.deps.clock.shift(Duration::minutes(61));
    assert_eq!(sweep(&app).await, 1);
    assert_eq!(stored(&app).await, 1);
    assert_eq!(sweep(&app).await, 0);
}

#[actix_web::test]
async fn a_removed_file_goes_only_when_it_was_never_sent() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let sent = given::attachment(&app, "north", request.id, DocumentType::Assessment).await;
    let staged = given::staged(&app, "north", request.client.id, DocumentType::Cans3).await;
    for file in [sent.id, staged.id] {
        app.clerk("north").delete(&format!("/attachments/{file}")).await.expect(204);
    }
    app.deps.clock.shift(Duration::hours(2));
    assert_eq!(sweep(&app).await, 1, "what was part of a request stays in the record");
    assert_eq!(stored(&app).await, 1);
}

#[actix_web::test]
async fn nothing_is_removed_while_a_backup_copies_files() {
    use api::cluster::BACKUP;
    use api::db::setup::Snapshot;
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let file = given::staged(&app, "north", client.id, DocumentType::Assessment).await;
    let mut snapshot = Snapshot::take(&app.database.url(BACKUP)).unwrap();
    // Removed after the snapshot, which still names it.
    app.clerk("north").delete(&format!("/attachments/{}", file.id)).await.expect(204);
    app.deps.clock.shift(Duration::hours(2));
    assert_eq!(snapshot.files().unwrap().len(), 1);
    snapshot.let_go().unwrap();
    assert_eq!(sweep(&app).await, 0);
    assert!(Snapshot::take(&app.database.url(BACKUP)).is_err(), "one at a time");
    drop(snapshot);
    assert_eq!(sweep(&app).await, 1);
}

#[actix_web::test]
async fn what_was_never_sent_expires() {
    use api::db::schema::attachments;
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let file = given::staged(&app, "north", client.id, DocumentType::Assessment).await;
    app.deps.clock.shift(Duration::days(29));
    assert_eq!(sweep(&app).await, 0);
    app.deps.clock.shift(Duration::days(2));
    assert_eq!(sweep(&app).await, 1);
    let state: String = attachments::table
        .filter(attachments::id.eq(file.id))
        .select(attachments::state)
        .first(&mut app.database.owner())
        .unwrap();
    assert_eq!(state, "removed");
}
