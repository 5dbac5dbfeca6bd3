//! Finding clients, adding one, reading one.

use domain::clients::{Client, ClientCriteria, ClientHit, ClientMatch, MatchCriteria, NewClient};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// Which of the two searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Clients the own agency has or had.
    OwnAgency,
    /// Every client of the county, with the minimum of fields.
    WholeCounty,
}

/// Searches. The criteria travel in the body, never in the address.
pub(crate) fn search(reach: Reach, criteria: ClientCriteria) -> Answer<Page<ClientHit>> {
    let path = match reach {
        Reach::OwnAgency => "/clients/lookup",
        Reach::WholeCounty => "/clients/search",
    };
    Call::post(path).body(&criteria).json()
}

/// Records that may be the same person.
pub(crate) fn matches(criteria: MatchCriteria) -> Answer<Page<ClientMatch>> {
    Call::post("/clients/matches").body(&criteria).json()
}

/// Adds a client with the first admission.
pub(crate) fn create(form: NewClient, key: Uuid) -> Answer<Client> {
    Call::post("/clients").key(key).body(&form).json()
}

/// One client.
pub(crate) fn read(id: Uuid) -> Answer<Client> {
    Call::get(format!("/clients/{id}")).json()
}
