use super::Invariant;

pub(super) const HOLD: &[Invariant] = &[
    Invariant {
        name: "no authorization number stands twice",
        breaks: "SELECT number FROM authorizations GROUP BY number HAVING count(*) > 1",
    },
    Invariant {
        name: "the last step of the history is the state",
        breaks: "SELECT a.id FROM authorizations a JOIN LATERAL (SELECT h.* FROM authorization_history h
                WHERE h.organization_id = a.organization_id AND h.authorization_id = a.id
                ORDER BY h.at DESC, h.id DESC LIMIT 1) last ON true
            WHERE (last.to_status, last.to_review_status) <> (a.status, a.review_status)",
    },
    Invariant {
        name: "every authorization has a history",
        breaks: "SELECT a.id FROM authorizations a WHERE NOT EXISTS (SELECT 1 FROM authorization_history h
            WHERE h.organization_id = a.organization_id AND h.authorization_id = a.id)",
    },
    Invariant {
        name: "what was granted lies inside what was asked",
        breaks: "SELECT id FROM authorizations WHERE granted_units > units
            OR granted_start < start_date OR granted_end > end_date",
    },
];
