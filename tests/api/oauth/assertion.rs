//! Every way an assertion can be wrong, and that each is answered like an application nobody knows.

use base64::Engine as _;
use diesel::connection::SimpleConnection as _;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tests::vendor::{self, TOKEN_URL};
use tests::{Answer, TestApp};
use uuid::Uuid;

async fn refused(app: &TestApp, assertion: &str, what: &str) -> Answer {
    let answer = vendor::ask(app, assertion, "read_clients").await;
    assert_eq!(answer.status, 401, "{what}: {}", answer.text());
    assert_eq!(answer.json()["error"], "invalid_client", "{what}");
    answer
}

#[actix_web::test]
async fn both_algorithms_let_a_registered_application_in() {
    let app = TestApp::start().await;
    let client = vendor::registered(&app, &["read_clients"]).await.id;
    for algorithm in [Algorithm::ES384, Algorithm::RS384] {
        let assertion = vendor::signed(algorithm, &vendor::claims(&app, client));
        let answer = vendor::ask(&app, &assertion, "read_clients").await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        let token = answer.json();
        assert_eq!((token["token_type"].as_str(), token["expires_in"].as_i64()), (Some("bearer"), Some(300)));
        assert_eq!(token["scope"], "read_clients");
    }
}

#[actix_web::test]
async fn headers_that_lie_are_refused() {
    let app = TestApp::start().await;
    let client = vendor::registered(&app, &["read_clients"]).await.id;
    let claims = vendor::claims(&app, client);
    let honest = vendor::signed(Algorithm::ES384, &claims);
    let signature = honest.rsplit('.').next().unwrap();
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(signature).unwrap();
    for alg in ["none", "None", "NONE", "HS256", "HS384", "ES256", "RS256", "RS512", "PS384", "EdDSA", ""] {
        let header = json!({ "alg": alg, "kid": "curve" });
        refused(&app, &vendor::forged(&header, &claims, b""), alg).await;
        refused(&app, &vendor::forged(&header, &claims, &bytes), alg).await;
    }
    // The public key as a shared secret.
    let shared = vendor::key_set()["keys"][1]["n"].as_str().unwrap().to_owned();
    let mut header = Header::new(Algorithm::HS256);
    header.kid = Some("rsa".to_owned());
    let confused = encode(&header, &claims, &EncodingKey::from_secret(shared.as_bytes())).unwrap();
    refused(&app, &confused, "HS256 with the public key").await;
    let key = vendor::key(Algorithm::RS384);
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some("rsa".to_owned());
    refused(&app, &encode(&header, &claims, &key).unwrap(), "RS256 with the right key").await;
    for (name, value) in [
        ("jku", json!("https://elsewhere.example/jwks.json")),
        ("x5u", json!("https://elsewhere.example/cert.pem")),
        ("jwk", vendor::key_set()["keys"][0].clone()),
        ("x5c", json!(["MIIB"])),
        ("crit", json!(["exp"])),
    ] {
        let mut header = json!({ "alg": "ES384", "kid": "curve" });
        header[name] = value;
        refused(&app, &vendor::forged(&header, &claims, &bytes), name).await;
    }
    for kid in [json!("rsa"), json!("../../dev/null"), json!("' or 1=1"), json!(""), json!(7), Value::Null] {
        let header = json!({ "alg": "ES384", "kid": kid });
        refused(&app, &vendor::forged(&header, &claims, &bytes), &kid.to_string()).await;
    }
    for text in ["", ".", "..", "a.b.c", "a.b.c.d", &honest.replace('.', "")] {
        refused(&app, text, text).await;
    }
}

