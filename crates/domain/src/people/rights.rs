//! Who can do what in one organization, for those who must be able to say it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ChangeUser;
use crate::access::{Permission, Role};
use crate::reports::csv_line;

/// A person with what they may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRights {
    /// The person.
    pub user_id: Uuid,
    /// The name they sign in with.
    pub user_name: String,
    /// The name others see.
    pub display_name: String,
    /// Their one role.
    pub role: Role,
    /// Whether they have chosen a password. Without one nobody signs in.
    pub has_password: bool,
    /// Everything the role allows.
    pub permissions: Vec<Permission>,
}

/// What somebody may do beyond their own session, which everybody may.
pub fn telling_permissions() -> impl Iterator<Item = Permission> {
    Permission::ALL.iter().copied().filter(|one| *one != Permission::OwnSession)
}

/// The heading of the file.
pub fn rights_header() -> String {
    let fixed = ["Name", "User name", "Role", "Can sign in"];
    csv_line(fixed.into_iter().chain(telling_permissions().map(Permission::label)))
}

/// One person's line of it.
pub fn rights_line(person: &PersonRights) -> String {
    let yes = |holds: bool| if holds { "yes" } else { "no" };
    let fixed = [&person.display_name, &person.user_name, person.role.label(), yes(person.has_password)];
    csv_line(fixed.into_iter().chain(telling_permissions().map(|one| yes(person.permissions.contains(&one)))))
}

/// Whether somebody who manages an organization's accounts still does after a change, or never did.
pub fn keeps_manager(role: Role, active: bool, change: &ChangeUser) -> bool {
    let manages = |role: Role, active: bool| active && role.may(Permission::ManagePeople);
    !manages(role, active) || manages(change.role.unwrap_or(role), change.active.unwrap_or(active))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manager_is_lost_by_another_role_or_the_end_of_the_account() {
        let to = |role| ChangeUser { role: Some(role), ..ChangeUser::default() };
        let off = ChangeUser { active: Some(false), ..ChangeUser::default() };
        let supervisor = Role::AgencySupervisor;
        assert!(!keeps_manager(supervisor, true, &to(Role::AgencyClerk)));
        assert!(!keeps_manager(supervisor, true, &off));
        assert!(keeps_manager(supervisor, true, &to(supervisor)));
        assert!(keeps_manager(supervisor, true, &ChangeUser::default()));
        assert!(keeps_manager(supervisor, false, &to(Role::AgencyClerk)), "who was inactive managed nothing");
        assert!(keeps_manager(Role::AgencyClerk, true, &off), "a clerk never did");
    }

    #[test]
    fn a_line_has_a_cell_for_every_heading_and_no_formula() {
        let person = PersonRights {
            user_id: Uuid::nil(),
            user_name: "a.rivera".into(),
            display_name: "=Ana".into(),
            role: Role::AgencySupervisor,
            has_password: false,
            permissions: crate::access::permissions_of(Role::AgencySupervisor).to_vec(),
        };
        let (header, line) = (rights_header(), rights_line(&person));
        assert!(line.starts_with("'=Ana,a.rivera,Agency supervisor,no,"));
        let at = telling_permissions().position(|one| one == Permission::ManagePeople).expect("it is one") + 4;
        assert_eq!(line.trim_end().split(',').nth(at), Some("yes"));
        // One label has a comma of its own, which is quoted.
        let quoted = header.matches('"').count() / 2;
        assert_eq!(header.split(',').count() - quoted, line.split(',').count());
    }
}
