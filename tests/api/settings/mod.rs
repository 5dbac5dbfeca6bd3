//! The settings: known to everyone, changed by the county's administrator.

use actix_web::http::Method;
use domain::authorizations::{Authorization, AuthorizationRow, Letter};
use domain::holidays::Holidays;
use domain::page::Page;
use domain::session::Me;
use domain::settings::Settings;
use serde_json::json;
use tests::{TestApp, given};
use time::Duration;
use time::macros::date;

#[actix_web::test]
async fn everyone_reads_the_settings_and_the_administrator_changes_limits() {
    let app = TestApp::start().await;
    let seen: Settings = app.clerk("north").get("/settings").await.expect(200).read();
    assert_eq!(seen.county_name, "Mariposa Bay County");
    assert_eq!((seen.attachments.max_bytes, seen.attachments.extensions.len()), (5_242_880, 11));
    let limits = json!({ "max_bytes": 1_000_000, "warn_bytes": 500_000, "extensions": ["pdf", "png"] });
    app.clerk("north").put("/settings/attachments", seen.version, &limits).await.expect(403);
    app.reviewer().put("/settings/attachments", seen.version, &limits).await.expect(403);
    let answer = app.administrator().put("/settings/attachments", seen.version, &limits).await.expect(200);
    assert_eq!(answer.header("etag"), format!("\"v{}\"", seen.version + 1));
    let after: Settings = app.clerk("south").get("/settings").await.expect(200).read();
    assert_eq!(after.attachments.extensions, ["pdf", "png"]);
}

#[actix_web::test]
async fn limits_that_contradict_each_other_and_old_versions_are_refused() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let wrong = json!({ "max_bytes": 500_000, "warn_bytes": 900_000, "extensions": ["pdf", "exe"] });
    let refused = administrator.put("/settings/attachments", 1, wrong).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/warn_bytes");
    assert_eq!(refused["errors"][1]["pointer"], "/extensions/1");
    let right = json!({ "max_bytes": 900_000, "warn_bytes": 500_000, "extensions": ["pdf"] });
    administrator.put("/settings/attachments", 7, &right).await.expect(412);
    administrator.ask(Method::PUT, "/settings/attachments").json(&right).send().await.expect(428);
}

#[actix_web::test]
async fn the_administrator_keeps_the_holidays() {
    let app = TestApp::start().await;
    let (clerk, administrator) = (app.clerk("north"), app.administrator());
    let answer = clerk.get("/settings/holidays").await.expect(200);
    let seen: Holidays = answer.read();
    assert_eq!(answer.header("etag"), format!("\"v{}\"", seen.version));
    let christmas = |year| date!(2026 - 12 - 25).replace_year(year).unwrap();
    let year = app.deps.clock.now().year();
    assert!(
        seen.items.iter().filter(|one| one.name == "Christmas Day").count() >= 3,
        "a new county has the usual ones"
    );
    assert!(seen.items.is_sorted());
    let list = json!({ "items": [{ "day": "2027-03-02", "name": " Founders' Day " }, { "day": christmas(year), "name": "Christmas" }] });
    clerk.put("/settings/holidays", seen.version, &list).await.expect(403);
    let answer = administrator.put("/settings/holidays", seen.version, &list).await.expect(200);
    let after: Holidays = answer.read();
    assert_eq!(answer.header("etag"), format!("\"v{}\"", seen.version + 1));
    assert_eq!(after.items.len(), 2);
    assert!(after.items.is_sorted() && after.items.iter().any(|one| one.name == "Founders' Day"));
    administrator.put("/settings/holidays", seen.version, &list).await.expect(412);
    let settings: Settings = clerk.get("/settings").await.expect(200).read();
    assert!(settings.holidays.contains(&date!(2027 - 03 - 02)));
    // What the county took away does not come back with the next start.
    api::db::setup::migrate(&app.database.url(api::cluster::OWNER)).unwrap();
    assert_eq!(clerk.get("/settings/holidays").await.expect(200).read::<Holidays>(), after);
    let none = json!({ "items": [] });
    let emptied = administrator.put("/settings/holidays", after.version, none).await.expect(200);
    assert!(emptied.read::<Holidays>().items.is_empty());
}

