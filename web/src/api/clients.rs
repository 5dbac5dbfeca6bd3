//! Finding clients, adding one, reading one.

use domain::clients::{Client, ClientCriteria, ClientHit, ClientMatch, MatchCriteria, NewClient};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// Which of the two searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Clients the own agency has or had.
    OwnAgency,
    /// Every client of the county, with the minimum of fields.
    WholeCounty,
}

/// Searches. The criteria travel in the body, never in the address.
pub(crate) async fn search(reach: Reach, criteria: ClientCriteria) -> Result<Page<ClientHit>, Failure> {
    let path = match reach {
        Reach::OwnAgency => "/clients/lookup",
        Reach::WholeCounty => "/clients/search",
    };
    Call::post(path).body(&criteria).json().await
}

/// Records that may be the same person.
pub(crate) async fn matches(criteria: MatchCriteria) -> Result<Page<ClientMatch>, Failure> {
    Call::post("/clients/matches").body(&criteria).json().await
}

/// Adds a client with the first admission.
pub(crate) async fn create(form: NewClient, key: Uuid) -> Result<Client, Failure> {
    Call::post("/clients").key(key).body(&form).json().await
}

/// One client.
pub(crate) async fn read(id: Uuid) -> Result<Client, Failure> {
    Call::get(format!("/clients/{id}")).json().await
}
