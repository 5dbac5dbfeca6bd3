//! Roles that need a second factor, and people who lost theirs.

use domain::access::Role;
use domain::factors::Factors;
use domain::people::User;
use domain::session::Me;
use domain::settings::Settings;
use serde_json::json;
use tests::factors::{PASSWORD, enrol, forget, password, prove};
use tests::{TestApp, county};
use time::Duration;

use super::{pending, second_step};

#[actix_web::test]
async fn the_county_sets_one_up_before_anything_else() {
    let app = TestApp::start().await;
    forget(&app);
    app.clerk("north").get("/organizations").await.expect(200);
    for person in [app.reviewer(), app.administrator()] {
        assert_eq!(person.get("/organizations").await.expect(403).code(), "second_factor_required");
        let me: Me = person.get("/session").await.expect(200).read();
        assert!(me.must_enrol_factor && me.recovery_codes_left.is_none());
        let phone = enrol(&app, &person).await;
        person.get("/organizations").await.expect(200);
        assert!(!person.get("/session").await.expect(200).read::<Me>().must_enrol_factor);
        let list: Factors = person.get("/factors").await.expect(200).read();
        assert!(list.required);
        prove(&app);
        person.delete(&format!("/factors/{}", phone.id)).await.expect(409);
        // The last but one may go.
        app.deps.clock.shift(Duration::seconds(60));
        enrol(&app, &person).await;
        person.delete(&format!("/factors/{}", phone.id)).await.expect(200);
    }
}

#[actix_web::test]
async fn which_roles_need_one_is_a_setting() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let settings: Settings = administrator.get("/settings").await.expect(200).read();
    assert_eq!(settings.second_factor_roles, [Role::CountyReviewer, Role::CountyAdministrator]);
    let twice = json!({ "roles": ["agency_clerk", "agency_clerk"] });
    let refused = administrator.put("/settings/second-factor", settings.version, twice).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/roles/1");
    let clerks = json!({ "roles": ["agency_clerk"] });
    app.reviewer().put("/settings/second-factor", settings.version, &clerks).await.expect(403);
    let now: Settings =
        administrator.put("/settings/second-factor", settings.version, &clerks).await.expect(200).read();
    assert_eq!(now.second_factor_roles, [Role::AgencyClerk]);
    assert_eq!(app.clerk("north").get("/organizations").await.expect(403).code(), "second_factor_required");
    app.person("north", Role::AgencyClinician).get("/organizations").await.expect(200);
    forget(&app);
    app.reviewer().get("/organizations").await.expect(200);
}

#[actix_web::test]
async fn a_manager_takes_away_what_somebody_lost() {
    let app = TestApp::start().await;
    let name = password(&app, "north", Role::AgencyClinician).await;
    let clinician = app.person("north", Role::AgencyClinician);
    enrol(&app, &clinician).await;
    let supervisor = app.person("north", Role::AgencySupervisor);
    let path = format!("/users/{}/factors", county::user("north", Role::AgencyClinician));
    app.deps.clock.shift(Duration::minutes(6));
    let refused = supervisor.delete(&path).await.expect(403);
    assert_eq!(refused.code(), "reauthentication_required");
    prove(&app);
    app.person("south", Role::AgencySupervisor).delete(&path).await.expect(404);
    app.clerk("north").delete(&path).await.expect(403);
    let own = format!("/users/{}/factors", county::user("north", Role::AgencySupervisor));
    supervisor.delete(&own).await.expect(409);
    let on_its_way = pending(&app, &name).await;
    let user: User = supervisor.delete(&path).await.expect(200).read();
    assert!(!user.second_factor);
    clinician.get("/session").await.expect(401);
    second_step(&app, &on_its_way, "123456").await.expect(401);

    let sign_in = json!({ "user_name": name, "password": PASSWORD, "bearer": true });
    let me: Me = app.anonymous().post("/session", &sign_in).await.expect(200).read();
    assert!(me.factors_removed_at.is_some(), "the person is told");
    app.deps.clock.shift(Duration::seconds(1));
    let me: Me = app.anonymous().post("/session", &sign_in).await.expect(200).read();
    assert!(me.factors_removed_at.is_none(), "and told once");
}
