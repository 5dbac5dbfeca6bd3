-- Second factors. As with passwords, the application writes secrets and cannot read them back: it reaches them through
-- the named functions below, for the one person who is signing in.

CREATE TABLE factors (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    kind text NOT NULL CHECK (kind IN ('totp')),
    name text NOT NULL,
    -- The app's key behind the factor's id, sealed under the installation's key.
    secret_sealed bytea NOT NULL,
    -- The half minute whose code was used last: neither it nor an earlier one is taken again.
    last_step bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    -- Until its owner proved that the app has the key, it opens nothing.
    confirmed_at timestamptz,
    last_used_at timestamptz
);
CREATE INDEX factors_user ON factors (user_id) WHERE confirmed_at IS NOT NULL;
CALL wall_basics('factors', 'personal');
CREATE POLICY person ON factors TO portico_app
    USING (user_id = (SELECT app_user())) WITH CHECK (user_id = (SELECT app_user()));
GRANT SELECT (id, user_id, kind, name, created_at, confirmed_at, last_used_at) ON factors TO portico_app;
GRANT INSERT (id, user_id, kind, name, secret_sealed, created_at) ON factors TO portico_app;
GRANT UPDATE (confirmed_at) ON factors TO portico_app;
GRANT DELETE ON factors TO portico_app;

-- Ten codes on paper for the day the telephone is lost. 80 random bits each, so one round of SHA-256 hides them.
CREATE TABLE recovery_codes (
    user_id uuid NOT NULL REFERENCES users (id),
    hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (user_id, hash)
);
CALL wall_basics('recovery_codes', 'personal');
CREATE POLICY person ON recovery_codes TO portico_app
    USING (user_id = (SELECT app_user())) WITH CHECK (user_id = (SELECT app_user()));
GRANT SELECT (user_id, created_at, used_at) ON recovery_codes TO portico_app;
GRANT INSERT (user_id, hash, created_at) ON recovery_codes TO portico_app;
GRANT DELETE ON recovery_codes TO portico_app;

-- A right password whose second step is still to come. Opens nothing else, and only for a few minutes and tries.
CREATE TABLE pending_sign_ins (
    hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    began_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0
);
CREATE INDEX pending_sign_ins_user ON pending_sign_ins (user_id);
CALL wall_basics('pending_sign_ins', 'identity');

-- Roles whose people need a second factor before anything else.
ALTER TABLE settings ADD COLUMN second_factor_roles text[] NOT NULL
    DEFAULT ARRAY['county_reviewer', 'county_administrator'];
-- When somebody else took a person's factors away, to tell them at their next sign-in.
ALTER TABLE users ADD COLUMN factors_removed_at timestamptz;
-- When whoever is in a session last proved that it is still them; until then, when they signed in.
ALTER TABLE sessions ADD COLUMN reauthenticated_at timestamptz;

-- Whether signing in has a second step.
CREATE FUNCTION identity_has_factor(who uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT 1 FROM factors f WHERE f.user_id = who AND f.confirmed_at IS NOT NULL) $$;

