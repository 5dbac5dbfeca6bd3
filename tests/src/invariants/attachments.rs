use super::Invariant;

pub(super) const HOLD: &[Invariant] = &[
    Invariant {
        name: "a document is of the client of its request",
        breaks: "SELECT d.id FROM attachments d JOIN authorizations a
                ON (a.organization_id, a.id) = (d.organization_id, d.authorization_id)
            WHERE a.client_id <> d.client_id",
    },
    Invariant {
        name: "what is attached belongs to a request",
        breaks: "SELECT id FROM attachments WHERE state = 'attached' AND authorization_id IS NULL",
    },
    Invariant {
        name: "a document that is kept keeps its file",
        breaks: "SELECT d.id FROM attachments d WHERE d.state <> 'removed'
            AND NOT EXISTS (SELECT 1 FROM stored_files f WHERE f.storage_key = d.storage_key)",
    },
    Invariant {
        name: "one version replaces another only once",
        breaks: "SELECT replaces FROM attachments WHERE replaces IS NOT NULL GROUP BY replaces HAVING count(*) > 1",
    },
];
