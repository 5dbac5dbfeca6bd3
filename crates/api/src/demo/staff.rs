//! The people who work in the demonstration county.

use domain::access::Role;

use Role::{AgencyClerk, AgencyClinician, AgencySupervisor, CountyAdministrator, CountyPrivacyOfficer, CountyReviewer};

/// How a person may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    /// With a password that is printed at each start.
    Printed,
    /// The same, but everything is new: the password must be changed and the terms accepted.
    FirstDay,
    /// Has no password until somebody resets it.
    Closed,
    /// Left the organization.
    Left,
}

/// A person.
#[derive(Debug)]
pub(super) struct Worker {
    pub(super) user_name: &'static str,
    pub(super) name: &'static str,
    /// The short name of the organization.
    pub(super) place: &'static str,
    pub(super) role: Role,
    pub(super) door: Door,
}

const fn worker(user_name: &'static str, name: &'static str, place: &'static str, role: Role, door: Door) -> Worker {
    Worker { user_name, name, place, role, door }
}

/// Everybody, those with a printed password first.
pub(super) static STAFF: [Worker; 22] = [
    worker("m.delgado", "Marisela Delgado", "Harbor Light", AgencyClerk, Door::Printed),
    worker("s.lindqvist", "Sigrid Lindqvist", "Harbor Light", AgencySupervisor, Door::Printed),
    worker("l.fuentes", "Lorenzo Fuentes", "Casa del Valle", AgencyClerk, Door::Printed),
    worker("r.okafor", "Remi Okafor", "Stonebridge", AgencyClinician, Door::Printed),
    worker("d.whitfield", "Dana Whitfield", "Mariposa Bay BH", CountyReviewer, Door::Printed),
    worker("p.raman", "Priya Raman", "Mariposa Bay BH", CountyReviewer, Door::Printed),
    worker("a.moreau", "Adele Moreau", "Mariposa Bay BH", CountyAdministrator, Door::Printed),
    worker("n.abernathy", "Nora Abernathy", "Mariposa Bay BH", CountyPrivacyOfficer, Door::Printed),
    worker("j.abara", "Joy Abara", "Harbor Light", AgencyClerk, Door::FirstDay),
    worker("k.hovsepian", "Karine Hovsepian", "Harbor Light", AgencyClinician, Door::Closed),
    worker("b.castellanos", "Bruno Castellanos", "Harbor Light", AgencyClinician, Door::Closed),
    worker("t.brandt", "Tessa Brandt", "Harbor Light", AgencyClerk, Door::Left),
    worker("e.quintero", "Estela Quintero", "Casa del Valle", AgencySupervisor, Door::Closed),
    worker("v.luong", "Vivian Luong", "Casa del Valle", AgencyClinician, Door::Closed),
    worker("h.saldana", "Héctor Saldaña", "Casa del Valle", AgencyClinician, Door::Closed),
    worker("n.pacheco", "Noemí Pacheco", "Casa del Valle", AgencyClerk, Door::Closed),
    worker("g.ferris", "Gwen Ferris", "Stonebridge", AgencySupervisor, Door::Closed),
    worker("t.nakamura", "Theo Nakamura", "Stonebridge", AgencyClerk, Door::Closed),
    worker("i.tuiasosopo", "Iosefa Tuiasosopo", "Stonebridge", AgencyClinician, Door::Closed),
    worker("c.adeyemi", "Comfort Adeyemi", "Mariposa Bay BH", CountyReviewer, Door::Closed),
    worker("w.hartmann", "Walt Hartmann", "Mariposa Bay BH", CountyReviewer, Door::Closed),
    worker("o.petrosyan", "Ofelia Petrosyan", "Mariposa Bay BH", CountyAdministrator, Door::Closed),
];
