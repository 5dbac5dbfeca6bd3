//! Walks every operation with the tokens of programs: one that carries exactly the scope it needs gets in, one that
//! carries every scope but that does not, a revoked one never.

use diesel::connection::SimpleConnection as _;
use domain::access::{Credential, Permission, may_carry, permissions_of};
use tests::{TestApp, tokens};

use crate::cases;
use crate::surface::{document, operations};

/// What a role includes and such a credential can carry, without one.
fn all_but(role: domain::access::Role, credential: Credential, without: Permission) -> Vec<Permission> {
    let carried = |scope: &Permission| may_carry(credential, *scope) && *scope != without;
    permissions_of(role).iter().copied().filter(carried).collect()
}

#[actix_web::test]
async fn a_scope_opens_its_operations_and_no_other_does() {
    let documented = operations();
    for case in cases::all() {
        let (app, name) = (TestApp::start().await, case.operation);
        let request = (case.prepare)(&app).await;
        let operation = documented.iter().find(|one| one.id == name).unwrap();
        let scope = Permission::parse(operation.permission.as_ref().unwrap()).unwrap();

        let others = all_but(case.right.1, Credential::Token, scope);
        let (wrong, _) = tokens::program(&app, case.right, &others);
        let refused = request.send(&wrong).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "not_permitted"), "{name}: {}", refused.text());
        let others = all_but(case.right.1, Credential::Application, scope);
        let refused = request.send(&tokens::application(&app, case.right, &others)).await;
        assert_eq!(refused.status, 403, "{name}: an application without its scope got {}", refused.text());

        let (revoked, id) = tokens::program(&app, case.right, &[scope]);
        let revoke = format!("UPDATE api_tokens SET revoked_at = now() WHERE id = '{id}'");
        app.database.owner().batch_execute(&revoke).unwrap();
        let refused = request.send(&revoked).await;
        assert_eq!(refused.status, 401, "{name}: a revoked token got {}", refused.text());

        let (right, _) = tokens::program(&app, case.right, &[scope]);
        let answer = request.send(&right).await;
        let expected = if may_carry(Credential::Token, scope) { case.success } else { 403 };
        assert_eq!(answer.status, expected, "{name}: the token with {} got {}", scope.as_str(), answer.text());
    }
}

#[actix_web::test]
async fn an_application_is_let_in_by_its_scope_too() {
    let documented = operations();
    for case in cases::all() {
        let operation = documented.iter().find(|one| one.id == case.operation).unwrap();
        let scope = Permission::parse(operation.permission.as_ref().unwrap()).unwrap();
        let app = TestApp::start().await;
        let request = (case.prepare)(&app).await;
        let answer = request.send(&tokens::application(&app, case.right, &[scope])).await;
        if may_carry(Credential::Application, scope) {
            // What is a person's own, a draft or a request they claimed, is not the application's.
            let own = match case.operation {
                name if name.starts_with("drafts.") => answer.status == 404,
                name if name.starts_with("authorizations.") => answer.status == 409 && case.right == cases::REVIEWER,
                _ => false,
            };
            assert!(answer.status == case.success || own, "{}: {}", case.operation, answer.text());
        } else {
            assert_eq!(answer.status, 403, "{}: {}", case.operation, answer.text());
        }
    }
}

#[test]
fn the_document_names_every_way_in_and_no_other() {
    let document = document();
    let flow = &document["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"];
    assert_eq!(flow["tokenUrl"], "/oauth/token");
    for operation in operations() {
        let Some(permission) = &operation.permission else { continue };
        let scope = Permission::parse(permission).unwrap();
        let ways = operation.body["security"].as_array().unwrap();
        for (way, credential) in
            [("session", Credential::Session), ("token", Credential::Token), ("oauth", Credential::Application)]
        {
            let named = ways.iter().filter(|one| one[way] == serde_json::json!([permission])).count();
            assert_eq!(named, usize::from(may_carry(credential, scope)), "{}: {way}", operation.id);
        }
        assert_eq!(flow["scopes"].get(permission).is_some(), may_carry(Credential::Application, scope));
    }
}
