//! The searches at county size: whatever is asked, no large table is read from end to end.

use diesel::connection::SimpleConnection as _;
use serde_json::json;
use tests::plans::{Plans, connect_again};
use tests::{TestApp, county, given};

/// Large tables of the two searches and the record.
const LARGE: [&str; 6] = ["client_index", "clients", "client_names", "client_organizations", "enrollments", "coverage"];
const ROWS: u32 = 20_000;

/// Many clients with few last names and many first names, every tenth known to agency north, the others to south.
fn fill(app: &TestApp) {
    let (north, program) = (county::organization("north"), county::program("north", "main"));
    let (south, other) = (county::organization("south"), county::program("south", "main"));
    let person = "md5(n::text)::uuid AS id, n, (ARRAY['reyes','okafor','tran','smith','garcia','lee','nguyen','lopez'])[n % 8 + 1] \
        || chr(97 + n / 8 % 26) || chr(97 + n / 208 % 26) AS last, md5((n * 7)::text) AS first, \
        date '1950-01-01' + (n * 7919 % 27000) AS born, '9' || lpad((1000000 + n)::text, 7, '0') || 'A' AS cin";
    let sql = format!(
        "CREATE TEMP TABLE people AS SELECT {person} FROM generate_series(1, {ROWS}) n;
         INSERT INTO clients (id, last_name, first_name, birth_date, sex, cin)
             SELECT id, last, first, born, 'female', cin FROM people;
         INSERT INTO client_index (client_id, ordinal, last_key, first_key, last_name, first_name, birth_date, sex, client_number, cin)
             SELECT p.id, 0, last, first, last, first, born, 'female', c.client_number, p.cin FROM people p JOIN clients c USING (id);
         INSERT INTO client_organizations (client_id, organization_id, since)
             SELECT id, (CASE n % 10 WHEN 0 THEN '{north}' ELSE '{south}' END)::uuid, date '2026-01-01' FROM people;
         INSERT INTO enrollments (id, organization_id, client_id, program_id, start_date)
             SELECT gen_random_uuid(), (CASE n % 10 WHEN 0 THEN '{north}' ELSE '{south}' END)::uuid, id,
                 (CASE n % 10 WHEN 0 THEN '{program}' ELSE '{other}' END)::uuid, date '2026-01-01' FROM people;
         INSERT INTO coverage (id, client_id, payer, plan_name, medi_cal, start_date, entered_by_organization)
             SELECT gen_random_uuid(), id, 'medi_cal', 'Medi-Cal', true, date '2026-01-01', '{north}' FROM people;
         INSERT INTO client_names (id, client_id, last_name, first_name) SELECT gen_random_uuid(), id, 'Former', first FROM people;
         ANALYZE"
    );
    app.database.owner().batch_execute(&sql).unwrap();
}

#[actix_web::test]
async fn no_search_reads_a_large_table_from_end_to_end() {
    let app = TestApp::start().await;
    fill(&app);
    let known = given::client(&app, "north").await;
    let mut plans = Plans::watch(&app);
    let people = [app.clerk("north"), app.reviewer()];
    for person in &people {
        connect_again(person).await;
        let criteria = [
            json!({ "name": "reyesa" }),
            json!({ "name": "okafor", "birth_date": "1984-03-02" }),
            json!({ "name": "reyesb, a" }),
            json!({ "name": "ab reyesc" }),
            json!({ "first_name": "abc" }),
            json!({ "birth_date": "1984-03-02", "sex": "female" }),
            json!({ "client_number": known.client_number }),
            json!({ "cin": "91000500A" }),
            json!({ "ssn": "123121234" }),
        ];
        // More often than a prepared statement is planned anew for its values.
        for _ in 0..6 {
            for wanted in &criteria {
                for path in ["/clients/lookup", "/clients/search"] {
                    person.post(path, wanted).await.expect(200);
                }
            }
            for tail in ["", "/enrollments", "/coverage"] {
                person.get(&format!("/clients/{}{tail}", known.id)).await.expect(200);
            }
        }
    }
    let wanted = json!({ "last_name": "Reyesab", "first_name": "Ana", "birth_date": "1984-03-02", "cin": "91000500A" });
    people[0].post("/clients/matches", wanted).await.expect(200);
    given::client(&app, "north").await;
    plans.refuse_scans_of(&LARGE);
}
