//! The session token: a signed statement of session id and expiry, and nothing else. What the session may do is
//! read from its row each time.

use actix_web::cookie::{Cookie, SameSite};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::secrets::Secrets;

/// The cookie's name. `__Host-` makes browsers insist on Secure, Path=/ and no Domain.
pub const COOKIE: &str = "__Host-portico";
const ISSUER: &str = "portico";
const AUDIENCE: &str = "portico-session";

/// What a verified token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The session.
    pub session_id: Uuid,
    /// When this token ends, in seconds since 1970.
    pub expires_at: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sid: Uuid,
    exp: i64,
}

/// Makes and checks tokens.
#[derive(Clone)]
pub struct Tokens {
    sign: EncodingKey,
    check: DecodingKey,
    rules: Validation,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens(..)")
    }
}

impl Tokens {
    /// Tokens signed with the installation's session key.
    pub fn new(secrets: &Secrets) -> Self {
        // One algorithm, whatever a token's header says; expiry is compared below with the server's own clock.
        let mut rules = Validation::new(Algorithm::HS256);
        rules.leeway = 0;
        rules.validate_exp = false;
        rules.set_required_spec_claims(&["exp", "aud", "iss"]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_issuer(&[ISSUER]);
        Self {
            sign: EncodingKey::from_secret(secrets.session_key()),
            check: DecodingKey::from_secret(secrets.session_key()),
            rules,
        }
    }

    /// Signs a token.
    pub fn sign(&self, token: Token) -> Option<String> {
        let claims = Claims { iss: ISSUER.into(), aud: AUDIENCE.into(), sid: token.session_id, exp: token.expires_at };
        encode(&Header::new(Algorithm::HS256), &claims, &self.sign).ok()
    }

    /// What a token says, if it is ours and not over.
    pub fn verify(&self, text: &str, now: OffsetDateTime) -> Option<Token> {
        let claims = decode::<Claims>(text, &self.check, &self.rules).ok()?.claims;
        (claims.exp > now.unix_timestamp()).then_some(Token { session_id: claims.sid, expires_at: claims.exp })
    }
}

/// The cookie that carries a token until it ends.
pub fn cookie(text: String) -> Cookie<'static> {
    Cookie::build(COOKIE, text).path("/").secure(true).http_only(true).same_site(SameSite::Strict).finish()
}

/// The cookie that takes it away.
pub fn no_cookie() -> Cookie<'static> {
    let mut gone = cookie(String::new());
    gone.make_removal();
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
    use time::Duration;

    fn moment() -> OffsetDateTime {
        time::macros::datetime!(2026-11-22 12:00 UTC)
    }

    fn a_token() -> Token {
        Token { session_id: Uuid::from_u128(7), expires_at: (moment() + Duration::minutes(15)).unix_timestamp() }
    }

    #[test]
    fn a_token_is_good_until_its_second() {
        let tokens = Tokens::new(&Secrets::generate());
        let text = tokens.sign(a_token()).expect("signs");
        assert_eq!(tokens.verify(&text, moment()), Some(a_token()));
        assert_eq!(tokens.verify(&text, moment() + Duration::minutes(15)), None);
    }

    #[test]
    fn forged_headers_and_other_keys_are_refused() {
        let tokens = Tokens::new(&Secrets::generate());
        let text = tokens.sign(a_token()).expect("signs");
        let mut parts = text.split('.');
        let (_, body, mark) = (parts.next(), parts.next().expect("body"), parts.next().expect("signature"));
        for header in [r#"{"alg":"none"}"#, r#"{"alg":"HS512"}"#, r#"{"alg":"HS256","jku":"http://x"}"#] {
            let forged = format!("{}.{body}.{mark}", B64.encode(header));
            assert_eq!(tokens.verify(&forged, moment()), None, "{header}");
            assert_eq!(tokens.verify(&format!("{}.{body}.", B64.encode(header)), moment()), None, "{header}");
        }
        assert_eq!(Tokens::new(&Secrets::generate()).verify(&text, moment()), None);
    }
}