#[actix_web::test]
async fn claims_that_are_wrong_are_refused() {
    let app = TestApp::start().await;
    let client = vendor::registered(&app, &["read_clients"]).await.id;
    let now = app.deps.clock.now().unix_timestamp();
    let wrong = [
        ("aud", json!("http://localhost:8080/")),
        ("aud", json!("http://localhost:8080/oauth/token/")),
        ("aud", json!([TOKEN_URL, "https://elsewhere.example"])),
        ("aud", Value::Null),
        ("exp", json!(now - 10)),
        ("exp", json!(now)),
        ("exp", json!(now + 400)),
        ("exp", json!(i64::MAX)),
        ("exp", json!("soon")),
        ("exp", Value::Null),
        ("nbf", json!(now + 60)),
        ("iat", json!(now + 60)),
        ("jti", json!("")),
        ("jti", Value::Null),
        ("sub", json!(Uuid::new_v4())),
        ("iss", json!("Heron EHR")),
    ];
    for (name, value) in wrong {
        let mut claims = vendor::claims(&app, client);
        claims[name] = value.clone();
        refused(&app, &vendor::signed(Algorithm::ES384, &claims), &format!("{name} {value}")).await;
    }
}

#[actix_web::test]
async fn an_assertion_is_good_once() {
    let app = TestApp::start().await;
    let client = vendor::registered(&app, &["read_clients"]).await.id;
    let assertion = vendor::signed(Algorithm::ES384, &vendor::claims(&app, client));
    vendor::ask(&app, &assertion, "read_clients").await.expect(200);
    refused(&app, &assertion, "the same again").await;
    // Many at once: one gets in.
    let assertion = vendor::signed(Algorithm::RS384, &vendor::claims(&app, client));
    let asks = (0..8).map(|_| vendor::ask(&app, &assertion, "read_clients"));
    let answers = futures_util::future::join_all(asks).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
}

#[actix_web::test]
async fn who_is_unknown_and_who_cannot_prove_it_are_answered_alike() {
    let app = TestApp::start().await;
    let known = vendor::registered(&app, &["read_clients"]).await.id;
    let unknown = vendor::signed(Algorithm::ES384, &vendor::claims(&app, Uuid::new_v4()));
    let mut bad = vendor::signed(Algorithm::ES384, &vendor::claims(&app, known));
    bad.truncate(bad.len() - 8);
    bad.push_str("AAAAAAAA");
    let stopped = vendor::registered(&app, &["read_clients"]).await.id;
    let stop = format!("UPDATE applications SET state = 'suspended' WHERE id = '{stopped}'");
    app.database.owner().batch_execute(&stop).unwrap();
    let suspended = vendor::signed(Algorithm::ES384, &vendor::claims(&app, stopped));
    let bodies = [
        refused(&app, &unknown, "unknown").await.text(),
        refused(&app, &bad, "bad signature").await.text(),
        refused(&app, &suspended, "suspended").await.text(),
    ];
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    let disabled = "UPDATE organizations SET active = false WHERE short_name = 'north'";
    app.database.owner().batch_execute(disabled).unwrap();
    let assertion = vendor::signed(Algorithm::ES384, &vendor::claims(&app, known));
    assert_eq!(refused(&app, &assertion, "inactive organization").await.text(), bodies[0]);
}

#[actix_web::test]
async fn requests_that_are_wrong_are_named_as_the_standard_names_them() {
    let app = TestApp::start().await;
    let client = vendor::registered(&app, &["read_clients"]).await.id;
    let ask = async |kind: &str, form: &str| {
        let request = app.anonymous().ask("POST".parse().unwrap(), "/oauth/token");
        request.body(kind, form.as_bytes().to_vec()).send().await.expect(400).json()["error"].clone()
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(ask(form, "grant_type=authorization_code").await, "unsupported_grant_type");
    assert_eq!(ask(form, "grant_type=client_credentials&grant_type=password").await, "invalid_request");
    assert_eq!(ask(form, "").await, "invalid_request");
    assert_eq!(ask("application/json", "{}").await, "invalid_request");
    for scope in ["", "write_news", "read_clients_all", "READ_CLIENTS"] {
        let assertion = vendor::signed(Algorithm::ES384, &vendor::claims(&app, client));
        let answer = vendor::ask(&app, &assertion, scope).await.expect(400);
        assert_eq!(answer.json()["error"], "invalid_scope", "{scope}");
    }
}
