-- Applications of other vendors. Each is somebody in `users` too, without a password and with the application's id, so
-- that whatever it does stands in its own name.

CREATE TABLE applications (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL REFERENCES users (id),
    name text NOT NULL,
    scopes text[] NOT NULL,
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'revoked')),
    contact text NOT NULL,
    -- Public keys, or where they are.
    jwks jsonb,
    jwks_url text,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    last_used_from text,
    version integer NOT NULL DEFAULT 1,
    CHECK ((jwks IS NULL) <> (jwks_url IS NULL)),
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX applications_id ON applications (id);
CALL wall_own('applications');
GRANT UPDATE (name, scopes, state, contact, jwks, jwks_url, version) ON applications TO portico_app;

-- What an application is let in with, for some minutes.
CREATE TABLE access_tokens (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES users (id),
    scopes text[] NOT NULL,
    lookup bytea NOT NULL,
    salt bytea NOT NULL,
    digest bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX access_tokens_lookup ON access_tokens (lookup);
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);
CALL wall_basics('access_tokens', 'identity');

-- Assertions that were used: each is good once.
CREATE TABLE used_assertions (
    application_id uuid NOT NULL REFERENCES users (id),
    jti_digest bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (application_id, jti_digest)
);
CREATE INDEX used_assertions_expiry ON used_assertions (expires_at);
CALL wall_basics('used_assertions', 'identity');

-- The actor behind a token that a program shows, or no row; on the way, the transaction is told who asks. Nothing is
-- remembered: what was revoked a moment ago, or whose owner was deactivated, is over.
CREATE FUNCTION identity_bearer(shown bytea, address text, at timestamptz)
    RETURNS TABLE (user_id uuid, organization_id uuid, kind text, role text, must_change_password boolean,
        must_accept_terms boolean, today date, expires_at bigint, absolute_until timestamptz, time_zone text,
        credential text, credential_id uuid, scopes text[], fresh boolean)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        SELECT u.id, o.id, o.kind, u.role, u.must_change_password,
            found.credential = 'token' AND EXISTS (SELECT 1 FROM terms_versions)
                AND NOT EXISTS (SELECT 1 FROM terms_acceptances a WHERE a.user_id = u.id
                    AND a.version = (SELECT max(v.version) FROM terms_versions v)),
            (at AT TIME ZONE c.time_zone)::date, extract(epoch FROM found.until)::bigint, found.until, c.time_zone,
            found.credential, found.id, found.scopes, found.fresh
            INTO user_id, organization_id, kind, role, must_change_password, must_accept_terms, today,
                expires_at, absolute_until, time_zone, credential, credential_id, scopes, fresh
            FROM (
                SELECT t.user_id AS who, 'token' AS credential, t.id, t.scopes, t.expires_at AS until,
                    COALESCE(t.last_used_at > at - interval '1 minute', false) AS fresh
                    FROM api_tokens t
                    WHERE t.lookup = substring(shown FROM 1 FOR 8)
                        AND sha256(t.salt || t.digest) = sha256(t.salt || shown)
                        AND t.revoked_at IS NULL AND t.expires_at > at
                        AND (t.addresses = '{}' OR address::inet <<= ANY (t.addresses::cidr[]))
                UNION ALL
                -- What was taken from the application since is taken from its tokens.
                SELECT a.id, 'application', k.id, ARRAY(SELECT unnest(k.scopes) INTERSECT SELECT unnest(a.scopes)),
                    k.expires_at, COALESCE(a.last_used_at > at - interval '1 minute', false)
                    FROM access_tokens k JOIN applications a ON a.id = k.application_id
                    WHERE k.lookup = substring(shown FROM 1 FOR 8)
                        AND sha256(k.salt || k.digest) = sha256(k.salt || shown)
                        AND k.expires_at > at AND a.state = 'active'
            ) found JOIN users u ON u.id = found.who JOIN organizations o ON o.id = u.organization_id
                CROSS JOIN settings c
            WHERE u.active AND o.active;
        IF NOT FOUND THEN RETURN; END IF;
        PERFORM set_config('portico.user', user_id::text, true),
            set_config('portico.organization', organization_id::text, true), set_config('portico.kind', kind, true);
        RETURN NEXT;
    END $$;

-- Notes the last use. Whoever finds the row locked lets it be: somebody else is noting the same.
CREATE FUNCTION identity_used(what uuid, who uuid, address text, at timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$
        UPDATE api_tokens SET last_used_at = at, last_used_from = address
            WHERE id = (SELECT id FROM api_tokens WHERE id = what FOR UPDATE SKIP LOCKED);
        UPDATE applications SET last_used_at = at, last_used_from = address
            WHERE id = (SELECT id FROM applications WHERE id = who FOR UPDATE SKIP LOCKED);
    $$;

-- What the token endpoint needs to know about an application, or no row.
CREATE FUNCTION identity_application(client uuid)
    RETURNS TABLE (organization_id uuid, scopes text[], jwks jsonb, jwks_url text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT a.organization_id, a.scopes, a.jwks, a.jwks_url
          FROM applications a JOIN users u ON u.id = a.id JOIN organizations o ON o.id = a.organization_id
          WHERE a.id = client AND a.state = 'active' AND u.active AND o.active $$;

-- Lets an application in for an assertion that was not used before; false for one that was.
CREATE FUNCTION identity_grant(token uuid, client uuid, granted text[], shown bytea, salting bytea, until timestamptz,
        jti bytea, jti_until timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        INSERT INTO used_assertions VALUES (client, jti, jti_until) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN RETURN false; END IF;
        INSERT INTO access_tokens (id, application_id, scopes, lookup, salt, digest, expires_at)
            VALUES (token, client, granted, substring(shown FROM 1 FOR 8), salting, shown, until);
        RETURN true;
    END $$;

-- What is over and lets nobody in any more.
CREATE FUNCTION sweep_access(at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$
        DELETE FROM access_tokens WHERE expires_at < at - interval '1 hour';
        DELETE FROM used_assertions WHERE expires_at < at - interval '1 hour';
    $$;
