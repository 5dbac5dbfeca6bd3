//! The whole policy as one table, reviewed when it changes.

use std::fmt::Write as _;

use domain::access::{Permission, Role, permissions_of};

#[test]
fn the_policy_is_the_reviewed_one() {
    let mut table = format!("{:<26}", "");
    for role in Role::ALL {
        let _ = write!(table, " {:<22}", role.as_str());
    }
    for permission in Permission::ALL {
        let _ = write!(table, "\n{:<26}", permission.as_str());
        for role in Role::ALL {
            let mark = if permissions_of(*role).contains(permission) { "yes" } else { "-" };
            let _ = write!(table, " {mark:<22}");
        }
    }
    let tidy: String = table.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(tidy);
}
