//! What a client's consent opens, to whom, for what, and until when.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text, Uuid as SqlUuid};
use domain::access::{Permission, Role, permissions_of};
use domain::authorizations::{Authorization, AuthorizationRow};
use domain::consents::{Consent, ConsentState, NOTICE_ID};
use domain::page::Page;
use domain::sensitivity::{AskedFor, Asker, Grounds, Label, decide};
use serde_json::{Value, json};
use tests::{TestApp, county, given};
use uuid::Uuid;

use super::world::{self, MARKER, Secret};

struct World {
    app: TestApp,
    program: Uuid,
    client: Uuid,
    secret: Secret,
}

async fn start() -> World {
    let app = TestApp::start().await;
    let program = world::program(&app).await;
    let client = world::client_of_both(&app).await.id;
    let secret = world::secret_of(&app, program, client).await;
    World { app, program, client, secret }
}

impl World {
    fn request(&self) -> String {
        format!("/authorizations/{}", self.secret.authorization.id)
    }
}

#[actix_web::test]
async fn each_element_is_needed() {
    let World { app, program, client, .. } = start().await;
    let path = format!("/clients/{client}/consents");
    let whole = world::payers(&app, program);
    let member = world::member(&app);
    for field in whole.as_object().unwrap().keys() {
        let mut lacking = whole.clone();
        lacking.as_object_mut().unwrap().remove(field);
        let refused = member.post(&path, &lacking).await;
        assert_eq!(refused.status, 422, "without {field}: {}", refused.text());
    }
    let mut untold = whole.clone();
    untold["revocation_explained"] = json!(false);
    member.post(&path, &untold).await.expect(422);
    member.post(&path, &whole).await.expect(201);
    // Nobody else enters one, and where the client is not known there is nothing to say.
    app.clerk("north").post(&path, &whole).await.expect(422);
    app.clerk("south").post(&path, &whole).await.expect(422);
    app.reviewer().post(&path, &whole).await.expect(403);
}

#[actix_web::test]
async fn the_county_sees_what_it_pays_for_with_the_notice_and_until_it_is_revoked() {
    let world = start().await;
    let (app, reviewer) = (&world.app, world.app.reviewer());
    reviewer.get(&world.request()).await.expect(404);
    let consent = world::consent(app, world.client, world::payers(app, world.program)).await;
    let seen: Authorization = reviewer.get(&world.request()).await.expect(200).read();
    let notice = seen.disclosure.unwrap();
    assert_eq!((notice.statement_id.as_str(), notice.consent_id), (NOTICE_ID, consent.id));
    assert!(!seen.notes.is_empty() && !seen.attachments.is_empty());
    let listed: Page<AuthorizationRow> = reviewer.get("/authorizations").await.expect(200).read();
    let rows: Vec<_> = listed.items.iter().filter(|row| row.disclosure.is_some()).map(|row| row.id).collect();
    assert_eq!(rows, [world.secret.authorization.id]);
    let file = reviewer.ask(actix_web::http::Method::POST, "/reports/authorization-status");
    let file = file.header("Accept", "text/csv").json(json!({})).send().await.expect(200).text();
    assert!(file.contains("42 CFR part 2") && file.contains(&consent.id.to_string()));
    reviewer.get(&format!("/attachments/{}/content", world.secret.attached)).await.expect(200);
    // Its own people need no consent and no notice; nobody else is let in by this one.
    let own: Authorization = world::member(app).get(&world.request()).await.expect(200).read();
    assert!(own.disclosure.is_none());
    for person in [app.administrator(), app.clerk("north"), app.clerk("south")] {
        person.get(&world.request()).await.expect(404);
    }
    world::revoke(app, consent.id).await;
    reviewer.get(&world.request()).await.expect(404);
    let file = reviewer.ask(actix_web::http::Method::POST, "/reports/authorization-status");
    let file = file.header("Accept", "text/csv").json(json!({})).send().await.expect(200).text();
    assert!(!file.contains("North Recovery"));
    let path = format!("/clients/{}/consents", world.client);
    let kept: Page<Consent> = world::member(app).get(&path).await.expect(200).read();
    let revoked = kept.items.iter().find(|one| one.id == consent.id).unwrap();
    assert!(revoked.state == ConsentState::Revoked && revoked.revoked_at.is_some());
    let again = json!({ "reason": "Once more." });
    world::member(app).post(&format!("/consents/{}/revocation", consent.id), again).await.expect(409);
}

