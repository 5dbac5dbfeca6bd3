//! What tests take for granted, made through the API by the people who would make it.

use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::http::Method;
use api::db::schema::{audit_events, users};
use diesel::prelude::*;
use domain::access::Role;
use domain::attachments::{Attachment, DocumentType};
use domain::authorizations::{Authorization, NewAuthorization, Submitted, Urgency};
use domain::clients::{Client, NewAdmission, NewClient, Sex};
use domain::coverage::{CoverageSpan, NewCoverage, PayerKind};
use domain::funding::{ProviderAuthorization, ProviderAuthorizationDetail};
use domain::page::Page;
use serde_json::json;
use time::{Date, Duration};
use uuid::Uuid;

use crate::form::Form;
use crate::{TestApp, county};

/// Every person made here is somebody else.
static NEXT: AtomicU32 = AtomicU32::new(0);

const LAST: [&str; 7] = ["Okafor", "Reyes", "Lindqvist", "Tran", "Haddad", "Whitefeather", "Zamora"];
const FIRST: [&str; 11] =
    ["Ngozi", "Marisol", "Jonas", "Quynh", "Yusuf", "Dakota", "Ximena", "Bao", "Ebele", "Pilar", "Viggo"];

/// About today, as far as tests need it.
pub fn today(app: &TestApp) -> Date {
    app.deps.clock.now().date()
}

/// A day so many days before today.
pub fn days_ago(app: &TestApp, days: i64) -> Date {
    today(app) - Duration::days(days)
}

/// The form of a person nobody knows, admitted to the agency's main site 30 days ago, without coverage.
pub fn new_client(app: &TestApp, agency: &str) -> NewClient {
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    let index = usize::try_from(next).expect("a small number");
    NewClient {
        last_name: LAST[index % LAST.len()].to_owned(),
        first_name: FIRST[index % FIRST.len()].to_owned(),
        middle_name: None,
        suffix: None,
        preferred_name: None,
        former_names: Vec::new(),
        birth_date: time::macros::date!(1961 - 02 - 03) + Duration::days(i64::from(next) * 397 % 21_000),
        sex: Sex::Female,
        ssn: None,
        cin: None,
        preferred_language: None,
        phone: None,
        address: None,
        homeless: false,
        admission: NewAdmission { program_id: county::program(agency, "main"), start_date: days_ago(app, 30) },
        coverage: None,
        reviewed_match_ids: Vec::new(),
        reason: None,
    }
}

/// A client of an agency, with something about them changed first.
pub async fn client_with(app: &TestApp, agency: &str, change: impl FnOnce(&mut NewClient)) -> Client {
    let mut new = new_client(app, agency);
    change(&mut new);
    app.clerk(agency).post("/clients", new).await.expect(201).read()
}

/// A client of an agency.
pub async fn client(app: &TestApp, agency: &str) -> Client {
    client_with(app, agency, |_| {}).await
}

/// The form of a span that began 60 days ago and is open. For Medi-Cal it carries a CIN.
pub fn new_coverage(app: &TestApp, payer: PayerKind) -> NewCoverage {
    NewCoverage {
        payer,
        plan_name: payer.label().to_owned(),
        medi_cal: None,
        member_id: payer.usually_medi_cal().then(|| "91234567A".to_owned()),
        subscriber: None,
        start_date: days_ago(app, 60),
        end_date: None,
    }
}

/// Coverage of a client, entered by an agency.
pub async fn coverage(app: &TestApp, agency: &str, client: Uuid, payer: PayerKind) -> CoverageSpan {
    let new = new_coverage(app, payer);
    app.clerk(agency).post(&format!("/clients/{client}/coverage"), new).await.expect(201).read()
}

/// Dollars of an agency from a source in the fiscal year of today.
pub async fn p_auth(app: &TestApp, agency: &str, source: i32, amount: &str) -> ProviderAuthorization {
    let year = domain::calendar::fiscal_year_of(today(app)).0;
    let new = json!({ "organization_id": county::organization(agency), "funding_source_id": source,
        "fiscal_year": year, "amount": amount });
    let made = app.administrator().post("/provider-authorizations", new).await.expect(201);
    made.read::<ProviderAuthorizationDetail>().provider_authorization
}

/// A client for whom a request under plan 212 (source 102, Medi-Cal) goes through: admitted, covered, the agency
/// with money.
pub async fn ready_client(app: &TestApp, agency: &str) -> Client {
    let client = client(app, agency).await;
    coverage(app, agency, client.id, PayerKind::MediCal).await;
    let path = format!("/provider-authorizations?organization_id={}", county::organization(agency));
    let held: Page<ProviderAuthorization> = app.administrator().get(&path).await.expect(200).read();
    if held.items.is_empty() {
        p_auth(app, agency, 102, "250000.00").await;
    }
    client
}

