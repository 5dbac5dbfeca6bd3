//! Who works in a program, and what follows from it at the next request.

use domain::access::Role;
use domain::clients::Client;
use domain::members::ProgramMember;
use domain::page::Page;
use serde_json::json;
use tests::{TestApp, county, given};

use super::world;

#[actix_web::test]
async fn a_membership_opens_the_programs_records_and_its_end_closes_them_at_once() {
    let app = TestApp::start().await;
    let program = world::program(&app).await;
    let hidden = world::client_of_the_program(&app, program).await;
    let path = format!("/clients/{}", hidden.id);
    let clerk = app.clerk("north");
    clerk.get(&path).await.expect(404);
    let joined = world::join(&app, program, Role::AgencyClerk).await;
    let seen: Client = clerk.get(&path).await.expect(200).read();
    assert!(seen.standing.enrolled && joined.part2);
    let end = json!({ "end_date": given::days_ago(&app, 2) });
    app.administrator().patch(&format!("/program-members/{}", joined.id), 1, end).await.expect(200);
    clerk.get(&path).await.expect(404);
}

#[actix_web::test]
async fn what_a_member_kept_goes_with_the_membership() {
    let app = TestApp::start().await;
    let program = world::program(&app).await;
    let both = world::client_of_both(&app).await;
    let secret = world::secret_of(&app, program, both.id).await;
    let (member, draft) = (world::member(&app), format!("/drafts/{}", secret.draft));
    member.get(&draft).await.expect(200);
    let person = format!("/users/{}/programs", county::user("north", world::MEMBER));
    let held: Page<ProgramMember> = app.administrator().get(&person).await.expect(200).read();
    let end = json!({ "end_date": given::days_ago(&app, 2) });
    app.administrator().patch(&format!("/program-members/{}", held.items[0].id), 1, end).await.expect(200);
    member.get(&draft).await.expect(404);
    member.get(&format!("/authorizations/{}", secret.authorization.id)).await.expect(404);
}

#[actix_web::test]
async fn nobody_lets_themselves_in() {
    let app = TestApp::start().await;
    let program = world::program(&app).await;
    let new = json!({ "program_id": program, "start_date": given::today(&app) });
    let supervisor = app.person("north", Role::AgencySupervisor);
    let of = |role: Role| format!("/users/{}/programs", county::user("north", role));
    supervisor.post(&of(Role::AgencySupervisor), &new).await.expect(403);
    supervisor.post(&of(Role::AgencyClerk), &new).await.expect(201);
    supervisor.post(&of(Role::AgencyClerk), &new).await.expect(409);
    app.clerk("north").post(&of(Role::AgencyClinician), &new).await.expect(403);
    app.person("south", Role::AgencySupervisor).post(&of(Role::AgencyClerk), &new).await.expect(404);
    let foreign = json!({ "program_id": county::program("south", "main"), "start_date": given::today(&app) });
    let refused = supervisor.post(&of(Role::AgencyClinician), &foreign).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/program_id");
}