#[actix_web::test]
async fn a_consent_opens_the_kinds_of_records_it_names_to_the_recipients_it_names() {
    let world = start().await;
    let (app, clerk) = (&world.app, world.app.clerk("north"));
    let mut new = world::payers(app, world.program);
    (new["recipient_class"], new["purpose"]) = (json!("treating_providers"), json!("treatment"));
    new["what"] = json!(["enrollments"]);
    world::consent(app, world.client, new).await;
    let path = format!("/clients/{}", world.client);
    assert!(clerk.get(&format!("{path}/enrollments")).await.expect(200).text().contains("North Recovery"));
    assert!(!clerk.get(&format!("{path}/coverage")).await.expect(200).text().contains(MARKER));
    clerk.get(&world.request()).await.expect(404);
    // It names no payer.
    assert!(!app.reviewer().get(&format!("{path}/enrollments")).await.expect(200).text().contains("North Recovery"));
}

#[actix_web::test]
async fn a_request_nobody_could_decide_is_refused() {
    let world = start().await;
    let mut new = given::new_authorization(&world.app, "north", world.client);
    (new.program_id, new.overlap_reason) = (world.program, Some("Both are needed.".to_owned()));
    let refused = world::member(&world.app).post("/authorizations", new).await.expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "consent_missing");
}

#[actix_web::test]
async fn what_was_asked_after_a_revocation_holds_nothing() {
    let world = start().await;
    for _ in 0..5 {
        let consent = world::consent(&world.app, world.client, world::payers(&world.app, world.program)).await;
        let (reviewer, file) = (world.app.reviewer(), "/reports/authorization-status");
        let during = async {
            futures_util::future::join_all((0..6).map(|_| async {
                let file = reviewer.ask(actix_web::http::Method::POST, file).header("Accept", "text/csv");
                file.json(json!({})).send().await.expect(200)
            }))
            .await
        };
        let (_, answers) = futures_util::future::join(world::revoke(&world.app, consent.id), during).await;
        // Whole or not at all: what left before carries its notice.
        for text in answers.iter().map(tests::Answer::text) {
            assert_eq!(text.contains("North Recovery"), text.contains(&consent.id.to_string()));
        }
        reviewer.get(&world.request()).await.expect(404);
    }
}

/// A question as the database takes it: who, of which organization and kind, for what.
fn asks(conn: &mut PgConnection, world: &World, who: (&str, Role), asked_for: AskedFor) -> bool {
    #[derive(QueryableByName)]
    struct Sees {
        #[diesel(sql_type = Bool)]
        sees: bool,
    }
    let kind = if who.0 == "county" { "county" } else { "agency" };
    let day = format!("{} 12:00:00+00", given::today(&world.app));
    for (name, value) in [
        ("user", county::user(who.0, who.1).to_string()),
        ("organization", county::organization(who.0).to_string()),
        ("kind", kind.to_owned()),
        ("now", day),
        ("purpose", asked_for.as_str().to_owned()),
    ] {
        diesel::sql_query("SELECT set_config('portico.' || $1, $2, false)")
            .bind::<Text, _>(name)
            .bind::<Text, _>(value)
            .execute(conn)
            .unwrap();
    }
    let sees: Sees = diesel::sql_query("SELECT app_sees('part2', $1, $2, $3, 'authorizations') AS sees")
        .bind::<SqlUuid, _>(county::organization("north"))
        .bind::<SqlUuid, _>(world.program)
        .bind::<SqlUuid, _>(world.client)
        .get_result(conn)
        .unwrap();
    sees.sees
}

