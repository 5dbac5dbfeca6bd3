//! An agency with a program under 42 CFR Part 2, one of its people in it, and a client of both kinds of program.

use domain::access::Role;
use domain::attachments::DocumentType;
use domain::authorizations::{Authorization, Submitted};
use domain::clients::{Client, Sex};
use domain::consents::Consent;
use domain::coverage::PayerKind;
use domain::members::ProgramMember;
use domain::organizations::Program;
use serde_json::{Value, json};
use tests::{TestApp, county, given};
use uuid::Uuid;

/// Words that stand in every record the program makes and nowhere else.
pub const MARKER: &str = "Zephyrine";

/// The person of agency north who works in the program.
pub const MEMBER: Role = Role::AgencyClinician;

pub fn member(app: &TestApp) -> tests::Client {
    app.person("north", MEMBER)
}

/// Agency north's substance-use program, which somebody works in.
pub async fn program(app: &TestApp) -> Uuid {
    let new = json!({ "organization_id": county::organization("north"), "name": "North Recovery", "code": "NR-2",
        "address": { "street": "2 Quay", "city": "Mariposa", "state": "CA", "zip": "95338" },
        "services": ["IHBS", "TBS"], "part2": true });
    let made: Program = app.administrator().post("/programs", new).await.expect(201).read();
    join(app, made.id, MEMBER).await;
    made.id
}

/// Lets somebody of agency north work in a program.
pub async fn join(app: &TestApp, program: Uuid, role: Role) -> ProgramMember {
    let new = json!({ "program_id": program, "start_date": given::days_ago(app, 40) });
    let path = format!("/users/{}/programs", county::user("north", role));
    app.administrator().post(&path, new).await.expect(201).read()
}

/// Somebody in agency north's ordinary program and in agency south's, with a request of each.
pub async fn client_of_both(app: &TestApp) -> Client {
    let client = given::client_with(app, "north", |new| {
        new.last_name = "Orsino".to_owned();
        new.first_name = "Vale".to_owned();
        new.sex = Sex::Female;
        new.birth_date = time::macros::date!(1990 - 05 - 06);
    })
    .await;
    let admission = json!({ "program_id": county::program("south", "main"), "start_date": given::days_ago(app, 20) });
    app.clerk("south").post(&format!("/clients/{}/enrollments", client.id), admission).await.expect(201);
    given::coverage(app, "north", client.id, PayerKind::MediCal).await;
    for agency in ["north", "south"] {
        given::p_auth(app, agency, 102, "250000.00").await;
        let new = given::new_authorization(app, agency, client.id);
        app.clerk(agency).post("/authorizations", new).await.expect(201);
    }
    client
}

/// What the program's member writes about a client: everything that can be written.
#[derive(Debug, Clone)]
pub struct Secret {
    pub enrollment: Uuid,
    pub coverage: Uuid,
    pub authorization: Authorization,
    pub staged: Uuid,
    pub attached: Uuid,
    pub draft: Uuid,
}

pub async fn secret_of(app: &TestApp, program: Uuid, client: Uuid) -> Secret {
    let member = member(app);
    let admission = json!({ "program_id": program, "start_date": given::days_ago(app, 15) });
    let enrollment = member.post(&format!("/clients/{client}/enrollments"), admission).await.expect(201).json();
    let secret = written_about(app, program, client).await;
    Secret { enrollment: enrollment["id"].as_str().unwrap().parse().unwrap(), ..secret }
}

/// The same for somebody who is in the program already.
pub async fn written_about(app: &TestApp, program: Uuid, client: Uuid) -> Secret {
    let member = member(app);
    let mut span = json!(given::new_coverage(app, PayerKind::MediCalDmc));
    span["plan_name"] = json!(format!("{MARKER} plan"));
    let coverage = member.post(&format!("/clients/{client}/coverage"), span).await.expect(201).json();
    // The county sees the request under a consent, until that is taken back.
    let consent = consent(app, client, payers(app, program)).await;
    let mut new = given::new_authorization(app, "north", client);
    (new.program_id, new.note) = (program, Some(format!("{MARKER} wrote this.")));
    new.overlap_reason = Some(format!("{MARKER} needs both."));
    let mut sent: Submitted = member.post("/authorizations", &new).await.expect(201).read();
    let authorization = sent.authorizations.pop().unwrap();
    revoke(app, consent.id).await;
    let form = given::staged_form(client, DocumentType::REQUIRED[0]).pdf(&format!("{MARKER}.pdf"));
    let staged = member.ask(actix_web::http::Method::POST, "/attachments").form(form).send().await.expect(201).json();
    let form = tests::form::Form::default()
        .text("document_type", DocumentType::REQUIRED[1].as_str())
        .text("authorization_id", &authorization.id.to_string())
        .pdf(&format!("{MARKER}.pdf"));
    let attached = member.ask(actix_web::http::Method::POST, "/attachments").form(form).send().await.expect(201).json();
    let draft = Uuid::now_v7();
    let form = json!({ "kind": "authorization", "client_id": client, "title": MARKER, "body": { "note": MARKER } });
    member.ask(actix_web::http::Method::PUT, &format!("/drafts/{draft}")).json(form).send().await.expect(201);
    let id = |value: &serde_json::Value| value["id"].as_str().unwrap().parse().unwrap();
    Secret {
        enrollment: Uuid::nil(),
        coverage: id(&coverage),
        authorization,
        staged: id(&staged),
        attached: id(&attached),
        draft,
    }
}

/// A consent to the county's paying, with every element.
pub fn payers(app: &TestApp, program: Uuid) -> Value {
    json!({ "program_id": program, "kind": "single", "what": ["authorizations", "attachments"],
        "description": "Requests of the program and their documents", "recipient_class": "payers",
        "purpose": "payment", "revocation_explained": true, "expires_event": "End of treatment",
        "signed_by": format!("{MARKER} Orsino"), "signed_on": given::days_ago(app, 3) })
}

/// A consent of a client, entered by the program's member.
pub async fn consent(app: &TestApp, client: Uuid, new: Value) -> Consent {
    member(app).post(&format!("/clients/{client}/consents"), new).await.expect(201).read()
}

/// Takes a consent back.
pub async fn revoke(app: &TestApp, consent: Uuid) {
    let said = json!({ "reason": "In person, at the desk." });
    member(app).post(&format!("/consents/{consent}/revocation"), said).await.expect(200);
}

/// Somebody who is known through the program alone.
pub async fn client_of_the_program(app: &TestApp, program: Uuid) -> Client {
    let mut new = given::new_client(app, "north");
    (new.last_name, new.first_name) = (MARKER.to_owned(), "Ilse".to_owned());
    new.admission.program_id = program;
    member(app).post("/clients", new).await.expect(201).read()
}
