//! An application's proof of who it is: a signed statement (RFC 7523, `private_key_jwt` of SMART Backend Services).
//! The algorithm follows from the registered key and never from the statement; a key that comes with the statement is
//! a reason to refuse it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use domain::applications::{KeySet, PublicKey};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

/// How far ahead an assertion may end, in seconds.
const LONGEST: i64 = 300;
/// How far the clock of an application may be ahead of ours, in seconds.
const SKEW: i64 = 5;
/// Longer than any honest assertion.
const LARGEST: usize = 8_192;
/// Headers that would bring a key along, or ask for an understanding we do not have.
const REFUSED: [&str; 7] = ["jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256", "crit"];

/// What an assertion says of itself, before anything is believed.
#[derive(Debug)]
pub struct Assertion {
    text: String,
    /// Which application it says it is.
    pub client: Uuid,
    /// Which key it says signed it.
    pub kid: String,
    algorithm: Algorithm,
}

#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    iat: Option<i64>,
    jti: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// An assertion that was believed.
#[derive(Debug, PartialEq, Eq)]
pub struct Proof {
    /// Its id, good once.
    pub jti: String,
    /// When it ends.
    pub until: OffsetDateTime,
}

impl Assertion {
    /// Reads what it says, as far as that can be true of any.
    pub fn read(text: String) -> Option<Self> {
        if text.len() > LARGEST {
            return None;
        }
        let mut parts = text.split('.');
        let (head, body, sign) = (parts.next()?, parts.next()?, parts.next()?);
        if sign.is_empty() || parts.next().is_some() {
            return None;
        }
        let head: Value = serde_json::from_slice(&B64.decode(head).ok()?).ok()?;
        let body: Value = serde_json::from_slice(&B64.decode(body).ok()?).ok()?;
        if REFUSED.iter().any(|name| head.get(name).is_some()) {
            return None;
        }
        let algorithm = match head.get("alg")?.as_str()? {
            "ES384" => Algorithm::ES384,
            "RS384" => Algorithm::RS384,
            _ => return None,
        };
        let kid = head.get("kid")?.as_str()?.to_owned();
        let client = body.get("iss")?.as_str()?.parse().ok()?;
        Some(Self { client, kid, algorithm, text })
    }

    /// Whether one of the keys signed it, for this address, now.
    pub fn verify(&self, keys: &KeySet, token_url: &str, now: OffsetDateTime) -> Option<Proof> {
        let name = match self.algorithm {
            Algorithm::ES384 => "ES384",
            _ => "RS384",
        };
        let key = decoding_key(keys.find(&self.kid, name)?)?;
        // Times are compared below with the server's own clock, audience and issuer with what they must be exactly.
        let mut rules = Validation::new(self.algorithm);
        rules.validate_exp = false;
        rules.validate_nbf = false;
        rules.validate_aud = false;
        rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        let claims = decode::<Claims>(&self.text, &key, &rules).ok()?.claims;
        let client = self.client.to_string();
        let seconds = now.unix_timestamp();
        let audience = match &claims.aud {
            Audience::One(one) => one == token_url,
            Audience::Several(all) => matches!(all.as_slice(), [one] if one == token_url),
        };
        let good = claims.iss == client
            && claims.sub == client
            && audience
            && claims.exp > seconds
            && claims.exp <= seconds + LONGEST + SKEW
            && claims.nbf.is_none_or(|from| from <= seconds + SKEW)
            && claims.iat.is_none_or(|at| at <= seconds + SKEW)
            && (8..=255).contains(&claims.jti.len());
        let until = OffsetDateTime::from_unix_timestamp(claims.exp).ok()?;
        good.then_some(Proof { jti: claims.jti, until })
    }
}

fn decoding_key(key: &PublicKey) -> Option<DecodingKey> {
    match key.kty.as_str() {
        "RSA" => DecodingKey::from_rsa_components(key.n.as_deref()?, key.e.as_deref()?).ok(),
        "EC" => DecodingKey::from_ec_components(key.x.as_deref()?, key.y.as_deref()?).ok(),
        _ => None,
    }
}
