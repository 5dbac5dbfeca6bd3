//! What a handler is: its name for the record, the one permission it needs, how often it may be asked.

use domain::access::Permission;

/// Why client data is read, for the access record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Finding and treating a client.
    Treatment,
    /// Authorizing and paying for services.
    Payment,
    /// Running the county's and agencies' offices.
    Operations,
}

impl Purpose {
    /// The word in the access record.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Treatment => "treatment",
            Self::Payment => "payment",
            Self::Operations => "operations",
        }
    }
}

/// How often one person may ask for one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rate {
    /// Reading and writing one's own work.
    Ordinary,
    /// Looking at one client after the other: a day's work at once, and a harvest never.
    ClientLookup,
    /// Searching the whole county, where harvesting must be slow.
    CountySearch,
    /// Uploads, exports and other heavy work.
    Heavy,
}

/// One operation of the API.
#[derive(Debug)]
pub struct Operation {
    /// Name in audit events and access records, for example `clients.lookup`; also the OpenAPI operation id.
    pub name: &'static str,
    /// The one permission it needs.
    pub permission: Permission,
    /// Why it reads client data.
    pub purpose: Purpose,
    /// How often a person may ask.
    pub rate: Rate,
}

impl Operation {
    /// An operation at the ordinary rate.
    pub const fn new(name: &'static str, permission: Permission, purpose: Purpose) -> Self {
        Self { name, permission, purpose, rate: Rate::Ordinary }
    }

    /// The same at another rate.
    pub const fn rate(self, rate: Rate) -> Self {
        Self { rate, ..self }
    }
}