/// A request for IHBS under plan 212 from today for ten days, or to the end of the fiscal year if that is sooner.
pub fn new_authorization(app: &TestApp, agency: &str, client_id: Uuid) -> NewAuthorization {
    let today = today(app);
    let last_day = domain::calendar::fiscal_year_of(today).last_day();
    NewAuthorization {
        client_id,
        program_id: county::program(agency, "main"),
        plan_id: 212,
        procedure: "H2015:HK".to_owned(),
        start_date: today,
        end_date: last_day.min(today + Duration::days(9)),
        units: 9999,
        urgency: Urgency::Standard,
        medi_cal: None,
        overlap_reason: None,
        note: None,
        attachment_ids: Vec::new(),
        split: false,
        draft_id: None,
    }
}

/// A request of an agency for a new client, sent by its clerk.
pub async fn authorization(app: &TestApp, agency: &str) -> Authorization {
    let client = ready_client(app, agency).await;
    let new = new_authorization(app, agency, client.id);
    let mut sent: Submitted = app.clerk(agency).post("/authorizations", new).await.expect(201).read();
    sent.authorizations.pop().expect("one request")
}

/// The same, claimed by the county's reviewer.
pub async fn claimed(app: &TestApp, agency: &str) -> Authorization {
    let sent = authorization(app, agency).await;
    app.reviewer().post(&format!("/authorizations/{}/claim", sent.id), json!({})).await.expect(200).read()
}

/// The same, decided as asked although no document is there.
pub async fn approved(app: &TestApp, agency: &str) -> Authorization {
    let taken = claimed(app, agency).await;
    let decision = json!({ "outcome": "approve", "missing_documents_reason": "Seen on paper." });
    app.reviewer().post(&format!("/authorizations/{}/decision", taken.id), decision).await.expect(200).read()
}

/// The form of a staged document for a client.
pub fn staged_form(client: Uuid, kind: DocumentType) -> Form {
    Form::default().text("document_type", kind.as_str()).text("client_id", &client.to_string())
}

/// A document of an agency's client that waits for its request.
pub async fn staged(app: &TestApp, agency: &str, client: Uuid, kind: DocumentType) -> Attachment {
    let form = staged_form(client, kind).pdf("scan.pdf");
    app.clerk(agency).ask(Method::POST, "/attachments").form(form).send().await.expect(201).read()
}

/// A document of a request that was sent.
pub async fn attachment(app: &TestApp, agency: &str, authorization: Uuid, kind: DocumentType) -> Attachment {
    let form = Form::default()
        .text("document_type", kind.as_str())
        .text("authorization_id", &authorization.to_string())
        .pdf("scan.pdf");
    app.clerk(agency).ask(Method::POST, "/attachments").form(form).send().await.expect(201).read()
}

/// The five required forms of a client, staged by the agency's clerk.
pub async fn five_forms(app: &TestApp, agency: &str, client: Uuid) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for form in DocumentType::REQUIRED {
        ids.push(staged(app, agency, client, form).await.id);
    }
    ids
}

/// The five required forms of a request that was sent without them.
pub async fn five_forms_of(app: &TestApp, agency: &str, sent: &Authorization) {
    for form in DocumentType::REQUIRED {
        attachment(app, agency, sent.id, form).await;
    }
}

/// A password that passes every rule.
pub const PASSWORD: &str = "seven plums on a blue plate";

/// The tests' people have no password; this one gets one. Gives the user name.
pub async fn password(app: &TestApp, organization: &str, role: Role) -> String {
    let hash = api::passwords::hash(PASSWORD.to_owned()).await.expect("a hash");
    diesel::update(users::table.find(county::user(organization, role)))
        .set(users::password_hash.eq(hash))
        .execute(&mut app.database.owner())
        .expect("a password");
    county::user_name(organization, role)
}

/// An event of the record.
#[derive(Debug, Queryable)]
pub struct Recorded {
    /// Whether it was done or refused.
    pub outcome: String,
    /// Who it was about.
    pub subject_id: Option<Uuid>,
    /// Codes and names of fields.
    pub detail: serde_json::Value,
}

/// What the record holds about an action, oldest first.
pub fn events(app: &TestApp, action: &str) -> Vec<Recorded> {
    audit_events::table
        .filter(audit_events::action.eq(action))
        .order((audit_events::at, audit_events::id))
        .select((audit_events::outcome, audit_events::subject_id, audit_events::detail))
        .load(&mut app.database.owner())
        .expect("the record")
}
