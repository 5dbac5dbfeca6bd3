//! Every address the client answers to.
//!
//! Addresses hold record ids and nothing else: names, numbers and what people search for stay out of them.

use uuid::Uuid;
use yew_router::Routable;

/// A page. To add one: a variant here, its page in [`crate::pages::view`], and, where it is a place of its own, an
/// entry in `frame::navigation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Routable)]
pub(crate) enum Route {
    #[at("/")]
    Home,
    #[at("/clients")]
    Clients,
    #[at("/clients/new")]
    ClientNew,
    #[at("/clients/:id")]
    Client { id: Uuid },
    #[at("/clients/:id/information")]
    ClientInformation { id: Uuid },
    #[at("/clients/:id/programs")]
    ClientPrograms { id: Uuid },
    #[at("/clients/:id/coverage")]
    ClientCoverage { id: Uuid },
    #[at("/clients/:id/authorizations")]
    ClientAuthorizations { id: Uuid },
    #[at("/clients/:id/accesses")]
    ClientAccesses { id: Uuid },
    #[at("/clients/:id/disclosures")]
    ClientDisclosures { id: Uuid },
    #[at("/clients/:id/disclosures/letter")]
    DisclosureLetter { id: Uuid },
    #[at("/clients/:client/authorizations/new")]
    RequestAuthorization { client: Uuid },
    #[at("/authorizations")]
    Authorizations,
    #[at("/authorizations/:id")]
    Authorization { id: Uuid },
    #[at("/authorizations/:id/letter")]
    Letter { id: Uuid },
    #[at("/review")]
    Review,
    #[at("/review/:id")]
    ReviewOne { id: Uuid },
    #[at("/reports")]
    Reports,
    #[at("/reports/turnaround")]
    Turnaround,
    #[at("/funding")]
    Funding,
    #[at("/funding/:id")]
    FundingOne { id: Uuid },
    #[at("/news")]
    News,
    #[at("/help")]
    Help,
    #[at("/help/:page")]
    HelpOn { page: HelpPage },
    #[at("/people")]
    People,
    #[at("/organizations")]
    Organizations,
    #[at("/record")]
    Record,
    #[at("/record/accesses")]
    RecordAccesses,
    #[at("/settings")]
    Settings,
    #[at("/account")]
    Account,
    #[not_found]
    #[at("/404")]
    NotFound,
}

macro_rules! help_pages {
    ($($name:ident = $text:literal, $label:literal;)*) => {
        /// A help page; there is one for each screen.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum HelpPage { $(#[doc = $label] $name,)* }

        impl HelpPage {
            /// Every help page, in the order people look for them.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What it is called.
            pub(crate) const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }

        impl std::fmt::Display for HelpPage {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self { $(Self::$name => $text,)* })
            }
        }

        impl std::str::FromStr for HelpPage {
            type Err = UnknownPage;

            fn from_str(text: &str) -> Result<Self, UnknownPage> {
                match text { $($text => Ok(Self::$name),)* _ => Err(UnknownPage) }
            }
        }
    };
}

/// No help page has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnknownPage;

help_pages! {
    Start = "start", "Getting started";
    Home = "home", "Home";
    FindClient = "find-a-client", "Find a client";
    AddClient = "add-a-client", "Add a new client";
    Client = "client", "A client's record";
    Coverage = "coverage", "Coverage";
    Request = "request-an-authorization", "Request an authorization";
    Authorization = "authorization", "An authorization";
    Documents = "documents", "Documents";
    Statuses = "statuses", "What each status means";
    DecisionClock = "decision-clock", "When the county decides";
    Review = "review", "Review";
    Reports = "reports", "Reports";
    Funding = "funding", "Provider authorizations";
    News = "news", "News";
    Administration = "administration", "People, organizations and settings";
    Record = "record", "Who did and who saw what";
    Account = "account", "Your account";
    Keys = "keys", "Keys";
    Glossary = "glossary", "Words and abbreviations";
}

impl Route {
    /// The help that belongs to this page.
    pub(crate) const fn help(self) -> HelpPage {
        match self {
            Self::Home => HelpPage::Home,
            Self::Clients => HelpPage::FindClient,
            Self::ClientNew => HelpPage::AddClient,
            Self::ClientCoverage { .. } => HelpPage::Coverage,
            Self::Client { .. }
            | Self::ClientInformation { .. }
            | Self::ClientPrograms { .. }
            | Self::ClientAuthorizations { .. } => HelpPage::Client,
            Self::RequestAuthorization { .. } => HelpPage::Request,
            Self::Authorizations | Self::Authorization { .. } | Self::Letter { .. } => HelpPage::Authorization,
            Self::Review | Self::ReviewOne { .. } => HelpPage::Review,
            Self::Reports | Self::Turnaround => HelpPage::Reports,
            Self::Funding | Self::FundingOne { .. } => HelpPage::Funding,
            Self::News => HelpPage::News,
            Self::People | Self::Organizations | Self::Settings => HelpPage::Administration,
            Self::Record
            | Self::RecordAccesses
            | Self::ClientAccesses { .. }
            | Self::ClientDisclosures { .. }
            | Self::DisclosureLetter { .. } => HelpPage::Record,
            Self::Account => HelpPage::Account,
            Self::HelpOn { page } => page,
            Self::Help | Self::NotFound => HelpPage::Start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_words_win_over_ids() {
        assert_eq!(Route::recognize("/clients/new"), Some(Route::ClientNew));
        assert_eq!(Route::recognize("/nowhere"), Some(Route::NotFound));
        assert_eq!(Route::recognize("/clients/not-an-id"), Some(Route::NotFound));
    }

    #[test]
    fn every_help_page_finds_itself() {
        for page in HelpPage::ALL {
            assert_eq!(page.to_string().parse(), Ok(*page));
        }
    }

    #[test]
    fn an_address_comes_back_as_its_page() {
        let id = Uuid::from_u128(7);
        let route = Route::RequestAuthorization { client: id };
        assert_eq!(Route::recognize(&route.to_path()), Some(route));
    }
}
