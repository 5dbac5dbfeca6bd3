//! argon2id, at most two at once: each takes 19 MiB and a core's attention.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::problem::{Code, FieldError, Problem};
use domain::session::{PasswordContext, PasswordProfile, check_password, normal_form};
use tokio::sync::Semaphore;

static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Checked when nobody has the name, so that an unknown name takes as long as a wrong password.
static DECOY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody has this password"));

fn hasher() -> Argon2<'static> {
    // 19 MiB, two passes, one lane: the floor OWASP names for argon2id.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19_456, 2, 1, None).unwrap_or_default())
}

fn hash_now(password: &str) -> Option<String> {
    hasher().hash_password(normal_form(password).as_bytes()).ok().map(|hash| hash.to_string())
}

async fn at_leisure<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let permit = AT_ONCE.acquire().await.map_err(|_| Problem::of(Code::Unavailable))?;
    let done = actix_web::web::block(work).await.map_err(|_| Problem::of(Code::Internal));
    drop(permit);
    done
}

/// Hashes a new password.
pub async fn hash(password: String) -> Result<String, Problem> {
    at_leisure(move || hash_now(&password)).await?.ok_or_else(|| Problem::of(Code::Internal))
}

/// Hashes outside a server: set-up and the demonstration county.
pub fn hash_blocking(password: &str) -> Option<String> {
    hash_now(password)
}

/// Whether a password is the one behind the hash; without a hash never, but as slowly.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, Problem> {
    at_leisure(move || {
        let known = hash.is_some();
        // Made whoever comes first, or the first unknown name would take twice as long.
        let decoy = DECOY.clone();
        let Some(text) = hash.or(decoy) else { return false };
        let Ok(parsed) = PasswordHash::new(&text) else { return false };
        hasher().verify_password(normal_form(&password).as_bytes(), &parsed).is_ok() && known
    })
    .await
}

/// What a password must not be made of.
#[derive(Debug, Clone)]
pub struct Context {
    /// User name, organization, county: refused inside a password.
    pub words: Vec<String>,
    /// The rules the county chose.
    pub profile: PasswordProfile,
}

/// Passwords that are guessed first, a line each, lower case.
const GUESSED_FIRST: &str = include_str!("../data/guessed-first.txt");

/// The policy's verdict on a new password, pointing at `/new`.
pub fn check(new: &str, context: &Context) -> Vec<FieldError> {
    let words: Vec<&str> = context.words.iter().map(String::as_str).collect();
    let blocked = |candidate: &str| GUESSED_FIRST.lines().any(|line| line == candidate);
    check_password(context.profile.into(), new, PasswordContext { words: &words }, &blocked)
}
