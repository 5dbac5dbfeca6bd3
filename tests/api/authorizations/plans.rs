//! The lists of authorizations at county size: whatever is asked, no large table is read from end to end.

use diesel::connection::SimpleConnection as _;
use domain::authorizations::Authorization;
use serde_json::json;
use tests::plans::{Plans, connect_again};
use tests::{Client, TestApp, county, given};

const LARGE: [&str; 8] = [
    "authorizations",
    "attachments",
    "authorization_history",
    "authorization_notes",
    "clients",
    "client_organizations",
    "enrollments",
    "coverage",
];
const ROWS: u32 = 30_000;

/// Copies of one authorization for as many clients, most of them decided, with a document and a step of history
/// each, and every third another agency's.
fn fill(app: &TestApp, model: &Authorization) {
    let (north, south) = (county::organization("north"), county::organization("south"));
    let (program, other) = (county::program("north", "main"), county::program("south", "main"));
    let (id, clerk) = (model.id, county::user("north", domain::access::Role::AgencyClerk));
    let owner = format!("(CASE WHEN n % 3 = 0 THEN '{south}' ELSE '{north}' END)::uuid");
    let site = format!("(CASE WHEN n % 3 = 0 THEN '{other}' ELSE '{program}' END)::uuid");
    let sql = format!(
        "CREATE TEMP TABLE rows AS SELECT n, md5('client' || n)::uuid AS client, md5('request' || n)::uuid AS request,
             {owner} AS owner, {site} AS site FROM generate_series(1, {ROWS}) n;
         INSERT INTO clients (id, last_name, first_name, birth_date, sex)
             SELECT client, 'L' || md5(n::text), 'F', date '1950-01-01' + n % 20000, 'female' FROM rows;
         INSERT INTO client_organizations (client_id, organization_id, since)
             SELECT client, owner, date '2026-01-01' FROM rows;
         INSERT INTO enrollments (id, organization_id, client_id, program_id, start_date)
             SELECT gen_random_uuid(), owner, client, site, date '2026-01-01' FROM rows;
         INSERT INTO coverage (id, client_id, payer, plan_name, medi_cal, start_date, entered_by_organization)
             SELECT gen_random_uuid(), client, 'medi_cal', 'Medi-Cal', true, date '2026-01-01', owner FROM rows;
         INSERT INTO provider_authorizations (id, organization_id, funding_source_id, fiscal_year, amount)
             SELECT md5('south money')::uuid, '{south}', funding_source_id, fiscal_year, amount
             FROM provider_authorizations WHERE organization_id = '{north}';
         INSERT INTO authorizations (id, organization_id, client_id, program_id, provider_authorization_id,
                 funding_source_id, plan_id, procedure_code, urgency, start_date, end_date, units, status,
                 review_status, submitted_at, submitted_by, clock_started_at, due_at, missing_documents)
             SELECT request, owner, client, site,
                 CASE WHEN n % 3 = 0 THEN md5('south money')::uuid ELSE a.provider_authorization_id END,
                 a.funding_source_id, a.plan_id, a.procedure_code, a.urgency, a.start_date - n % 300, a.end_date,
                 a.units, CASE WHEN n % 20 = 0 THEN 'pending' ELSE 'denied' END,
                 CASE WHEN n % 20 = 0 THEN 'submitted' ELSE 'denied' END, a.submitted_at - n * interval '7 minutes',
                 a.submitted_by, a.submitted_at, a.due_at - n * interval '7 minutes', 0
             FROM rows, authorizations a WHERE a.id = '{id}';
         INSERT INTO authorization_history (id, organization_id, authorization_id, at, user_id, action, to_status,
                 to_review_status)
             SELECT gen_random_uuid(), owner, request, now(), '{clerk}', 'submit', 'pending', 'submitted' FROM rows;
         INSERT INTO authorization_notes (id, organization_id, authorization_id, at, user_id, visibility, body)
             SELECT gen_random_uuid(), owner, request, now(), '{clerk}', 'agency_and_county', 'A note' FROM rows;
         INSERT INTO attachments (id, organization_id, client_id, authorization_id, document_type, file_name,
                 original_name, extension, content_type, bytes, sha256, storage_key, state, uploaded_at, uploaded_by)
             SELECT gen_random_uuid(), owner, client, request, 'assessment', 'A.txt', 'A.txt', 'txt', 'text/plain', 9,
                 sha256(n::text::bytea), 'key' || n, 'attached', now(), '{clerk}' FROM rows;
         ANALYZE"
    );
    app.database.owner().batch_execute(&sql).unwrap();
}

/// Every list of authorizations, narrowed in every way, and everything about one of them.
async fn ask_everything(person: &Client, one: &Authorization, client: &str) {
    let (program, agency) = (county::program("north", "main"), county::organization("north"));
    let filters = [
        String::new(),
        "status=pending".to_owned(),
        "review_status=submitted".to_owned(),
        "status=denied&review_status=denied".to_owned(),
        format!("client_id={client}"),
        format!("organization_id={agency}"),
        format!("program_id={program}"),
        "funding_source_id=102".to_owned(),
        "submitted_from=2026-01-01&submitted_to=2026-12-31".to_owned(),
        "start_from=2026-01-01&start_to=2026-12-31".to_owned(),
        "status=pending&sort=oldest".to_owned(),
    ];
    for filter in &filters {
        person.get(&format!("/authorizations?limit=20&{filter}")).await.expect(200);
    }
    person.get(&format!("/authorizations/{}", one.id)).await.expect(200);
    person.get(&format!("/attachments?authorization_id={}", one.id)).await.expect(200);
    person.get(&format!("/attachments?client_id={client}")).await.expect(200);
    for body in [json!({}), json!({ "client_number": one.client.client_number })] {
        person.post("/reports/authorization-status", body).await.expect(200);
    }
    person.get("/home").await.expect(200);
}

#[actix_web::test]
async fn no_list_of_authorizations_reads_a_large_table_from_end_to_end() {
    let app = TestApp::start().await;
    let one = given::authorization(&app, "north").await;
    fill(&app, &one);
    let mut plans = Plans::watch(&app);
    let client = one.client.id.to_string();
    for person in [app.clerk("north"), app.reviewer()] {
        connect_again(&person).await;
        // More often than a prepared statement is planned anew for its values.
        for _ in 0..7 {
            ask_everything(&person, &one, &client).await;
        }
    }
    for show in ["all", "unclaimed", "mine", "waiting"] {
        app.reviewer().get(&format!("/review-queue?show={show}")).await.expect(200);
    }
    app.clerk("north").get(&format!("/clients/{client}/authorization-facts")).await.expect(200);
    plans.refuse_scans_of(&LARGE);
}