#[actix_web::test]
async fn the_database_decides_as_the_table_does() {
    let world = start().await;
    let mut conn = world.app.database.application();
    let mut owner = world.app.database.owner();
    let base = world::payers(&world.app, world.program);
    let made = |class: &str, purpose: &str| {
        let mut new = base.clone();
        (new["recipient_class"], new["purpose"]) = (json!(class), json!(purpose));
        new["kind"] = json!(if purpose == "tpo" { "tpo" } else { "single" });
        new
    };
    let mut against = made("payers", "proceedings");
    against["recipient_class"] = Value::Null;
    against["recipient_organization_id"] = json!(county::organization("county"));
    let consents: [Option<Value>; 7] = [
        None,
        Some(made("payers", "payment")),
        Some(made("payers", "operations")),
        Some(made("treating_providers", "treatment")),
        Some(made("payers", "tpo")),
        Some(made("all_tpo", "tpo")),
        Some(against),
    ];
    for new in consents {
        let given = match &new {
            Some(new) => Some(world::consent(&world.app, world.client, new.clone()).await),
            None => None,
        };
        for who in county::PEOPLE.iter().filter(|(organization, _)| *organization != "south") {
            for asked_for in AskedFor::ALL {
                let (county, belongs) = (who.0 == "county", *who == ("north", world::MEMBER));
                let reads_part2 = permissions_of(who.1).contains(&Permission::ReadPart2);
                let asker = Asker { belongs, county, reads_part2, in_california: true, asked_for: *asked_for };
                let grounds = Grounds { consent: covers(new.as_ref(), county, *asked_for), ..Grounds::default() };
                let expected = decide(Label::Part2, asker, grounds).is_open();
                assert_eq!(asks(&mut conn, &world, *who, *asked_for), expected, "{who:?} {asked_for:?} {new:?}");
            }
        }
        if let Some(consent) = given {
            world::revoke(&world.app, consent.id).await;
        }
    }
    for role in Role::ALL {
        let said: bool = diesel::select(diesel::dsl::sql::<Bool>(&format!("role_reads_part2('{}')", role.as_str())))
            .get_result(&mut owner)
            .unwrap();
        assert_eq!(said, permissions_of(*role).contains(&Permission::ReadPart2), "{role:?}");
    }
}

/// What the form says of whom it lets in, read without the database.
fn covers(consent: Option<&Value>, county: bool, asked_for: AskedFor) -> bool {
    let Some(consent) = consent else { return false };
    let (class, purpose) = (consent["recipient_class"].as_str(), consent["purpose"].as_str().unwrap());
    let recipient = match class.unwrap_or("the county") {
        "payers" | "the county" => county,
        "treating_providers" => !county,
        _ => true,
    };
    let asked = if county && asked_for == AskedFor::Treatment { AskedFor::Payment } else { asked_for };
    recipient && (purpose == asked.as_str() || purpose == "tpo" && asked != AskedFor::Proceedings)
}

#[actix_web::test]
async fn a_consent_ends_with_its_last_day() {
    let world = start().await;
    let reviewer = world.app.reviewer();
    let mut new = world::payers(&world.app, world.program);
    new.as_object_mut().unwrap().remove("expires_event");
    new["expires_on"] = json!(given::today(&world.app) + time::Duration::days(30));
    let consent = world::consent(&world.app, world.client, new).await;
    reviewer.get(&world.request()).await.expect(200);
    world.app.deps.clock.shift(time::Duration::days(32));
    reviewer.get(&world.request()).await.expect(404);
    let path = format!("/clients/{}/consents", world.client);
    let kept: Page<Consent> = world::member(&world.app).get(&path).await.expect(200).read();
    assert!(kept.items.iter().any(|one| one.id == consent.id && one.state == ConsentState::Expired));
}
