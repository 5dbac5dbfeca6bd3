//! Another vendor's application: its keys, its registration, its assertions.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use domain::applications::Application;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::actor::Answer;
use crate::{TestApp, county};

const CURVE: &[u8] = include_bytes!("../keys/es384.der");
const RSA: &[u8] = include_bytes!("../keys/rs384.der");

/// Where tokens are asked for in tests.
pub const TOKEN_URL: &str = "http://localhost:8080/oauth/token";

/// The key of an algorithm; names follow it.
pub fn key(algorithm: Algorithm) -> EncodingKey {
    match algorithm {
        Algorithm::ES384 => EncodingKey::from_ec_der(CURVE),
        _ => EncodingKey::from_rsa_der(RSA),
    }
}

/// The name of the key of an algorithm.
pub fn kid(algorithm: Algorithm) -> &'static str {
    if algorithm == Algorithm::ES384 { "curve" } else { "rsa" }
}

/// The public half of both keys.
pub fn key_set() -> Value {
    let public = |algorithm| {
        let jwk = Jwk::from_encoding_key(&key(algorithm), algorithm).expect("a public key");
        let mut written = serde_json::to_value(jwk).expect("JSON");
        written["kid"] = json!(kid(algorithm));
        let keep = ["kty", "kid", "alg", "crv", "x", "y", "n", "e"];
        written
            .as_object_mut()
            .expect("an object")
            .retain(|name, value| keep.contains(&name.as_str()) && !value.is_null());
        written
    };
    json!({ "keys": [public(Algorithm::ES384), public(Algorithm::RS384)] })
}

/// The registration of an application that acts for agency north.
pub fn application(scopes: &[&str]) -> Value {
    json!({ "name": "Heron EHR", "organization_id": county::organization("north"), "role": "agency_clerk",
        "scopes": scopes, "contact": "desk of Heron EHR", "jwks": key_set() })
}

/// Registers it.
pub async fn registered(app: &TestApp, scopes: &[&str]) -> Application {
    app.administrator().post("/applications", application(scopes)).await.expect(201).read()
}

/// What an honest assertion says.
pub fn claims(app: &TestApp, client: Uuid) -> Value {
    let now = app.deps.clock.now().unix_timestamp();
    json!({ "iss": client, "sub": client, "aud": TOKEN_URL, "exp": now + 240, "jti": Uuid::new_v4() })
}

/// An assertion signed by an algorithm.
pub fn signed(algorithm: Algorithm, claims: &Value) -> String {
    let mut header = Header::new(algorithm);
    header.kid = Some(kid(algorithm).to_owned());
    encode(&header, claims, &key(algorithm)).expect("signs")
}

/// A text that has the form of an assertion, with any header and signature.
pub fn forged(header: &Value, claims: &Value, signature: &[u8]) -> String {
    format!("{}.{}.{}", B64.encode(header.to_string()), B64.encode(claims.to_string()), B64.encode(signature))
}

/// Asks for a token.
pub async fn ask(app: &TestApp, assertion: &str, scope: &str) -> Answer {
    let form = format!(
        "grant_type=client_credentials&scope={}&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A\
         client-assertion-type%3Ajwt-bearer&client_assertion={assertion}",
        scope.replace(' ', "+")
    );
    let kind = "application/x-www-form-urlencoded";
    app.anonymous().ask("POST".parse().expect("a method"), "/oauth/token").body(kind, form.into_bytes()).send().await
}

/// An access token with these scopes.
pub async fn token(app: &TestApp, client: Uuid, scope: &str) -> String {
    let answer = ask(app, &signed(Algorithm::ES384, &claims(app, client)), scope).await.expect(200);
    answer.json()["access_token"].as_str().expect("a token").to_owned()
}
