//! A new client: all of it or none, once and only once.

use domain::clients::Client;
use domain::coverage::{CoverageSpan, PayerKind};
use domain::enrollments::Enrollment;
use domain::organizations::Address;
use domain::page::Page;
use domain::problem::Problem;
use serde_json::json;
use tests::{TestApp, county, given};

#[actix_web::test]
async fn a_client_comes_with_number_names_admission_and_coverage() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    let mut new = given::new_client(&app, "north");
    new.ssn = Some("123-12-1234".into());
    new.phone = Some("(213) 555-0100".into());
    new.homeless = true;
    new.address = Some(Address {
        city: "Los Angeles".into(),
        state: "CA".into(),
        zip: "90020".into(),
        street: "1 Main St".into(),
        unit: None,
    });
    new.coverage = Some(given::new_coverage(&app, PayerKind::MediCal));
    let answer = clerk.post("/clients", &new).await.expect(201);
    assert_eq!(answer.header("etag"), "\"v1\"");
    let made: Client = answer.read();
    assert!(made.client_number >= 800_440_001);
    assert_eq!(
        (made.cin.as_deref(), made.ssn_last4.as_deref(), made.phone.as_deref()),
        (Some("91234567A"), Some("1234"), Some("2135550100"))
    );
    assert_eq!(made.address.as_ref().map(|one| one.street.as_str()), Some("HOMELESS"));
    assert!(made.standing.enrolled && made.standing.covered);
    let path = format!("/clients/{}", made.id);
    assert_eq!(clerk.get(&path).await.expect(200).read::<Client>(), made);
    let admissions: Page<Enrollment> = clerk.get(&format!("{path}/enrollments")).await.expect(200).read();
    let spans: Page<CoverageSpan> = clerk.get(&format!("{path}/coverage")).await.expect(200).read();
    assert_eq!((admissions.items.len(), spans.items.len()), (1, 1));
    app.reviewer().post("/clients", given::new_client(&app, "north")).await.expect(403);
}

#[actix_web::test]
async fn a_wrong_form_names_every_field_and_makes_nothing() {
    let app = TestApp::start().await;
    let mut new = given::new_client(&app, "north");
    (new.ssn, new.phone) = (Some("000-12-3456".into()), Some("12".into()));
    new.admission.program_id = county::program("south", "main");
    let refused: Problem = app.clerk("north").post("/clients", &new).await.expect(422).read();
    let pointers: Vec<&str> = refused.errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!(pointers, ["/ssn", "/phone", "/admission/program_id"]);
    let wanted = json!({ "birth_date": new.birth_date });
    let found = app.reviewer().post("/clients/lookup", wanted).await.expect(200).json();
    assert_eq!(found["items"].as_array().unwrap().len(), 0);
}

#[actix_web::test]
async fn an_ssn_on_file_is_answered_with_the_record_that_has_it() {
    let app = TestApp::start().await;
    let first = given::client_with(&app, "north", |new| new.ssn = Some("123121234".into())).await;
    let mut second = given::new_client(&app, "south");
    second.ssn = Some("123-12-1234".into());
    let refused: Problem = app.clerk("south").post("/clients", &second).await.expect(409).read();
    assert_eq!(refused.existing_id, Some(first.id));
    second.reviewed_match_ids = vec![first.id];
    second.reason = Some("Another person.".into());
    let refused: Problem = app.clerk("south").post("/clients", &second).await.expect(409).read();
    assert_eq!((refused.code.as_str(), refused.existing_id), ("already_exists", Some(first.id)));
}

#[actix_web::test]
async fn two_clerks_who_add_one_person_at_once_make_one_record() {
    let app = TestApp::start().await;
    for with_number in [true, false] {
        let mut new = given::new_client(&app, "north");
        new.ssn = with_number.then(|| "123121234".to_owned());
        let mut elsewhere = new.clone();
        elsewhere.admission.program_id = county::program("south", "main");
        let (north, south) = (app.clerk("north"), app.clerk("south"));
        let answers = futures_util::future::join4(
            north.post("/clients", &new),
            south.post("/clients", &elsewhere),
            north.post("/clients", &new),
            south.post("/clients", &elsewhere),
        )
        .await;
        let mut statuses = [answers.0.status, answers.1.status, answers.2.status, answers.3.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409]);
    }
}

#[actix_web::test]
async fn a_repeat_with_the_same_key_makes_no_second_client() {
    let app = TestApp::start().await;
    let new = given::new_client(&app, "north");
    let clerk = app.clerk("north");
    let ask =
        || clerk.ask(actix_web::http::Method::POST, "/clients").header("Idempotency-Key", "a-key-of-mine").json(&new);
    let first: Client = ask().send().await.expect(201).read();
    let again = ask().send().await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.read::<Client>().id, first.id);
}

#[actix_web::test]
async fn the_ssn_is_nowhere_in_the_database_in_clear() {
    use diesel::prelude::*;
    use diesel::sql_types::Bool;
    let app = TestApp::start().await;
    given::client_with(&app, "north", |new| new.ssn = Some("123121234".into())).await;
    let found: bool = diesel::select(diesel::dsl::sql::<Bool>(
        "(SELECT bool_or(c::text LIKE '%123121234%') FROM clients c) OR (SELECT bool_or(i::text LIKE '%123121234%')
          FROM client_index i) OR COALESCE((SELECT bool_or(a::text LIKE '%123121234%') FROM audit_events a), false)",
    ))
    .get_result(&mut app.database.owner())
    .unwrap();
    assert!(!found);
}