-- Whether a person of this role may only set one up so far.
CREATE FUNCTION identity_must_enrol(who uuid, part text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT part = ANY (s.second_factor_roles)
              AND NOT EXISTS (SELECT 1 FROM factors f WHERE f.user_id = who AND f.confirmed_at IS NOT NULL)
          FROM settings s $$;

-- Sealed keys of a person, to check a code against.
CREATE FUNCTION identity_totp(who uuid)
    RETURNS TABLE (id uuid, secret_sealed bytea, last_step bigint, confirmed boolean, created_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT f.id, f.secret_sealed, f.last_step, f.confirmed_at IS NOT NULL, f.created_at
          FROM factors f WHERE f.user_id = who AND f.kind = 'totp' ORDER BY f.created_at $$;

-- Compare-and-swap: of two requests with the same code one is let in.
CREATE FUNCTION identity_use_totp(factor uuid, step bigint, at timestamptz) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ WITH done AS (UPDATE factors SET last_step = step, last_used_at = at
              WHERE id = factor AND last_step < step RETURNING 1)
          SELECT EXISTS (SELECT 1 FROM done) $$;
CREATE FUNCTION identity_use_recovery_code(who uuid, code bytea, at timestamptz) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ WITH done AS (UPDATE recovery_codes SET used_at = at
              WHERE user_id = who AND hash = code AND used_at IS NULL RETURNING 1)
          SELECT EXISTS (SELECT 1 FROM done) $$;

-- A right password: the second step may be taken. What is over is swept on the way.
CREATE FUNCTION identity_pend(token bytea, who uuid, at timestamptz, until timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        DELETE FROM pending_sign_ins WHERE expires_at <= at;
        INSERT INTO pending_sign_ins (hash, user_id, began_at, expires_at) VALUES (token, who, at, until);
    $$;

-- Whose second step this is, locked against a second answer; no row when it is over.
CREATE FUNCTION identity_pending(token bytea, at timestamptz, most integer)
    RETURNS TABLE (user_id uuid, failures integer, blocked boolean)
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT p.user_id, u.failures, COALESCE(u.blocked_until > at, false)
          FROM pending_sign_ins p JOIN users u ON u.id = p.user_id JOIN organizations o ON o.id = u.organization_id
          WHERE p.hash = token AND p.expires_at > at AND p.tries < most AND u.active AND o.active
          FOR UPDATE OF p $$;
CREATE FUNCTION identity_pending_failed(token bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ UPDATE pending_sign_ins SET tries = tries + 1 WHERE hash = token $$;
CREATE FUNCTION identity_pending_over(token bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ DELETE FROM pending_sign_ins WHERE hash = token $$;

-- Whatever ends a person's sessions ends a sign-in on its way, too: it began with what was true before.
CREATE OR REPLACE FUNCTION identity_end_all(who uuid, but uuid, at timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ WITH pending AS (DELETE FROM pending_sign_ins WHERE user_id = who),
          done AS (UPDATE sessions SET ended_at = at
              WHERE user_id = who AND ended_at IS NULL AND id IS DISTINCT FROM but RETURNING 1)
          SELECT count(*) FROM done $$;

-- Somebody lost what they sign in with: everything goes, and they are told.
-- Only of the asking person's own organization, for the county of any.
CREATE FUNCTION identity_take_factors(who uuid, at timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    BEGIN
        UPDATE users SET factors_removed_at = at
            WHERE id = who AND (organization_id = app_organization() OR app_is_county());
        IF NOT FOUND THEN RETURN; END IF;
        DELETE FROM factors WHERE user_id = who;
        DELETE FROM recovery_codes WHERE user_id = who;
    END $$;
-- To be told in the first session that began afterwards.
CREATE FUNCTION identity_factors_removed(session uuid) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT u.factors_removed_at FROM sessions s JOIN users u ON u.id = s.user_id
          WHERE s.id = session AND s.user_id = app_user() AND s.created_at >= u.factors_removed_at
              AND NOT EXISTS (SELECT 1 FROM sessions o WHERE o.user_id = u.id
                  AND o.created_at >= u.factors_removed_at AND o.created_at < s.created_at) $$;

-- Whether whoever is in a session proved lately that it is them.
CREATE FUNCTION identity_fresh(session uuid, since timestamptz) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT 1 FROM sessions s WHERE s.id = session AND s.user_id = app_user()
              AND GREATEST(s.created_at, s.reauthenticated_at) > since) $$;
CREATE FUNCTION identity_reauthenticated(session uuid, at timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        UPDATE users SET change_failures = 0, change_blocked_until = NULL WHERE id = app_user();
        UPDATE sessions SET reauthenticated_at = at WHERE id = session AND user_id = app_user();
    $$;

-- Only one's own sessions, and only those that still open something.
CREATE FUNCTION identity_own_sessions(at timestamptz)
    RETURNS TABLE (id uuid, user_agent text, began_at timestamptz, last_used_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT s.id, s.user_agent, s.created_at, s.renewed_at FROM sessions s
          WHERE s.user_id = app_user() AND s.ended_at IS NULL AND s.absolute_until > at
              AND s.expires_at > extract(epoch FROM at)
          ORDER BY s.renewed_at DESC, s.id $$;
CREATE FUNCTION identity_end_own(session uuid, at timestamptz) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ WITH done AS (UPDATE sessions SET ended_at = at
              WHERE id = session AND user_id = app_user() AND ended_at IS NULL RETURNING 1)
          SELECT EXISTS (SELECT 1 FROM done) $$;
