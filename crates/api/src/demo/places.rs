//! The organizations of the demonstration county and their sites. All of them, and their towns, are invented.

use domain::access::OrganizationKind;
use domain::funding::Service;

use Service::{Ihbs, Tbs};

/// An organization.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) kind: OrganizationKind,
    pub(super) name: &'static str,
    pub(super) short_name: &'static str,
    /// Where its people's mail goes.
    pub(super) domain: &'static str,
    pub(super) npi: &'static str,
    pub(super) tin: &'static str,
    pub(super) sites: &'static [Site],
    /// The funding sources it has a contract for, with the cents left out of a hundred dollars of the current year.
    pub(super) contracts: &'static [Contract],
    /// How many of a hundred clients it serves.
    pub(super) share: i64,
}

/// A site.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) name: &'static str,
    pub(super) code: &'static str,
    pub(super) street: &'static str,
    pub(super) city: &'static str,
    pub(super) zip: &'static str,
    pub(super) services: &'static [Service],
    /// Substance-use treatment: 42 CFR Part 2 keeps it apart.
    pub(super) part2: bool,
    pub(super) active: bool,
}

/// An agency's money from one source: the year's dollars, and how many of a thousand are left of the current year's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contract {
    pub(super) source: i32,
    pub(super) dollars: i64,
    pub(super) left: i64,
}

const fn site(
    name: &'static str,
    code: &'static str,
    street: &'static str,
    town: (&'static str, &'static str),
    services: &'static [Service],
) -> Site {
    Site { name, code, street, city: town.0, zip: town.1, services, part2: false, active: true }
}

const fn contract(source: i32, dollars: i64, left: i64) -> Contract {
    Contract { source, dollars, left }
}

const PORT: (&str, &str) = ("Port Mariposa", "93991");
const ALDER: (&str, &str) = ("Alder Mills", "93992");
const VISTA: (&str, &str) = ("Vista Brava", "93993");
const VALLE: (&str, &str) = ("Valle Sereno", "93994");
const ORCHARD: (&str, &str) = ("Orchard Flat", "93995");
const QUARRY: (&str, &str) = ("Quarry Hill", "93996");

/// Towns clients live in.
pub(super) const TOWNS: [(&str, &str); 6] = [PORT, ALDER, VISTA, VALLE, ORCHARD, QUARRY];

/// County first, then the agencies, then the health plan.
pub(super) static PLACES: [Place; 5] = [
    Place {
        kind: OrganizationKind::County,
        name: "Mariposa Bay Behavioral Health",
        short_name: "Mariposa Bay BH",
        domain: "mariposabay.example",
        npi: "1450182732",
        tin: "951840027",
        sites: &[],
        contracts: &[],
        share: 0,
    },
    // The large one at the coast: every service, many sources, money enough.
    Place {
        kind: OrganizationKind::Agency,
        name: "Harbor Light Family Services",
        short_name: "Harbor Light",
        domain: "harborlight.example",
        npi: "1620948152",
        tin: "952210643",
        sites: &[
            site("Harbor Light Port Mariposa", "7401A", "118 Pier Street", PORT, &[Ihbs, Tbs]),
            site("Harbor Light Alder Mills", "7401B", "2040 Millrace Road", ALDER, &[Ihbs, Tbs]),
            site("Harbor Light Vista Brava", "7401C", "77 Overlook Avenue", VISTA, &[Ihbs]),
            site("Harbor Light School Partnerships", "7401D", "501 Academy Way", PORT, &[Tbs]),
            Site { active: false, ..site("Harbor Light Old Cannery", "7401E", "9 Cannery Row", PORT, &[Ihbs, Tbs]) },
        ],
        contracts: &[
            contract(54, 640_000, 610),
            contract(96, 180_000, 540),
            contract(101, 260_000, 480),
            contract(102, 1_850_000, 570),
            contract(111, 140_000, 70),
            contract(112, 920_000, 450),
            contract(116, 210_000, 330),
        ],
        share: 46,
    },
    // The valley's own: most families speak Spanish, one source is nearly used up.
    Place {
        kind: OrganizationKind::Agency,
        name: "Casa del Valle Community Wellness",
        short_name: "Casa del Valle",
        domain: "casadelvalle.example",
        npi: "1782304616",
        tin: "953370918",
        sites: &[
            site("Casa del Valle Centro", "7512A", "340 Avenida del Sol", VALLE, &[Ihbs, Tbs]),
            site("Casa del Valle Orchard Flat", "7512B", "1515 Packinghouse Lane", ORCHARD, &[Ihbs]),
            site("Casa del Valle Familias Fuertes", "7512C", "62 Calle Olmo", VALLE, &[Ihbs, Tbs]),
            site("Casa del Valle Mobile Team", "7512D", "340 Avenida del Sol", VALLE, &[Tbs]),
        ],
        contracts: &[
            contract(54, 310_000, 38),
            contract(96, 90_000, 700),
            contract(101, 195_000, 420),
            contract(102, 780_000, 520),
        ],
        share: 33,
    },
    // Small, for foster and justice-involved youth, and at the end of its money.
    Place {
        kind: OrganizationKind::Agency,
        name: "Stonebridge Youth Alliance",
        short_name: "Stonebridge",
        domain: "stonebridge.example",
        npi: "1934577028",
        tin: "954480552",
        sites: &[
            site("Stonebridge Foster Care Team", "7688A", "27 Quarry Road", QUARRY, &[Ihbs, Tbs]),
            site("Stonebridge Residential Aftercare", "7688B", "410 Ridge Court", QUARRY, &[Ihbs, Tbs]),
            Site { part2: true, ..site("Stonebridge Recovery for Youth", "7688R", "29 Quarry Road", QUARRY, &[]) },
        ],
        contracts: &[
            contract(40, 120_000, 390),
            contract(102, 240_000, 210),
            contract(132, 310_000, 0),
            contract(134, 275_000, 24),
            contract(135, 160_000, 460),
            contract(141, 85_000, 610),
        ],
        share: 21,
    },
    Place {
        kind: OrganizationKind::HealthPlan,
        name: "Golden Coast Health Plan",
        short_name: "Golden Coast",
        domain: "goldencoast.example",
        npi: "1108629357",
        tin: "955591136",
        sites: &[],
        contracts: &[],
        share: 0,
    },
];
