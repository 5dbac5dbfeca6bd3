//! The small county of the tests: one department, two agencies, a health plan; a person of every role. Ids follow
//! from names, so tests need no look-ups.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use domain::access::Role;
use uuid::Uuid;

use api::db::schema::{organizations, programs, sessions, terms_acceptances, users};

/// An id that follows from a name.
pub fn id(name: &str) -> Uuid {
    let mut bytes = [0u8; 16];
    for (index, byte) in name.bytes().enumerate() {
        bytes[index % 16] = bytes[index % 16].wrapping_mul(31).wrapping_add(byte);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The organizations: short name, kind, full name.
pub const ORGANIZATIONS: [(&str, &str, &str); 4] = [
    ("county", "county", "Mariposa Bay Behavioral Health"),
    ("north", "agency", "North Shore Family Services"),
    ("south", "agency", "South Valley Wellness"),
    ("plan", "health_plan", "Golden Coast Health Plan"),
];

/// The people: organization and role. Their user name is `role.organization`.
pub const PEOPLE: [(&str, Role); 9] = [
    ("north", Role::AgencyClerk),
    ("north", Role::AgencyClinician),
    ("north", Role::AgencySupervisor),
    ("south", Role::AgencyClerk),
    ("south", Role::AgencyClinician),
    ("south", Role::AgencySupervisor),
    ("county", Role::CountyReviewer),
    ("county", Role::CountyAdministrator),
    ("county", Role::CountyPrivacyOfficer),
];

/// The user name of a person.
pub fn user_name(organization: &str, role: Role) -> String {
    format!("{}.{organization}", role.as_str())
}

/// Whether an id is one of this county's own.
pub fn knows(uuid: &str) -> bool {
    let Ok(uuid) = uuid.parse::<Uuid>() else { return false };
    let people = PEOPLE.iter().flat_map(|(at, role)| [user(at, *role), session(at, *role)]);
    let sites = ["north", "south"].iter().flat_map(|at| [program(at, "main"), program(at, "annex")]);
    ORGANIZATIONS.iter().map(|(short, ..)| organization(short)).chain(people).chain(sites).any(|id| id == uuid)
}

/// The id of an organization.
pub fn organization(name: &str) -> Uuid {
    id(&format!("organization {name}"))
}

/// The id of an agency's site; each agency has `main` (both services) and `annex` (TBS only).
pub fn program(organization: &str, site: &str) -> Uuid {
    id(&format!("program {organization} {site}"))
}

/// The id of a person.
pub fn user(organization: &str, role: Role) -> Uuid {
    id(&format!("user {}", user_name(organization, role)))
}

/// The session every person of the tests is in.
pub fn session(organization: &str, role: Role) -> Uuid {
    id(&format!("session {}", user_name(organization, role)))
}

/// Builds the county in a migrated database, as the owner.
pub fn build(conn: &mut PgConnection) {
    conn.batch_execute("UPDATE settings SET county_name = 'Mariposa Bay County'").unwrap();
    for (short, kind, name) in ORGANIZATIONS {
        diesel::insert_into(organizations::table)
            .values((
                organizations::id.eq(organization(short)),
                organizations::kind.eq(kind),
                organizations::name.eq(name),
                organizations::short_name.eq(short),
            ))
            .execute(conn)
            .unwrap();
    }
    for agency in ["north", "south"] {
        site(conn, agency, "main", &["IHBS", "TBS"]);
        site(conn, agency, "annex", &["TBS"]);
    }
    for (organization, role) in PEOPLE {
        person(conn, organization, role);
    }
}

fn site(conn: &mut PgConnection, agency: &str, name: &str, services: &[&str]) {
    diesel::insert_into(programs::table)
        .values((
            programs::id.eq(program(agency, name)),
            programs::organization_id.eq(organization(agency)),
            programs::name.eq(format!("{agency} {name}")),
            programs::code.eq(format!("{agency}-{name}")),
            programs::services.eq(services),
        ))
        .execute(conn)
        .unwrap();
}

fn person(conn: &mut PgConnection, at: &str, role: Role) {
    diesel::insert_into(users::table)
        .values((
            users::id.eq(user(at, role)),
            users::user_name.eq(user_name(at, role)),
            users::display_name.eq(format!("{} of {at}", role.label())),
            users::organization_id.eq(organization(at)),
            users::role.eq(role.as_str()),
            users::must_change_password.eq(false),
        ))
        .execute(conn)
        .unwrap();
    diesel::insert_into(terms_acceptances::table)
        .values((terms_acceptances::user_id.eq(user(at, role)), terms_acceptances::version.eq(1)))
        .execute(conn)
        .unwrap();
    let far = time::macros::datetime!(2100-01-01 0:00 UTC);
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(session(at, role)),
            sessions::user_id.eq(user(at, role)),
            sessions::created_at.eq(time::macros::datetime!(2026-01-01 0:00 UTC)),
            sessions::expires_at.eq(far.unix_timestamp()),
            sessions::renewed_at.eq(time::macros::datetime!(2026-01-01 0:00 UTC)),
            sessions::absolute_until.eq(far),
        ))
        .execute(conn)
        .unwrap();
}
