//! What somebody showed to be let in, and how much of a role it carries. One table says what each kind can never do.

use super::Permission;
use Permission as P;

use crate::words::words;

words! {
    /// What a request was let in with.
    Credential {
        /// A person who signed in: the whole role.
        Session = "session", "Session";
        /// An API token a person made: what they chose of their role.
        Token = "token", "API token";
        /// A registered application with an access token: what it was registered for.
        Application = "application", "Application";
    }
}

/// Which permissions a credential carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scopes {
    /// Whatever the role includes.
    All,
    /// These.
    Only(Vec<Permission>),
}

impl Scopes {
    /// Whether this permission is among them.
    pub fn contain(&self, permission: Permission) -> bool {
        match self {
            Self::All => true,
            Self::Only(chosen) => chosen.contains(&permission),
        }
    }
}

/// Whether a permission can be a scope of such a credential at all. Own sessions, passwords and tokens are a person's:
/// a token that leaks must not be able to make another. Whoever may give people roles and settings could make
/// themselves anything, so a third party's application cannot be given that.
pub const fn may_carry(credential: Credential, permission: Permission) -> bool {
    match permission {
        P::OwnSession | P::ManageTokens => matches!(credential, Credential::Session),
        P::ManagePeople | P::ManageOrganizations | P::ManageSettings | P::ManageApplications => {
            matches!(credential, Credential::Session | Credential::Token)
        }
        P::ReadReference
        | P::ReadPeople
        | P::ReadClients
        | P::SearchCounty
        | P::AdmitClients
        | P::ReadFunding
        | P::ManageFunding
        | P::ReadAuthorizations
        | P::RequestAuthorizations
        | P::ReviewAuthorizations
        | P::WriteNotes
        | P::KeepDrafts
        | P::RunReports
        | P::WriteNews => true,
    }
}
