-- What of a client's record went to somebody outside: an account of it is the client's right (45 CFR 164.528).
CREATE TABLE disclosures (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL,
    client_id uuid NOT NULL REFERENCES clients (id),
    disclosed_on date NOT NULL,
    recipient text NOT NULL,
    recipient_address text NOT NULL DEFAULT '',
    what text NOT NULL,
    purpose text NOT NULL,
    basis text NOT NULL,
    -- Entered by a person, because it was made outside the product.
    by_hand boolean NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by uuid NOT NULL REFERENCES users (id),
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX disclosures_client ON disclosures (client_id, disclosed_on DESC, id DESC);
CALL wall_own('disclosures');
CALL wall_append_only('disclosures');
