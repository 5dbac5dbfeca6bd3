//! A superuser who puts triggers and walls aside cannot change the record unseen.

use std::path::PathBuf;

use api::checkpoints::Checkpoints;
use api::cluster::{OWNER, SUPERUSER};
use api::config::Config;
use api::db::record::{Asked, Sealer, Verified, verify};
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use domain::record::{Finding, Wrong};
use tests::{TestApp, given};

/// A record with things done and seen, sealed and signed.
struct Recorded {
    app: TestApp,
    checkpoints: Checkpoints,
}

impl Recorded {
    async fn make() -> Self {
        let app = TestApp::start().await;
        for _ in 0..4 {
            let client = given::client(&app, "north").await;
            app.clerk("north").get(&format!("/clients/{}", client.id)).await.expect(200);
        }
        let folder = std::env::temp_dir().join(format!("portico-record-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        let made = Self { app, checkpoints: Checkpoints::of(&Config::default(), &folder).unwrap() };
        made.sign();
        made
    }

    /// Seals and signs, as a server does all the time.
    fn sign(&self) {
        self.app.seal();
        let head = Sealer::to(&self.app.database.url(OWNER)).head().unwrap();
        assert!(head.seq > 0);
        self.checkpoints.append(head, self.app.deps.clock.now()).unwrap();
    }

    fn verify(&self) -> Result<Verified, Finding> {
        self.verify_with(|_| {})
    }

    fn verify_with(&self, change: impl FnOnce(&mut Asked)) -> Result<Verified, Finding> {
        let mut asked = Asked { checkpoints: self.checkpoints.read()?, ..Asked::default() };
        change(&mut asked);
        verify(&self.app.database.url(OWNER), asked).unwrap()
    }

    /// What a superuser does when nothing of the database's own holds them.
    fn tamper(&self, statements: &str) {
        let mut conn = PgConnection::establish(&self.app.database.url(SUPERUSER)).unwrap();
        conn.batch_execute("SET session_replication_role = replica").unwrap();
        conn.batch_execute(statements).unwrap();
    }
}

impl Drop for Recorded {
    fn drop(&mut self) {
        // A folder of this test's own.
        let _ = std::fs::remove_dir_all(self.checkpoints.file().parent().map(PathBuf::from).unwrap_or_default());
    }
}

/// The fifth place, an access record, and the last one, an event.
const FIFTH: &str = "(SELECT row_id FROM record_seals WHERE seq = 5)";
const LAST: &str = "(SELECT row_id FROM record_seals ORDER BY seq DESC LIMIT 1)";

#[actix_web::test]
async fn an_untouched_record_verifies_from_anywhere() {
    let recorded = Recorded::make().await;
    let whole = recorded.verify().unwrap();
    assert!(whole.rows >= 8 && whole.rows == whole.head.seq, "{whole:?}");
    let later = recorded.app.deps.clock.now() + time::Duration::minutes(1);
    let rest = recorded.verify_with(|asked| asked.since = Some(later)).unwrap();
    assert_eq!((rest.rows, rest.head), (0, whole.head));
}

#[actix_web::test]
async fn every_tampering_is_found_and_its_place_named() {
    let edits = [
        ("UPDATE access_records SET user_id = gen_random_uuid() WHERE id = FIFTH", Some(5), Wrong::Changed),
        ("UPDATE access_records SET client_ids = '{}' WHERE id = FIFTH", Some(5), Wrong::Changed),
        ("UPDATE audit_events SET outcome = 'refused' WHERE id = LAST", None, Wrong::Changed),
        ("UPDATE audit_events SET detail = '{\"x\": 1}' WHERE id = LAST", None, Wrong::Changed),
        ("UPDATE record_seals SET sealed_at = sealed_at - interval '1 day' WHERE seq = 5", Some(5), Wrong::Changed),
        ("DELETE FROM access_records WHERE id = FIFTH", Some(5), Wrong::RowMissing),
        (
            "DELETE FROM access_records WHERE id = FIFTH; DELETE FROM record_seals WHERE seq = 5",
            Some(5),
            Wrong::NumberMissing,
        ),
        // A copy under the next number, the others moved up.
        (
            "UPDATE record_seals SET seq = seq + 1000 WHERE seq > 5;
             UPDATE record_seals SET seq = seq - 999 WHERE seq > 1000;
             INSERT INTO record_seals SELECT 6, source, gen_random_uuid(), sealed_at, hash FROM record_seals
                WHERE seq = 5",
            Some(6),
            Wrong::RowMissing,
        ),
        // Two rows change places.
        (
            "CREATE TEMP TABLE two AS SELECT seq, source, row_id FROM record_seals WHERE seq IN (3, 4);
             UPDATE record_seals SET row_id = gen_random_uuid() WHERE seq IN (3, 4);
             UPDATE record_seals s SET row_id = two.row_id, source = two.source FROM two WHERE s.seq = 7 - two.seq",
            Some(3),
            Wrong::Changed,
        ),
        // The tail, with its seals.
        (
            "DELETE FROM audit_events WHERE id IN (SELECT row_id FROM record_seals WHERE seq > 6);
             DELETE FROM access_records WHERE id IN (SELECT row_id FROM record_seals WHERE seq > 6);
             DELETE FROM record_seals WHERE seq > 6",
            None,
            Wrong::CutShort,
        ),
        // An event nobody sealed.
        (
            "INSERT INTO audit_events (id, at, request_id, action, subject_kind, outcome)
             VALUES (gen_random_uuid(), now() - interval '1 minute', gen_random_uuid(), 'clients.create', 'client', 'done')",
            None,
            Wrong::NeverSealed,
        ),
        (
            "INSERT INTO audit_events (id, at, request_id, action, subject_kind, outcome)
             VALUES (gen_random_uuid(), now() + interval '1 day', gen_random_uuid(), 'clients.create', 'client', 'done')",
            None,
            Wrong::NeverSealed,
        ),
        // A change of the county's data that passed the server by.
        (
            "UPDATE enrollments SET created_at = created_at - interval '1 day'",
            None,
            Wrong::NoEvent,
        ),
    ];
    for (statements, seq, wrong) in edits {
        let recorded = Recorded::make().await;
        recorded.tamper(&statements.replace("FIFTH", FIFTH).replace("LAST", LAST));
        let found = recorded.verify().expect_err(statements);
        assert_eq!(found.wrong, wrong, "{statements}: {found}");
        assert!(seq.is_none() || found.seq == seq, "{statements}: {found}");
    }
}

/// After an edit every hash is computed anew, by the product's own arithmetic.
#[actix_web::test]
async fn a_whole_rewrite_is_found_by_what_was_signed() {
    let recorded = Recorded::make().await;
    recorded.tamper(&format!(
        "UPDATE audit_events SET user_id = gen_random_uuid() WHERE id = {LAST}; DELETE FROM record_seals"
    ));
    recorded.app.seal();
    let found = recorded.verify().expect_err("it was written anew");
    assert_eq!(found.wrong, Wrong::NotAsSigned, "{found}");
    let blind = recorded.verify_with(|asked| asked.checkpoints.clear());
    assert!(blind.is_ok(), "without checkpoints nothing can be seen of it: {blind:?}");
}

/// Yesterday's copy is put in place, and work goes on beyond what was signed.
#[actix_web::test]
async fn a_rollback_is_found_although_work_went_on() {
    let recorded = Recorded::make().await;
    recorded.tamper(
        "DELETE FROM audit_events WHERE id IN (SELECT row_id FROM record_seals WHERE seq > 4);
         DELETE FROM access_records WHERE id IN (SELECT row_id FROM record_seals WHERE seq > 4);
         DELETE FROM record_seals WHERE seq > 4",
    );
    for _ in 0..12 {
        app_reads(&recorded.app).await;
    }
    recorded.app.seal();
    let found = recorded.verify().expect_err("it was rolled back");
    assert_eq!(found.wrong, Wrong::NotAsSigned, "{found}");
}

async fn app_reads(app: &TestApp) {
    app.clerk("north").post("/clients/lookup", serde_json::json!({ "last_name": "Okafor" })).await;
}

#[actix_web::test]
async fn checkpoints_that_are_gone_or_forged_are_said_to_be() {
    let recorded = Recorded::make().await;
    let file = recorded.checkpoints.file();
    let text = std::fs::read_to_string(file).unwrap();
    let forged = text.replacen("\"seq\":", "\"seq\":1", 1);
    std::fs::write(file, forged).unwrap();
    assert_eq!(recorded.verify().map_err(|found| found.wrong).unwrap_err(), Wrong::BadCheckpoint(1));
    std::fs::remove_file(file).unwrap();
    assert_eq!(recorded.verify().map_err(|found| found.wrong).unwrap_err(), Wrong::NoCheckpoints);
}

/// The last seconds of a copy may be unsealed, and only those.
#[actix_web::test]
async fn a_restored_copy_is_judged_by_its_own_last_moment() {
    let recorded = Recorded::make().await;
    let late = "INSERT INTO audit_events (id, at, request_id, action, subject_kind, outcome)
        SELECT gen_random_uuid(), max(sealed_at) + interval 'LATE', gen_random_uuid(), 'terms.accept', 'user', 'done'
        FROM record_seals";
    recorded.tamper(&late.replace("LATE", "1 second"));
    assert!(recorded.verify_with(|asked| asked.restored = true).is_ok());
    recorded.tamper(&late.replace("LATE", "-20 seconds"));
    let found = recorded.verify_with(|asked| asked.restored = true).expect_err("slipped in");
    assert_eq!(found.wrong, Wrong::NeverSealed);
}
