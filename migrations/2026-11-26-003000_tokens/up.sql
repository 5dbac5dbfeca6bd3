-- API tokens. What is stored is the SHA-256 of 190 random bits: nothing that lets anybody in can be read from here.

CREATE TABLE api_tokens (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL,
    -- The person in whose name it acts.
    user_id uuid NOT NULL REFERENCES users (id),
    name text NOT NULL,
    -- The last four characters, to tell one from another.
    hint text NOT NULL,
    scopes text[] NOT NULL,
    -- Ranges it is good from; none: anywhere.
    addresses text[] NOT NULL DEFAULT '{}',
    -- The first eight bytes of the digest find the row, the whole is compared under a salt: how long that takes says
    -- nothing about a digest.
    lookup bytea NOT NULL,
    salt bytea NOT NULL,
    digest bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    replaced_by uuid,
    last_used_at timestamptz,
    last_used_from text,
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX api_tokens_id ON api_tokens (id);
CREATE INDEX api_tokens_lookup ON api_tokens (lookup) WHERE revoked_at IS NULL;
CREATE INDEX api_tokens_owner ON api_tokens (user_id);
CALL wall_own('api_tokens');
REVOKE SELECT ON api_tokens FROM portico_app;
GRANT SELECT (organization_id, id, user_id, name, hint, scopes, addresses, created_at, expires_at, revoked_at,
    replaced_by, last_used_at, last_used_from) ON api_tokens TO portico_app;
GRANT UPDATE (expires_at, revoked_at, replaced_by) ON api_tokens TO portico_app;
