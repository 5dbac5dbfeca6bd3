//! Money moves through the ledger only, and never below zero.

use domain::funding::{LedgerKind, ProviderAuthorizationDetail};
use futures_util::future::join_all;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use tests::{Answer, TestApp, given};
use uuid::Uuid;

fn entry(kind: &str, amount: &str) -> Value {
    json!({ "kind": kind, "amount": amount, "reason": "Claim 4711" })
}

async fn post(app: &TestApp, id: Uuid, kind: &str, amount: &str) -> Answer {
    app.administrator().post(&format!("/provider-authorizations/{id}/ledger"), entry(kind, amount)).await
}

async fn detail(app: &TestApp, id: Uuid) -> ProviderAuthorizationDetail {
    app.administrator().get(&format!("/provider-authorizations/{id}")).await.expect(200).read()
}

#[track_caller]
fn balanced(detail: &ProviderAuthorizationDetail) {
    let sum: Decimal = detail.ledger.iter().map(|line| line.amount).sum();
    assert_eq!(sum, detail.provider_authorization.remaining);
    let mut balance = Decimal::ZERO;
    for line in &detail.ledger {
        balance += line.amount;
        assert_eq!(line.balance_after, balance, "each line says what was left after it");
        assert!(balance >= Decimal::ZERO);
    }
}

#[actix_web::test]
async fn the_ledger_adds_up_to_the_balance() {
    let app = TestApp::start().await;
    let id = given::p_auth(&app, "north", 102, "1000.00").await.id;
    let mut version = 1;
    for (kind, amount, status) in [
        ("draw", "400.25", 201),
        ("draw", "600.00", 422),
        ("return", "400.26", 422),
        ("return", "0.25", 201),
        ("amendment", "-600.01", 422),
        ("amendment", "-600.00", 201),
        ("draw", "0.01", 422),
        ("amendment", "50.00", 201),
        ("draw", "50.00", 201),
        ("initial", "5.00", 422),
        ("draw", "-5.00", 422),
    ] {
        let answer = post(&app, id, kind, amount).await.expect(status);
        if status == 201 {
            version += 1;
            assert_eq!(answer.header("etag"), format!("\"v{version}\""));
        }
        balanced(&detail(&app, id).await);
    }
    let end = detail(&app, id).await;
    assert_eq!(end.provider_authorization.remaining, Decimal::ZERO);
    assert_eq!(end.ledger.last().unwrap().kind, LedgerKind::Draw);
}

#[actix_web::test]
async fn of_fifty_draws_of_the_last_dollars_one_succeeds() {
    let app = TestApp::start().await;
    let id = given::p_auth(&app, "north", 102, "100.00").await.id;
    let statuses: Vec<u16> = join_all((0..50).map(|_| post(&app, id, "draw", "60.00")))
        .await
        .into_iter()
        .map(|answer| answer.status)
        .collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    // Whoever waited too long was told so; everyone else that the money is gone.
    assert!(statuses.iter().all(|status| [201, 422, 503].contains(status)), "{statuses:?}");
    let end = detail(&app, id).await;
    balanced(&end);
    assert_eq!(end.provider_authorization.remaining.to_string(), "40.00");
}

#[actix_web::test]
async fn entries_of_all_kinds_at_once_leave_a_ledger_that_adds_up() {
    let app = TestApp::start().await;
    let id = given::p_auth(&app, "north", 102, "100.00").await.id;
    let kinds =
        [("draw", "17.31"), ("return", "9.99"), ("amendment", "-12.50"), ("amendment", "3.07"), ("draw", "40.00")];
    let entries = kinds.iter().cycle().take(30).map(|(kind, amount)| post(&app, id, kind, amount));
    let statuses: Vec<u16> = join_all(entries).await.into_iter().map(|answer| answer.status).collect();
    let end = detail(&app, id).await;
    balanced(&end);
    assert_eq!(end.ledger.len() - 1, statuses.iter().filter(|status| **status == 201).count());
}

#[actix_web::test]
async fn a_draw_that_is_sent_twice_happens_once() {
    let app = TestApp::start().await;
    let id = given::p_auth(&app, "north", 102, "100.00").await.id;
    let path = format!("/provider-authorizations/{id}/ledger");
    for replayed in ["", "true"] {
        let asked =
            app.administrator().ask(actix_web::http::Method::POST, &path).header("Idempotency-Key", "claim-4711");
        let answer = asked.json(entry("draw", "60.00")).send().await.expect(201);
        assert_eq!(answer.header("idempotency-replayed"), replayed);
    }
    assert_eq!(detail(&app, id).await.provider_authorization.remaining.to_string(), "40.00");
}

#[actix_web::test]
async fn only_the_county_moves_money() {
    let app = TestApp::start().await;
    let id = given::p_auth(&app, "north", 102, "100.00").await.id;
    let path = format!("/provider-authorizations/{id}/ledger");
    app.clerk("north").post(&path, entry("draw", "1.00")).await.expect(403);
    app.reviewer().post(&path, entry("draw", "1.00")).await.expect(403);
    let nowhere = format!("/provider-authorizations/{}/ledger", Uuid::new_v4());
    app.administrator().post(&nowhere, entry("draw", "1.00")).await.expect(404);
}
