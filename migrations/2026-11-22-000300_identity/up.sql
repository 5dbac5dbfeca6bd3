-- People and sessions are read before an organization is known, so the application reaches secrets only through
-- the named functions below; the columns it may read directly exclude every hash.

CREATE TABLE users (
    id uuid PRIMARY KEY,
    user_name text NOT NULL,
    display_name text NOT NULL,
    email text NOT NULL DEFAULT '',
    organization_id uuid NOT NULL REFERENCES organizations (id),
    role text NOT NULL,
    password_hash text,
    must_change_password boolean NOT NULL DEFAULT true,
    active boolean NOT NULL DEFAULT true,
    failures integer NOT NULL DEFAULT 0,
    blocked_until timestamptz,
    last_sign_in_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1
);
-- A name is never given to a second person, so it stays unique after deactivation.
CREATE UNIQUE INDEX users_user_name ON users (lower(user_name));
CREATE INDEX users_organization ON users (organization_id, display_name);
CALL wall_basics('users', 'identity');
CREATE POLICY tenant ON users TO portico_app
    USING (organization_id = (SELECT app_organization()) OR (SELECT app_is_county()))
    WITH CHECK (organization_id = (SELECT app_organization()) OR (SELECT app_is_county()));
GRANT SELECT (id, user_name, display_name, email, organization_id, role, must_change_password, active,
    last_sign_in_at, created_at, version) ON users TO portico_app;
GRANT INSERT (id, user_name, display_name, email, organization_id, role, password_hash, must_change_password)
    ON users TO portico_app;
GRANT UPDATE (display_name, email, role, active, password_hash, must_change_password, failures, blocked_until,
    version) ON users TO portico_app;

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    -- The expiry in the newest token, in seconds since 1970; a token carries only session id and expiry.
    expires_at bigint NOT NULL,
    -- The token it replaced stays good for ten seconds: other tabs have requests under way.
    former_expires_at bigint,
    renewed_at timestamptz NOT NULL,
    absolute_until timestamptz NOT NULL,
    ended_at timestamptz,
    user_agent text NOT NULL DEFAULT ''
);
CREATE INDEX sessions_user ON sessions (user_id) WHERE ended_at IS NULL;
CALL wall_basics('sessions', 'identity');

CREATE TABLE terms_acceptances (
    user_id uuid NOT NULL REFERENCES users (id),
    version integer NOT NULL REFERENCES terms_versions (version),
    accepted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, version)
);
CALL wall_personal('terms_acceptances');
-- The functions below run as the owner and need no policy of their own.

-- What signing in needs to know about a name; no row for a name nobody has.
CREATE FUNCTION identity_find(wanted text, at timestamptz)
    RETURNS TABLE (user_id uuid, password_hash text, active boolean, failures integer, blocked boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT u.id, u.password_hash, u.active AND o.active, u.failures, COALESCE(u.blocked_until > at, false)
          FROM users u JOIN organizations o ON o.id = u.organization_id WHERE lower(u.user_name) = lower(wanted) $$;

CREATE FUNCTION identity_failed(who uuid, until timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$ UPDATE users SET failures = failures + 1, blocked_until = until WHERE id = who $$;

CREATE FUNCTION identity_begin(session uuid, who uuid, at timestamptz, expiry bigint, absolute timestamptz, agent text)
    RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$
        UPDATE users SET failures = 0, blocked_until = NULL, last_sign_in_at = at WHERE id = who;
        INSERT INTO sessions (id, user_id, created_at, expires_at, renewed_at, absolute_until, user_agent)
            VALUES (session, who, at, expiry, at, absolute, agent);
    $$;

-- The actor behind a token, or no row; on the way, the transaction is told who asks.
CREATE FUNCTION identity_actor(session uuid, expiry bigint, at timestamptz)
    RETURNS TABLE (user_id uuid, organization_id uuid, kind text, role text, must_change_password boolean,
        must_accept_terms boolean, today date, expires_at bigint, absolute_until timestamptz)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        SELECT u.id, o.id, o.kind, u.role, u.must_change_password,
            NOT EXISTS (SELECT 1 FROM terms_acceptances a WHERE a.user_id = u.id
                AND a.version = (SELECT max(v.version) FROM terms_versions v))
                AND EXISTS (SELECT 1 FROM terms_versions),
            (at AT TIME ZONE (SELECT s.time_zone FROM settings s))::date, s.expires_at, s.absolute_until
            INTO user_id, organization_id, kind, role, must_change_password, must_accept_terms, today,
                expires_at, absolute_until
            FROM sessions s JOIN users u ON u.id = s.user_id JOIN organizations o ON o.id = u.organization_id
            WHERE s.id = session AND s.ended_at IS NULL AND u.active AND o.active AND s.absolute_until > at
                AND (s.expires_at = expiry
                    -- A stream that was let in goes on for as long as anything renews its session.
                    OR (expiry IS NULL AND s.expires_at > extract(epoch FROM at))
                    OR (s.former_expires_at = expiry AND s.renewed_at > at - interval '10 seconds'));
        IF NOT FOUND THEN RETURN; END IF;
        PERFORM set_config('portico.user', user_id::text, true),
            set_config('portico.organization', organization_id::text, true), set_config('portico.kind', kind, true);
        RETURN NEXT;
    END $$;

-- Compare-and-swap: of several requests past half-life, one renews and the others go on with what they have.
CREATE FUNCTION identity_renew(session uuid, former bigint, fresh bigint, at timestamptz) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$ WITH done AS (UPDATE sessions SET expires_at = fresh, former_expires_at = former, renewed_at = at
              WHERE id = session AND expires_at = former AND ended_at IS NULL RETURNING 1)
          SELECT EXISTS (SELECT 1 FROM done) $$;

CREATE FUNCTION identity_end(session uuid, at timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$ UPDATE sessions SET ended_at = at WHERE id = session AND ended_at IS NULL $$;

-- Every session of a person, but perhaps the one they are in.
CREATE FUNCTION identity_end_all(who uuid, but uuid, at timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$ WITH done AS (UPDATE sessions SET ended_at = at
              WHERE user_id = who AND ended_at IS NULL AND id IS DISTINCT FROM but RETURNING 1)
          SELECT count(*) FROM done $$;

-- Only one's own hash, to prove the present password before choosing another.
CREATE FUNCTION identity_own_hash() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT password_hash FROM users WHERE id = app_user() $$;

-- When one's own session ends in any case.
CREATE FUNCTION identity_absolute(session uuid) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT absolute_until FROM sessions WHERE id = session AND user_id = app_user() $$;

-- The name under an act, whoever reads it: an agency sees who at the county decided, and nothing else about them.
CREATE FUNCTION identity_name(who uuid) RETURNS text LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path = public
    AS $$ SELECT display_name FROM users WHERE id = who AND app_user() IS NOT NULL $$;
CREATE FUNCTION identity_organization_name(who uuid) RETURNS text
    LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path = public
    AS $$ SELECT o.name FROM users u JOIN organizations o ON o.id = u.organization_id
          WHERE u.id = who AND app_user() IS NOT NULL $$;
