//! One's own second factors.

use domain::factors::{ConfirmFactor, ConfirmedFactor, Factors, NewTotp, RecoveryCodes, TotpSetUp};
use uuid::Uuid;

use super::{Answer, Call};

/// Those that are set up.
pub(crate) fn list() -> Answer<Factors> {
    Call::get("/factors").json()
}

/// Begins with an authenticator app; the answer holds its key, once.
pub(crate) fn begin(form: NewTotp, key: Uuid) -> Answer<TotpSetUp> {
    Call::post("/factors").key(key).body(&form).json()
}

/// Puts it in use; with the first one come recovery codes, shown once.
pub(crate) fn confirm(id: Uuid, form: ConfirmFactor, key: Uuid) -> Answer<ConfirmedFactor> {
    Call::post(format!("/factors/{id}/confirmation")).key(key).body(&form).json()
}

/// Removes one.
pub(crate) fn remove(id: Uuid) -> Answer<Factors> {
    Call::delete(format!("/factors/{id}")).json()
}

/// Makes new recovery codes in place of those made before.
pub(crate) fn replace_codes(key: Uuid) -> Answer<RecoveryCodes> {
    Call::post("/recovery-codes").key(key).json()
}
