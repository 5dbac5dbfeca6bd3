//! What the database itself holds to: no row of a substance-use program without its label.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use domain::coverage::PayerKind;
use serde_json::json;
use tests::TestApp;

use super::world;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Tables that hold rows made in a program, or in a request, which is made in one.
const OF_A_PROGRAM: &str =
    "SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT IN ('programs', 'program_members')
        AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
            AND a.attname IN ('program_id', 'authorization_id') AND NOT a.attisdropped) ORDER BY 1";

#[test]
fn every_table_of_a_program_carries_a_label_and_hides_by_it() {
    let database = tests::database::TestDatabase::copy();
    let mut owner = database.owner();
    let tables: Vec<Name> = diesel::sql_query(OF_A_PROGRAM).load(&mut owner).unwrap();
    assert!(tables.len() >= 7);
    for Name { name } in tables {
        let has: i64 = diesel::select(diesel::dsl::sql::<BigInt>(&format!(
            "(SELECT count(*) FROM pg_policy p WHERE p.polrelid = '{name}'::regclass AND p.polname = 'sensitivity'
                AND NOT p.polpermissive AND EXISTS (SELECT 1 FROM pg_attribute a
                    WHERE a.attrelid = p.polrelid AND a.attname = 'sensitivity' AND a.attnotnull))"
        )))
        .get_result(&mut owner)
        .unwrap();
        assert_eq!(has, 1, "{name} has no label or does not hide by it");
    }
}

#[actix_web::test]
async fn a_label_cannot_be_taken_off() {
    let app = TestApp::start().await;
    let program = world::program(&app).await;
    let both = world::client_of_both(&app).await;
    world::secret_of(&app, program, both.id).await;
    let mut owner = app.database.owner();
    for table in ["enrollments", "authorizations", "authorization_history", "authorization_notes", "attachments"] {
        owner.batch_execute(&format!("UPDATE {table} SET sensitivity = 'none'")).unwrap();
        assert!(labelled(&mut owner, table) > 0, "{table}: the label did not come back");
        // Even where no trigger watches.
        let past = format!(
            "BEGIN; ALTER TABLE {table} DISABLE TRIGGER label; UPDATE {table} SET sensitivity = 'none'; COMMIT"
        );
        assert!(owner.batch_execute(&past).is_err() || table == "attachments", "{table}: the key let it through");
        owner.batch_execute("ROLLBACK").unwrap();
        assert!(labelled(&mut owner, table) > 0);
    }
    assert!(
        owner.batch_execute("UPDATE coverage SET sensitivity = 'none'").is_ok() && labelled(&mut owner, "coverage") > 0
    );
}

fn labelled(owner: &mut PgConnection, table: &str) -> i64 {
    let count = format!("(SELECT count(*) FROM {table} WHERE sensitivity = 'part2')");
    diesel::select(diesel::dsl::sql::<BigInt>(&count)).get_result(owner).unwrap()
}

#[actix_web::test]
async fn a_program_that_comes_under_part_2_takes_its_rows_along_and_does_not_come_back() {
    let app = TestApp::start().await;
    let client = world::client_of_both(&app).await;
    let program = tests::county::program("north", "main");
    let (clerk, path) = (app.clerk("north"), format!("/clients/{}", client.id));
    clerk.get(&path).await.expect(200);
    app.administrator().patch(&format!("/programs/{program}"), 1, json!({ "part2": true })).await.expect(200);
    clerk.get(&path).await.expect(404);
    assert_eq!(clerk.get("/authorizations").await.expect(200).json()["items"], json!([]));
    app.administrator().patch(&format!("/programs/{program}"), 2, json!({ "part2": false })).await.expect(409);
}

#[test]
fn the_database_knows_the_payers_that_imply_treatment() {
    let database = tests::database::TestDatabase::copy();
    let check: Name = diesel::sql_query(
        "SELECT pg_get_constraintdef(oid) AS name FROM pg_constraint WHERE conname = 'coverage_label'",
    )
    .get_result(&mut database.owner())
    .unwrap();
    for payer in PayerKind::ALL {
        let named = check.name.contains(&format!("'{}'", payer.as_str()));
        assert_eq!(named, payer.implies_substance_use(), "{payer}");
    }
}
