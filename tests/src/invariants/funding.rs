use super::Invariant;

pub(super) const HOLD: &[Invariant] = &[
    Invariant {
        name: "the last balance in the ledger is what is left",
        breaks: "SELECT p.id FROM provider_authorizations p LEFT JOIN LATERAL (SELECT l.balance_after
                FROM provider_authorization_ledger l WHERE l.provider_authorization_id = p.id
                ORDER BY l.position DESC LIMIT 1) last ON true
            WHERE last.balance_after IS DISTINCT FROM p.amount - p.drawn",
    },
    Invariant {
        name: "every balance follows from the one before",
        breaks: "SELECT id FROM (SELECT id, balance_after,
                sum(CASE kind WHEN 'draw' THEN -abs(amount) WHEN 'return' THEN abs(amount) ELSE amount END)
                    OVER (PARTITION BY provider_authorization_id ORDER BY position) AS added
                FROM provider_authorization_ledger) l WHERE added <> balance_after",
    },
    Invariant {
        name: "no provider authorization is overdrawn",
        breaks: "SELECT id FROM provider_authorizations WHERE drawn > amount OR drawn < 0",
    },
    Invariant {
        name: "no provider authorization number stands twice",
        breaks: "SELECT number FROM provider_authorizations GROUP BY number HAVING count(*) > 1",
    },
];
