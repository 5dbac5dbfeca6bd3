//! Public keys by which an application proves who it is: a JSON Web Key Set (RFC 7517).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::problem::FieldError;

/// The most keys of one application: the present one, the next, and some to spare.
pub const MAX_KEYS: usize = 10;
/// The shortest and longest RSA key, as characters of base64url: 2,048 and 8,192 bits.
const MODULUS: std::ops::RangeInclusive<usize> = 342..=1366;
/// A coordinate on P-384 in base64url.
const COORDINATE: usize = 64;
/// Members that only a private or a shared key has.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A set of public keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KeySet {
    /// One to ten keys, each with a `kid` of its own.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 10))]
    pub keys: Vec<PublicKey>,
}

/// One public key: RSA for RS384, or on the curve P-384 for ES384. Only what is named here; a certificate is not used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicKey {
    /// `RSA` or `EC`.
    #[cfg_attr(feature = "openapi", schema(example = "EC"))]
    pub kty: String,
    /// The key's name; an assertion says it in its header.
    #[cfg_attr(feature = "openapi", schema(example = "2026-11", min_length = 1, max_length = 200))]
    pub kid: String,
    /// `sig`, if said.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
    /// `RS384` or `ES384`, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    /// What the key is for, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_ops: Option<Vec<String>>,
    /// The curve: `P-384`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crv: Option<String>,
    /// A coordinate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<String>,
    /// A coordinate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<String>,
    /// The modulus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<String>,
    /// The exponent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub e: Option<String>,
}

impl KeySet {
    /// What is wrong with the set, if anything; `pointer` is where it stands in the body.
    pub fn check(&self, pointer: &str) -> Vec<FieldError> {
        if self.keys.is_empty() || self.keys.len() > MAX_KEYS {
            return vec![FieldError::new(format!("{pointer}/keys"), "key_count", "Send one to ten keys.")];
        }
        let mut errors = Vec::new();
        for (place, key) in self.keys.iter().enumerate() {
            let at = format!("{pointer}/keys/{place}");
            let twice = self.keys.iter().take(place).any(|former| former.kid == key.kid);
            if key.kid.is_empty() || key.kid.len() > 200 || twice {
                const KID: &str = "Give every key a name of its own, at most 200 characters.";
                errors.push(FieldError::new(format!("{at}/kid"), "kid", KID));
            }
            if !key.is_usable() {
                const KINDS: &str =
                    "Send an RSA key of at least 2,048 bits for RS384, or a key on the curve P-384 for ES384.";
                errors.push(FieldError::new(at, "key_kind", KINDS));
            }
        }
        errors
    }

    /// The usable keys of a set that somebody else publishes. What else is in it is passed over; a private key spoils
    /// the whole: whoever publishes it has lost it.
    pub fn published(set: &Value) -> Option<Self> {
        let all = set.get("keys")?.as_array()?;
        if all.iter().any(|key| PRIVATE.iter().any(|name| key.get(name).is_some())) {
            return None;
        }
        let keys = all.iter().map(PublicKey::of).filter(|key| !key.kid.is_empty() && key.is_usable());
        Some(Self { keys: keys.take(MAX_KEYS).collect() })
    }

    /// The one key of this name that signs by this algorithm.
    pub fn find(&self, kid: &str, algorithm: &str) -> Option<&PublicKey> {
        self.keys.iter().find(|key| key.kid == kid && key.algorithm() == Some(algorithm))
    }
}

impl PublicKey {
    fn of(key: &Value) -> Self {
        let said = |name: &str| key.get(name).and_then(Value::as_str).map(str::to_owned);
        Self {
            kty: said("kty").unwrap_or_default(),
            kid: said("kid").unwrap_or_default(),
            usage: said("use"),
            alg: said("alg"),
            key_ops: None,
            crv: said("crv"),
            x: said("x"),
            y: said("y"),
            n: said("n"),
            e: said("e"),
        }
    }

    /// The one algorithm this key signs by: what an assertion's header says never chooses it.
    pub fn algorithm(&self) -> Option<&'static str> {
        match self.kty.as_str() {
            "RSA" => Some("RS384"),
            "EC" => Some("ES384"),
            _ => None,
        }
    }

    fn is_usable(&self) -> bool {
        let digit = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let encoded =
            |part: &Option<String>| part.as_ref().filter(|text| text.bytes().all(digit)).map_or(0, String::len);
        let signs = self.usage.as_ref().is_none_or(|usage| usage == "sig");
        let right = self.alg.as_deref().is_none_or(|alg| Some(alg) == self.algorithm());
        signs
            && right
            && match self.kty.as_str() {
                "RSA" => MODULUS.contains(&encoded(&self.n)) && (1..=8).contains(&encoded(&self.e)),
                "EC" => self.crv.as_deref() == Some("P-384") && [&self.x, &self.y].map(encoded) == [COORDINATE; 2],
                _ => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn curve() -> PublicKey {
        let point = Some("a".repeat(64));
        PublicKey {
            kty: "EC".into(),
            kid: "one".into(),
            crv: Some("P-384".into()),
            x: point.clone(),
            y: point,
            ..PublicKey::default()
        }
    }

    fn rsa() -> PublicKey {
        let (n, e) = (Some("b".repeat(342)), Some("AQAB".to_owned()));
        PublicKey { kty: "RSA".into(), kid: "two".into(), n, e, ..PublicKey::default() }
    }

    fn codes(keys: Vec<PublicKey>) -> Vec<String> {
        KeySet { keys }.check("/jwks").into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn public_keys_of_the_two_kinds_are_taken_and_nothing_else() {
        assert!(codes(vec![curve(), rsa()]).is_empty());
        assert_eq!(codes(Vec::new()), ["key_count"]);
        assert_eq!(codes(vec![curve(), curve()]), ["kid"]);
        assert_eq!(
            codes(vec![PublicKey { n: Some("b".repeat(170)), ..rsa() }]),
            ["key_kind"],
            "1,024 bits are too short"
        );
        assert_eq!(codes(vec![PublicKey { alg: Some("RS256".into()), ..rsa() }]), ["key_kind"]);
        assert_eq!(codes(vec![PublicKey { kty: "oct".into(), ..rsa() }]), ["key_kind"]);
        assert_eq!(codes(vec![PublicKey { usage: Some("enc".into()), ..rsa() }]), ["key_kind"]);
    }

    #[test]
    fn a_published_set_may_hold_more_and_no_private_key() {
        let one = serde_json::to_value(curve()).unwrap_or_default();
        let mut more = json!({ "keys": [one, { "kty": "oct", "kid": "x" }], "extra": 1 });
        more["keys"][0]["x5c"] = json!(["…"]);
        assert!(KeySet::published(&more).is_none_or(|set| set.keys.len() == 1));
        assert_eq!(KeySet::published(&more).map(|set| set.find("one", "ES384").is_some()), Some(true));
        assert_eq!(KeySet::published(&more).map(|set| set.find("one", "RS384").is_some()), Some(false));
        more["keys"][0]["d"] = json!("secret");
        assert_eq!(KeySet::published(&more), None);
    }
}
