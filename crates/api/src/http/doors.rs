//! Which of the addresses that are not for clerks this server opens: figures for operators, the API's documentation.

/// What is open. A demonstration and a server on this machine open both; one that is reached by a public address opens
/// neither there, and both on the operators' own port, which only this machine reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doors {
    /// `/docs`, `/openapi.json`, `/openapi.yaml`.
    pub docs: bool,
    /// `/metrics`, and only for this machine even then.
    pub metrics: bool,
}

impl Doors {
    /// Both open.
    pub const OPEN: Self = Self { docs: true, metrics: true };
    /// Both closed.
    pub const CLOSED: Self = Self { docs: false, metrics: false };
}
