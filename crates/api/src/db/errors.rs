//! What the database's errors mean to the caller.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use domain::problem::{Code, Problem};

use crate::fault::Fault;

impl From<DieselError> for Fault {
    fn from(error: DieselError) -> Self {
        of_database(&error).into()
    }
}

/// Constraint names end up in a log line, values never do: PostgreSQL's detail text is not repeated anywhere.
fn of_database(error: &DieselError) -> Problem {
    let DieselError::DatabaseError(kind, info) = error else {
        if matches!(error, DieselError::NotFound) {
            return Problem::of(Code::NotFound);
        }
        tracing::error!(kind = "database", error = %error, "internal fault");
        return Problem::of(Code::Internal);
    };
    let constraint = info.constraint_name().unwrap_or_default();
    match kind {
        DatabaseErrorKind::UniqueViolation => Problem::new(Code::AlreadyExists, "A record like this exists already."),
        DatabaseErrorKind::ExclusionViolation => {
            Problem::new(Code::Conflict, "The dates overlap a record that exists already.")
        }
        DatabaseErrorKind::ForeignKeyViolation => {
            Problem::new(Code::Conflict, "Something this refers to does not exist or belongs to someone else.")
        }
        DatabaseErrorKind::SerializationFailure => busy(),
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => busy(),
        _ if is_waiting_fault(info.message()) => busy(),
        _ if info.message().contains("out of range") => {
            Problem::new(Code::InvalidParameter, "A number or a date is beyond what can be stored.")
        }
        _ => {
            tracing::error!(kind = ?kind, constraint, message = redacted(info.message()), "internal fault");
            Problem::of(Code::Internal)
        }
    }
}

/// PostgreSQL quotes offending values in some messages; only the part before the first quote is kept.
fn redacted(message: &str) -> &str {
    message.split(['"', '\'', ':']).next().unwrap_or_default()
}

fn is_waiting_fault(message: &str) -> bool {
    [
        "lock timeout",
        "statement timeout",
        "deadlock detected",
        "terminating connection",
        "server closed the connection",
        "the database system is",
        "could not connect",
        "connection to server",
    ]
    .iter()
    .any(|part| message.contains(part))
}

/// What an error means that came in answer to COMMIT. A refusal is one; when the answer was lost, what it was is not
/// known, and nobody may be told that nothing happened.
pub(super) fn at_commit(error: &DieselError) -> Problem {
    use DatabaseErrorKind as Kind;
    match error {
        DieselError::DatabaseError(
            Kind::UniqueViolation
            | Kind::ForeignKeyViolation
            | Kind::ExclusionViolation
            | Kind::NotNullViolation
            | Kind::CheckViolation
            | Kind::SerializationFailure,
            _,
        ) => of_database(error),
        _ => {
            tracing::warn!(error = redacted(&error.to_string()), "the answer to a commit was lost");
            unknown()
        }
    }
}

/// The caller is told to ask again: with the same key it happens once, whatever became of the first time.
pub(super) fn unknown() -> Problem {
    Problem::new(
        Code::Unavailable,
        "The database did not answer in time, so it is not known whether this was done. Send the same request again, \
         with the same Idempotency-Key if it had one: it happens once.",
    )
    .retry_after(2)
}

/// Too busy, or the database is away, before anything was done.
pub(super) fn busy() -> Problem {
    Problem::new(Code::Unavailable, "Nothing was changed; try again in a moment.").retry_after(2)
}
