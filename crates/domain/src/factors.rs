//! Second factors: codes of an authenticator app, recovery codes, and proving again that one is there.

mod code;
mod wire;

pub use code::{
    RECOVERY_CODES, STEP_SECONDS, Typed, base32, candidates, few_left, from_base32, in_groups, recovery_code,
    six_digits, step,
};
pub use wire::{
    ConfirmFactor, ConfirmedFactor, Factor, FactorKind, Factors, NewTotp, OwnSession, OwnSessions, PendingSignIn,
    Reauthenticate, RecoveryCodes, SecondStep, TotpSetUp,
};
