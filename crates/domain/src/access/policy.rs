//! The whole policy as one match with no wildcard: a new role or permission does not compile until it is settled.

use super::{OrganizationKind, Permission, Role};
use Permission as P;

const AGENCY: &[Permission] = &[
    P::OwnSession,
    P::ReadReference,
    P::ReadClients,
    P::SearchCounty,
    P::AdmitClients,
    P::ReadFunding,
    P::ReadAuthorizations,
    P::RequestAuthorizations,
    P::WriteNotes,
    P::KeepDrafts,
    P::RunReports,
];

const SUPERVISOR: &[Permission] = &[
    P::OwnSession,
    P::ReadReference,
    P::ReadClients,
    P::SearchCounty,
    P::AdmitClients,
    P::ReadFunding,
    P::ReadAuthorizations,
    P::RequestAuthorizations,
    P::WriteNotes,
    P::KeepDrafts,
    P::RunReports,
    P::ReadPeople,
    P::ManagePeople,
];

const REVIEWER: &[Permission] = &[
    P::OwnSession,
    P::ReadReference,
    P::ReadClients,
    P::SearchCounty,
    P::ReadFunding,
    P::ReadAuthorizations,
    P::ReviewAuthorizations,
    P::ReadPart2,
    P::WriteNotes,
    P::KeepDrafts,
    P::RunReports,
    P::WriteNews,
];

const ADMINISTRATOR: &[Permission] = &[
    P::OwnSession,
    P::ReadReference,
    P::ManageOrganizations,
    P::ReadPeople,
    P::ManagePeople,
    P::ManageSettings,
    P::ReadClients,
    P::SearchCounty,
    P::AdmitClients,
    P::ReadFunding,
    P::ManageFunding,
    P::ReadAuthorizations,
    P::KeepDrafts,
    P::RunReports,
    P::WriteNews,
];

/// What each role may do.
pub const fn permissions_of(role: Role) -> &'static [Permission] {
    match role {
        Role::AgencyClerk | Role::AgencyClinician => AGENCY,
        Role::AgencySupervisor => SUPERVISOR,
        Role::CountyReviewer => REVIEWER,
        Role::CountyAdministrator => ADMINISTRATOR,
    }
}

/// The only thing a person may do before they chose their own password and accepted the terms.
pub const PASSED_BEFORE_TERMS: Permission = P::OwnSession;

/// Which roles a kind of organization has. Nobody acts for a health plan yet.
pub const fn role_fits(kind: OrganizationKind, role: Role) -> bool {
    match kind {
        OrganizationKind::County => matches!(role, Role::CountyReviewer | Role::CountyAdministrator),
        OrganizationKind::Agency => {
            matches!(role, Role::AgencyClerk | Role::AgencyClinician | Role::AgencySupervisor)
        }
        OrganizationKind::HealthPlan => false,
    }
}
