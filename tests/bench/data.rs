//! A million synthetic clients and their authorizations, set-based, and requests that name them.

use std::sync::OnceLock;

use diesel::PgConnection;
use diesel::connection::SimpleConnection as _;
use serde_json::json;
use tests::invented;
use time::{Date, Duration};

/// Every bench client's id begins so and ends in its number, twelve digits.
pub(crate) const CLIENTS_PREFIX: &str = "0c000000-0000-4000-8000-";
/// Clients that have an admission and coverage, and so can be requested for.
const ENROLLED: u64 = 100_000;

static SPREAD: OnceLock<u64> = OnceLock::new();

/// Client numbers requests are spread over.
pub(crate) fn spread_over() -> u64 {
    SPREAD.get().copied().unwrap_or(ENROLLED).min(ENROLLED)
}

const STEMS: [&str; 20] = [
    "garc", "smit", "nguy", "hern", "john", "lopez", "will", "rodr", "brow", "mart", "chav", "kimu", "oroz", "petr",
    "ruiz", "sato", "thom", "uzum", "vasq", "yama",
];
const ENDS: [&str; 10] = ["ia", "son", "en", "andez", "ez", "s", "er", "ova", "to", "ani"];

/// The id of client n.
pub(crate) fn client(n: u64) -> String {
    format!("{CLIENTS_PREFIX}{n:012}")
}

/// The first letters of client n's last name.
pub(crate) fn last_name_prefix(n: u64) -> &'static str {
    STEMS[usize::try_from(n % 20).unwrap()]
}

/// The birth date of client n.
pub(crate) fn birth_date(n: u64) -> Date {
    time::macros::date!(1940 - 01 - 01) + Duration::days(i64::try_from(n * 7919 % 29_000).unwrap())
}

fn words(list: &[&str]) -> String {
    list.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(",")
}

/// Loads everything.
pub(crate) fn load(conn: &mut PgConnection, clients: u32, authorizations: u32) {
    SPREAD.set(u64::from(clients)).expect("loaded once");
    let north = tests::county::organization("north");
    let program = tests::county::program("north", "main");
    let clerk = tests::county::user("north", domain::access::Role::AgencyClerk);
    let p_auth = tests::county::id("bench p-auth");
    let enrolled = ENROLLED.min(u64::from(clients));
    let id = format!("('{CLIENTS_PREFIX}' || lpad(n::text, 12, '0'))::uuid");
    let last = format!("(ARRAY[{}])[1 + n % 20] || (ARRAY[{}])[1 + (n / 20) % 10]", words(&STEMS), words(&ENDS));
    let birth = "date '1940-01-01' + (n::bigint * 7919 % 29000)::int";
    let steps = [
        "SET synchronous_commit = off; SET maintenance_work_mem = '512MB'".to_owned(),
        format!(
            "INSERT INTO client_organizations (client_id, organization_id, since)
             SELECT {id}, '{north}', '2026-01-01' FROM generate_series(1, {clients}) n"
        ),
        format!(
            "INSERT INTO clients (id, last_name, first_name, birth_date, sex, cin, city, state, zip)
             SELECT {id}, initcap({last}), 'Given' || n % 997, {birth}, 'female', '9' || lpad(n::text, 7, '0') || 'A',
                 'Bay City', 'CA', '90001' FROM generate_series(1, {clients}) n"
        ),
        "INSERT INTO client_index (client_id, ordinal, last_key, first_key, last_name, first_name, birth_date, sex,
                 client_number, cin)
             SELECT id, 0, lower(last_name), lower(first_name), last_name, first_name, birth_date, sex, client_number,
                 cin FROM clients"
            .to_owned(),
        format!(
            "INSERT INTO enrollments (id, organization_id, client_id, program_id, start_date)
             SELECT gen_random_uuid(), '{north}', {id}, '{program}', '2025-07-01' FROM generate_series(1, {enrolled}) n"
        ),
        format!(
            "INSERT INTO coverage (id, client_id, payer, plan_name, medi_cal, member_id, start_date,
                 entered_by_organization)
             SELECT gen_random_uuid(), {id}, 'medi_cal', 'Medi-Cal', true, '9' || lpad(n::text, 7, '0') || 'A',
                 '2025-07-01', '{north}' FROM generate_series(1, {enrolled}) n"
        ),
        format!(
            "INSERT INTO provider_authorizations (id, organization_id, funding_source_id, fiscal_year, amount)
             VALUES ('{p_auth}', '{north}', 102, fiscal_year_of_today(), 900000000)"
        ),
        format!(
            "INSERT INTO authorizations (id, organization_id, client_id, program_id, provider_authorization_id,
                 funding_source_id, plan_id, procedure_code, urgency, start_date, end_date, units, status,
                 review_status, submitted_at, submitted_by, clock_started_at, due_at, missing_documents)
             SELECT gen_random_uuid(), '{north}', {id}, '{program}', '{p_auth}', 102, 212, 'H2015:HK', 'standard',
                 '2025-08-01', '2025-09-30', 9999, s.status, s.review, at, '{clerk}', at, at + interval '7 days', 0
             FROM generate_series(1, {authorizations}) n,
                 LATERAL (SELECT now() - n * interval '1 minute' AS at) w,
                 LATERAL (SELECT (ARRAY['pending','ended','denied','pending'])[1 + n % 4] AS status,
                     (ARRAY['submitted','approved','denied','in_review'])[1 + n % 4] AS review) s"
        ),
    ];
    conn.batch_execute(
        "CREATE FUNCTION fiscal_year_of_today() RETURNS smallint LANGUAGE sql AS
         $$ SELECT extract(year FROM now() - interval '6 months')::smallint $$",
    )
    .expect("a helper");
    for step in steps {
        conn.batch_execute(&step).unwrap_or_else(|error| panic!("{error} in {step}"));
    }
    conn.batch_execute("DROP FUNCTION fiscal_year_of_today()").expect("the helper goes");
}

/// A request for client n, thirty days from today; an overlap is explained, since clients are asked for again.
pub(crate) fn new_authorization(n: u64) -> String {
    let today = time::OffsetDateTime::now_utc().date() - Duration::days(1);
    json!({
        "client_id": client(n), "program_id": tests::county::program("north", "main"), "plan_id": 212,
        "procedure": "H2015:HK", "start_date": today.to_string(), "end_date": (today + Duration::days(29)).to_string(),
        "units": 9999, "urgency": "standard", "overlap_reason": "Continues while the first request is reviewed"
    })
    .to_string()
}

/// A client nobody has: no two names alike, within a run or between runs.
pub(crate) fn new_client(n: u64) -> String {
    let run = u64::from(std::process::id());
    json!({
        "last_name": invented::name(run, n), "first_name": invented::name(run + 1, n),
        "birth_date": birth_date(n).to_string(), "sex": "female",
        "admission": { "program_id": tests::county::program("north", "main"), "start_date": "2026-01-05" }
    })
    .to_string()
}

/// A form upload of one mebibyte of text for client n; number k makes it different from every other.
pub(crate) fn upload(n: u64, k: u64) -> (String, Vec<u8>) {
    let line = format!("note {k} of {} ", std::process::id());
    let text: String = line.chars().cycle().take(1_048_576).collect();
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = format!(
        "{}{}--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Assessment_{k}.txt\"\r\n\
         Content-Type: text/plain\r\n\r\n{text}\r\n--edge--\r\n",
        part("document_type", "assessment"),
        part("client_id", &client(n))
    );
    ("multipart/form-data; boundary=edge".into(), body.into_bytes())
}
