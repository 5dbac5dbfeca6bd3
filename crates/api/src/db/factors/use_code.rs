//! Using a code: each is good once, whoever is faster.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Timestamptz, Uuid as SqlUuid};
use domain::factors::{Typed, candidates};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::fault::Fault;
use crate::secrets::Secrets;
use crate::totp;

/// A key as it lies in the database.
#[derive(QueryableByName)]
pub(super) struct Sealed {
    #[diesel(sql_type = SqlUuid)]
    pub(super) id: Uuid,
    #[diesel(sql_type = Binary)]
    secret_sealed: Vec<u8>,
    #[diesel(sql_type = BigInt)]
    last_step: i64,
    #[diesel(sql_type = Bool)]
    pub(super) confirmed: bool,
    #[diesel(sql_type = Timestamptz)]
    pub(super) created_at: OffsetDateTime,
}

diesel::define_sql_function! {
    fn identity_use_totp(factor: SqlUuid, step: BigInt, at: Timestamptz) -> Bool
}
diesel::define_sql_function! {
    fn identity_use_recovery_code(who: SqlUuid, code: Binary, at: Timestamptz) -> Bool
}

/// What keys are sealed for; a rotation knows it, too.
const PURPOSE: &str = "factors.secret_sealed";

/// Seals a key for the row of this factor. The id lies before it, so that rows cannot exchange their keys.
pub fn seal_key(secrets: &Secrets, factor: Uuid, key: &[u8]) -> Result<Vec<u8>, Fault> {
    secrets.seal(PURPOSE, &[factor.as_bytes().as_slice(), key].concat())
}

/// What a recovery code is kept as.
pub(super) fn hash(code: &str) -> Vec<u8> {
    Sha256::digest(code.as_bytes()).to_vec()
}

/// The keys of a person.
pub(super) fn keys(conn: &mut PgConnection, user: Uuid) -> Result<Vec<Sealed>, Fault> {
    Ok(diesel::sql_query("SELECT * FROM identity_totp($1)").bind::<SqlUuid, _>(user).load(conn)?)
}

impl Sealed {
    /// Uses a code of this key, if it is one of now and was not used.
    pub(super) fn spend(
        &self,
        conn: &mut PgConnection,
        secrets: &Secrets,
        code: &str,
        now: OffsetDateTime,
    ) -> Result<bool, Fault> {
        let clear = secrets.open(PURPOSE, &self.secret_sealed)?;
        let secret = clear.strip_prefix(self.id.as_bytes().as_slice()).ok_or_else(|| Fault::broken("a foreign key"))?;
        let Some(step) = candidates(now, self.last_step).find(|step| totp::matches(secret, *step, code)) else {
            return Ok(false);
        };
        Ok(diesel::select(identity_use_totp(self.id, step, now)).get_result(conn)?)
    }
}

/// Uses what somebody typed, if it is right and was not used before.
pub fn spend(
    conn: &mut PgConnection,
    secrets: &Secrets,
    user: Uuid,
    typed: &Typed,
    now: OffsetDateTime,
) -> Result<bool, Fault> {
    match typed {
        Typed::Recovery(code) => {
            Ok(diesel::select(identity_use_recovery_code(user, hash(code), now)).get_result(conn)?)
        }
        Typed::Code(code) => {
            for key in keys(conn, user)?.iter().filter(|key| key.confirmed) {
                if key.spend(conn, secrets, code, now)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}
