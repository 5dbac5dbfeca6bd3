use super::Invariant;

pub(super) const HOLD: &[Invariant] = &[
    Invariant {
        name: "a client is admitted somewhere and can be found",
        breaks: "SELECT c.id FROM clients c
            WHERE NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.client_id = c.id)
                OR NOT EXISTS (SELECT 1 FROM client_index i WHERE i.client_id = c.id)",
    },
    Invariant {
        name: "an agency that admitted a client sees them",
        breaks: "SELECT e.id FROM enrollments e WHERE NOT EXISTS (SELECT 1 FROM client_organizations link
            WHERE (link.organization_id, link.client_id) = (e.organization_id, e.client_id))",
    },
    Invariant {
        name: "no client number stands twice",
        breaks: "SELECT client_number FROM clients GROUP BY client_number HAVING count(*) > 1",
    },
];
