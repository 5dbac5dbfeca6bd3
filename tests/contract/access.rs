//! Walks every operation of the document: nobody gets in without a session, past their role, or into another
//! tenant's rows. Authorization is on; there is no switch to turn it off.

use tests::TestApp;

use crate::cases;
use crate::surface::operations;

/// Operations for people who are not signed in yet. This list may only shrink.
const WITHOUT_SESSION: [&str; 7] =
    ["health.alive", "health.metrics", "health.ready", "oauth.server", "oauth.smart", "oauth.token", "session.sign_in"];

#[test]
fn only_health_and_signing_in_need_no_session() {
    let mut open: Vec<String> =
        operations().into_iter().filter(|one| one.permission.is_none()).map(|one| one.id).collect();
    open.sort();
    assert!(open.iter().all(|id| WITHOUT_SESSION.contains(&id.as_str())), "{open:?}");
}

#[test]
fn every_operation_has_exactly_one_case() {
    let cases = cases::all();
    for operation in operations().iter().filter(|one| one.permission.is_some()) {
        let count = cases.iter().filter(|case| case.operation == operation.id).count();
        assert_eq!(count, 1, "{} has {count} cases", operation.id);
    }
    let known: Vec<String> = operations().into_iter().map(|one| one.id).collect();
    for case in &cases {
        assert!(known.iter().any(|id| id == case.operation), "{} is no operation", case.operation);
    }
}

#[actix_web::test]
async fn the_walls_hold_on_every_operation() {
    for case in cases::all() {
        let app = TestApp::start().await;
        let request = (case.prepare)(&app).await;
        let name = case.operation;

        let nobody = request.send(&app.anonymous()).await;
        assert_eq!(nobody.status, 401, "{name}: anonymous got {}", nobody.text());

        if let Some((organization, role)) = case.wrong {
            let refused = request.send(&app.person(organization, role)).await;
            assert_eq!(refused.status, 403, "{name}: {} got {}", role.as_str(), refused.text());
        }
        if let Some((organization, role)) = case.other {
            let stranger = request.send(&app.person(organization, role)).await;
            assert_eq!(stranger.status, 404, "{name}: another tenant got {}", stranger.text());
            for secret in &request.secrets {
                assert!(!stranger.text().contains(secret.as_str()), "{name}: another tenant's answer holds {secret}");
            }
        }
        let (organization, role) = case.right;
        let right = request.send(&app.person(organization, role)).await;
        assert_eq!(right.status, case.success, "{name}: the right person got {}", right.text());
    }
}

#[test]
fn cases_use_roles_the_policy_agrees_with() {
    use domain::access::{Permission, permissions_of};
    let documented = operations();
    for case in cases::all() {
        let operation = documented.iter().find(|one| one.id == case.operation).unwrap();
        let permission = Permission::parse(operation.permission.as_ref().unwrap()).unwrap();
        assert!(permissions_of(case.right.1).contains(&permission), "{}: right role lacks it", case.operation);
        match case.wrong {
            Some((_, role)) => {
                assert!(!permissions_of(role).contains(&permission), "{}: wrong role has it", case.operation);
            }
            None => {
                let everyone = domain::access::Role::ALL.iter().all(|role| permissions_of(*role).contains(&permission));
                assert!(everyone, "{}: some role lacks it, name one", case.operation);
            }
        }
        let takes_id = operation.path.contains('{');
        // What is one's own, kept by the county, or made to reach another agency's client.
        let personal = ["drafts.", "news.", "programs.", "organizations.", "enrollments.create"];
        if takes_id && !personal.iter().any(|prefix| case.operation.starts_with(prefix)) {
            let county_only = !permissions_of(domain::access::Role::AgencySupervisor).contains(&permission);
            assert!(case.other.is_some() || county_only, "{}: takes an id and names no stranger", case.operation);
        }
    }
}
