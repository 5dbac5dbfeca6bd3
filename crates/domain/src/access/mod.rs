//! Who may do what: roles, permissions and the one exhaustive table that joins them.
//!
//! A permission says what a person may do at all; which rows they may do it to is the matter of the tenant walls
//! (the scoped finders in Rust and row-level security in the database).

mod policy;

pub use policy::{PASSED_BEFORE_TERMS, permissions_of, role_fits};

use time::Date;
use uuid::Uuid;

use crate::words::words;

words! {
    /// What kind of organization a person works for.
    OrganizationKind {
        /// The county's own behavioral health department.
        County = "county", "County";
        /// A legal entity that treats people under contract.
        Agency = "agency", "Contract agency";
        /// A Medi-Cal managed care plan the county exchanges with.
        HealthPlan = "health_plan", "Health plan";
    }
}

words! {
    /// The part a person plays. One role, in one organization.
    Role {
        /// Finds clients, requests authorizations, attaches documents.
        AgencyClerk = "agency_clerk", "Agency clerk";
        /// Treats clients; everything a clerk does.
        AgencyClinician = "agency_clinician", "Agency clinician";
        /// Runs an agency's office: everything a clerk does, and its people.
        AgencySupervisor = "agency_supervisor", "Agency supervisor";
        /// Reviews and decides requests for the county.
        CountyReviewer = "county_reviewer", "County reviewer";
        /// Keeps the county's organizations, people, money and settings.
        CountyAdministrator = "county_administrator", "County administrator";
    }
}

words! {
    /// One thing a person may be allowed to do. Each operation of the API names exactly one.
    Permission {
        /// Sign out, change one's own password, accept the terms, read one's own session.
        OwnSession = "own_session", "Use their own session";
        /// Read reference data: organizations, programs, funding sources, settings, news, help.
        ReadReference = "read_reference", "Read reference data";
        /// Change organizations and programs.
        ManageOrganizations = "manage_organizations", "Manage organizations and programs";
        /// See the people of one's organization (the county: of all).
        ReadPeople = "read_people", "See people and roles";
        /// Invite, change, deactivate people; start a password reset.
        ManagePeople = "manage_people", "Manage people";
        /// Change limits and other settings of the installation.
        ManageSettings = "manage_settings", "Change settings";
        /// Look up clients the organization has or had, and read their record.
        ReadClients = "read_clients", "Look up own clients";
        /// Search the whole county for minimum fields.
        SearchCounty = "search_county", "Search the whole county";
        /// Make a client, an admission, a coverage span.
        AdmitClients = "admit_clients", "Add clients, admissions and coverage";
        /// See P-Auth amounts and balances.
        ReadFunding = "read_funding", "See provider authorizations";
        /// Set up P-Auths, amend them, draw on them.
        ManageFunding = "manage_funding", "Manage provider authorizations";
        /// Read authorizations, their documents and history.
        ReadAuthorizations = "read_authorizations", "Read authorizations";
        /// Request, withdraw, answer, ask for changes, attach documents.
        RequestAuthorizations = "request_authorizations", "Request authorizations";
        /// Claim, decide, ask for information, decide changes.
        ReviewAuthorizations = "review_authorizations", "Review and decide authorizations";
        /// Write to the conversation about an authorization.
        WriteNotes = "write_notes", "Write notes on authorizations";
        /// Read records of substance-use programs (42 CFR Part 2) where a client's consent lets the county.
        ReadPart2 = "read_part2", "Read substance-use records under a consent";
        /// Keep one's own drafts.
        KeepDrafts = "keep_drafts", "Keep drafts";
        /// Run and download reports.
        RunReports = "run_reports", "Run reports";
        /// Write news.
        WriteNews = "write_news", "Write news";
    }
}

/// The person behind a request, as the session row says at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub user_id: Uuid,
    /// Their session, or the bearer form of one.
    pub session_id: Uuid,
    /// Their one organization.
    pub organization_id: Uuid,
    /// What kind of organization that is.
    pub organization_kind: OrganizationKind,
    /// Their one role.
    pub role: Role,
    /// Still on the first password somebody else gave them.
    pub must_change_password: bool,
    /// The current terms are not accepted yet.
    pub must_accept_terms: bool,
    /// The county's calendar day, decided by the server.
    pub today: Date,
}

impl Actor {
    /// Whether the role includes the permission.
    pub fn may(&self, permission: Permission) -> bool {
        permissions_of(self.role).contains(&permission)
    }

    /// Whether the person works for the county itself.
    pub fn is_county(&self) -> bool {
        self.organization_kind == OrganizationKind::County
    }

    /// Whether the person may see what an organization shows only to its own people and the county: its tax number,
    /// and its programs with their provider numbers.
    pub fn sees_inside(&self, organization_id: Uuid) -> bool {
        self.is_county() || self.organization_id == organization_id
    }
}