#[actix_web::test]
async fn a_list_that_says_a_day_twice_is_refused() {
    let app = TestApp::start().await;
    let day = json!({ "day": "2027-03-02", "name": "Founders' Day" });
    let twice = json!({ "items": [day, day] });
    let refused = app.administrator().put("/settings/holidays", 1, twice).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/items/1/day");
    let nameless = json!({ "items": [{ "day": "2027-03-02", "name": "" }] });
    let refused = app.administrator().put("/settings/holidays", 1, nameless).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/items/0/name");
}

#[actix_web::test]
async fn the_rules_for_passwords_are_the_countys_choice_and_said_beforehand() {
    use diesel::connection::SimpleConnection as _;
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    let password = "seven plums on a blue plate";
    let hash = api::passwords::hash(password.to_owned()).await.unwrap();
    app.database.owner().batch_execute(&format!("UPDATE users SET password_hash = '{hash}'")).unwrap();
    let me: Me = clerk.get("/session").await.expect(200).read();
    assert_eq!((me.password_rules.min_length, me.password_rules.capital_and_digit), (15, false));
    let short = json!({ "current": password, "new": "Plumtr3e" });
    clerk.put("/session/password", 1, &short).await.expect(422);
    let choice = json!({ "profile": "composition" });
    app.reviewer().put("/settings/password-rules", 1, &choice).await.expect(403);
    app.administrator().put("/settings/password-rules", 7, &choice).await.expect(412);
    let after: Settings = app.administrator().put("/settings/password-rules", 1, &choice).await.expect(200).read();
    assert_eq!((after.password_rules.min_length, after.version), (8, 2));
    let me: Me = clerk.get("/session").await.expect(200).read();
    assert!(me.password_rules.capital_and_digit && me.password_rules.text[0].contains("8 to 128"));
    let shared = json!({ "current": password, "new": "Smartcare1" });
    let refused = clerk.put("/session/password", 1, &shared).await.expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "too_common");
    let plain = json!({ "current": password, "new": "kettlemoss" });
    let refused = clerk.put("/session/password", 1, &plain).await.expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "composition");
    clerk.put("/session/password", 1, &short).await.expect(204);
}

#[actix_web::test]
async fn days_and_hours_are_those_of_the_countys_time_zone() {
    use diesel::connection::SimpleConnection as _;
    let app = TestApp::start().await;
    // As far ahead of UTC as anybody is, all year round.
    app.database.owner().batch_execute("UPDATE settings SET time_zone = 'Pacific/Kiritimati'").unwrap();
    let (clerk, ahead) = (app.clerk("north"), Duration::hours(14));
    let me: Me = clerk.get("/session").await.expect(200).read();
    let offset = me.utc_offsets.last().map(|offset| offset.minutes);
    assert_eq!((offset, me.today), (Some(14 * 60), (app.deps.clock.now() + ahead).date()));
    let sent = given::authorization(&app, "north").await;
    given::five_forms_of(&app, "north", &sent).await;
    let path = format!("/authorizations/{}", sent.id);
    let due = clerk.get(&path).await.expect(200).read::<Authorization>().due.unwrap().due_at.unwrap() + ahead;
    assert_eq!(due.to_hms(), (23, 59, 59), "the end of a county day");
    let approved = given::approved(&app, "north").await;
    let letter: Letter = clerk.get(&format!("/authorizations/{}/letter", approved.id)).await.expect(200).read();
    assert_eq!(letter.letter_date, (letter.decided_at + ahead).date());
    // A list for a county day finds what was sent on it, and only that.
    let day = (sent.submitted_at + ahead).date();
    for (day, found) in [(day, true), (day.previous_day().unwrap(), false)] {
        let list: Page<AuthorizationRow> =
            clerk.get(&format!("/authorizations?submitted_from={day}&submitted_to={day}")).await.expect(200).read();
        assert_eq!(list.items.iter().any(|row| row.id == sent.id), found, "{day}");
    }
}
