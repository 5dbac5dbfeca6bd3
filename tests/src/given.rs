//! What tests take for granted, made through the API by the people who would make it.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::clients::{Client, NewAdmission, NewClient, Sex};
use domain::coverage::{CoverageSpan, NewCoverage, PayerKind};
use time::{Date, Duration};
use uuid::Uuid;

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
