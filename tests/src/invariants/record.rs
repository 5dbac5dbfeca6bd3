use super::Invariant;

pub(super) const HOLD: &[Invariant] = &[
    Invariant {
        name: "a client was made once, and the record says so",
        breaks: "SELECT c.id FROM clients c WHERE (SELECT count(*) FROM audit_events e WHERE e.client_id = c.id
            AND e.action = 'clients.create' AND e.outcome = 'done') <> 1",
    },
    Invariant {
        name: "an authorization that was sent is in the record",
        breaks: "SELECT a.id FROM authorizations a WHERE NOT EXISTS (SELECT 1 FROM audit_events e
            WHERE e.client_id = a.client_id AND e.action = 'authorizations.submit' AND e.outcome = 'done')",
    },
    Invariant {
        name: "a document that was uploaded is in the record",
        breaks: "SELECT d.id FROM attachments d WHERE NOT EXISTS (SELECT 1 FROM audit_events e
            WHERE e.client_id = d.client_id AND e.action LIKE 'attachments.%' AND e.outcome = 'done')",
    },
    Invariant {
        name: "a key that was kept has its answer",
        breaks: "SELECT operation || ' ' || key FROM idempotency_keys WHERE status IS NULL",
    },
    Invariant {
        name: "one request leaves one event",
        breaks: "SELECT request_id FROM audit_events WHERE action <> 'session.sign_in'
            GROUP BY request_id HAVING count(*) > 1",
    },
];
