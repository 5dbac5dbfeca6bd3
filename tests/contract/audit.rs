//! Every change leaves exactly one audit event, refused or not; every read of client data leaves an access record.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use tests::{Answer, TestApp};
use uuid::Uuid;

use crate::cases;
use crate::surface::operations;

fn count(app: &TestApp, sql: &str, request: Uuid) -> i64 {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let row: Count = diesel::sql_query(sql).bind::<SqlUuid, _>(request).get_result(&mut app.database.owner()).unwrap();
    row.n
}

fn request_id(answer: &Answer) -> Uuid {
    answer.header("x-request-id").parse().unwrap()
}

#[actix_web::test]
async fn every_operation_leaves_its_record() {
    let documented = operations();
    for case in cases::all() {
        let name = case.operation;
        let operation = documented.iter().find(|one| one.id == name).unwrap();
        let app = TestApp::start().await;
        let request = (case.prepare)(&app).await;
        let events = |outcome: &str, answer: &Answer| {
            let sql = format!("SELECT count(*) AS n FROM audit_events WHERE request_id = $1 AND outcome = '{outcome}'");
            count(&app, &sql, request_id(answer))
        };
        if let Some((organization, role)) = case.wrong {
            let refused = request.send(&app.person(organization, role)).await;
            assert_eq!(events("refused", &refused), 1, "{name}: a refusal left no event");
        }
        let (organization, role) = case.right;
        let done = request.send(&app.person(organization, role)).await;
        assert_eq!(done.status, case.success, "{name}: {}", done.text());
        let expected = i64::from(case.writes(&operation.method));
        assert_eq!(events("done", &done), expected, "{name}: audit events");
        let sql = "SELECT count(*) AS n FROM access_records WHERE request_id = $1";
        let records = count(&app, sql, request_id(&done));
        assert_eq!(records > 0, case.shows_clients, "{name}: {records} access records");
    }
}

#[actix_web::test]
async fn nothing_anyone_typed_is_in_the_record() {
    for case in cases::all() {
        let app = TestApp::start().await;
        let request = (case.prepare)(&app).await;
        let (organization, role) = case.right;
        request.send(&app.person(organization, role)).await;
        let sql = "SELECT count(*) AS n FROM audit_events WHERE $1 IS NOT NULL AND detail::text ILIKE ";
        for secret in &request.secrets {
            let found = count(&app, &format!("{sql}'%{}%'", secret.replace('\'', "''")), Uuid::nil());
            assert_eq!(found, 0, "{}: an audit event holds what was typed", case.operation);
        }
    }
}
