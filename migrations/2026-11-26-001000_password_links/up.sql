-- One-time links by which people choose a password themselves: an invitation that somebody hands over, a reset that goes
-- out by mail. The secret in a link is kept as its hash only; nobody can read a link out of the database.

ALTER TABLE users
    ADD COLUMN has_password boolean NOT NULL GENERATED ALWAYS AS (password_hash IS NOT NULL) STORED,
    -- How long the invitation that was handed over last is good; empty once it is used or ended.
    ADD COLUMN invited_until timestamptz;
GRANT SELECT (has_password, invited_until) ON users TO portico_app;
CREATE INDEX users_email ON users (lower(email)) WHERE email <> '';
CREATE INDEX users_display_name ON users (lower(display_name));

CREATE TABLE password_links (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    purpose text NOT NULL CHECK (purpose IN ('activation', 'reset')),
    -- SHA-256 of the secret, which has 256 random bits of its own.
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    created_at timestamptz NOT NULL,
    -- Who handed it over; nobody for a link that was mailed.
    created_by uuid REFERENCES users (id),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    -- Another link, a deactivation or a used link came first.
    ended_at timestamptz
);
CREATE UNIQUE INDEX password_links_secret ON password_links (secret_hash);
CREATE INDEX password_links_open ON password_links (user_id) WHERE used_at IS NULL AND ended_at IS NULL;
-- The application reaches it through the functions below only.
CALL wall_basics('password_links', 'identity');

-- People who cannot sign in and asked for help. A name nobody has leaves a row as well, without a person: the answer
-- takes as long and says as little.
CREATE TABLE recovery_requests (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('password', 'user_name')),
    user_id uuid REFERENCES users (id),
    organization_id uuid REFERENCES organizations (id),
    asked_at timestamptz NOT NULL,
    -- When a mail is tried next: this is the outbox of mail. Empty where none goes out, or none got through.
    mail_at timestamptz,
    mail_attempts integer NOT NULL DEFAULT 0,
    mailed_at timestamptz,
    settled_at timestamptz,
    settled_by uuid REFERENCES users (id)
);
CREATE INDEX recovery_requests_person ON recovery_requests (user_id, asked_at);
CREATE INDEX recovery_requests_organization ON recovery_requests (organization_id, asked_at) WHERE settled_at IS NULL;
CREATE INDEX recovery_requests_mail ON recovery_requests (mail_at) WHERE mail_at IS NOT NULL AND mailed_at IS NULL;
CALL wall_basics('recovery_requests', 'identity');
CREATE POLICY tenant ON recovery_requests TO portico_app
    USING (organization_id = (SELECT app_organization()) OR ((SELECT app_is_county()) AND organization_id IS NOT NULL))
    WITH CHECK (organization_id = (SELECT app_organization()) OR (SELECT app_is_county()));
GRANT SELECT, UPDATE (settled_at, settled_by) ON recovery_requests TO portico_app;

-- Whether whoever asks manages this person's organization, as far as the wall goes.
CREATE FUNCTION identity_within(who uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = who
              AND (u.organization_id = app_organization() OR app_is_county())) $$;

-- Ends every link of a person that is still open.
CREATE FUNCTION password_links_end(who uuid, at timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        IF NOT identity_within(who) THEN RETURN; END IF;
        UPDATE users SET invited_until = NULL WHERE id = who AND invited_until IS NOT NULL;
        UPDATE password_links SET ended_at = at WHERE user_id = who AND used_at IS NULL AND ended_at IS NULL;
    END $$;

-- Makes an invitation, which ends what was made before.
CREATE FUNCTION password_links_invite(link uuid, who uuid, hash bytea, at timestamptz, until timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        IF NOT identity_within(who) THEN RAISE 'nobody here'; END IF;
        PERFORM password_links_end(who, at);
        UPDATE users SET invited_until = until WHERE id = who;
        UPDATE recovery_requests SET settled_at = at, settled_by = app_user()
            WHERE user_id = who AND kind = 'password' AND settled_at IS NULL;
        INSERT INTO password_links (id, user_id, purpose, secret_hash, created_at, created_by, expires_at)
            VALUES (link, who, 'activation', hash, at, app_user(), until);
    END $$;

-- The link with this secret and whose it is; no row for a secret nobody made.
CREATE FUNCTION password_links_find(hash bytea)
    RETURNS TABLE (id uuid, user_id uuid, purpose text, expires_at timestamptz, used boolean, ended boolean,
        user_name text, display_name text, organization_id uuid, organization_name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT l.id, u.id, l.purpose, l.expires_at, l.used_at IS NOT NULL,
              l.ended_at IS NOT NULL OR NOT u.active OR NOT o.active,
              u.user_name, u.display_name, o.id, o.name
          FROM password_links l JOIN users u ON u.id = l.user_id JOIN organizations o ON o.id = u.organization_id
          WHERE l.secret_hash = hash $$;

-- Uses a link, once: the password is in use, every session and every other link of the person is over. Says whether
-- the link was still good. The person is locked first, as by whoever changes an account.
CREATE FUNCTION password_links_use(link uuid, fresh text, at timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    DECLARE who uuid;
    BEGIN
        SELECT u.id INTO who FROM password_links l JOIN users u ON u.id = l.user_id
            WHERE l.id = link FOR UPDATE OF u;
        UPDATE password_links l SET used_at = at FROM users u JOIN organizations o ON o.id = u.organization_id
            WHERE l.id = link AND u.id = who AND l.used_at IS NULL AND l.ended_at IS NULL AND l.expires_at > at
                AND u.active AND o.active;
        IF NOT FOUND THEN RETURN false; END IF;
        UPDATE users SET password_hash = fresh, must_change_password = false, failures = 0, blocked_until = NULL,
            change_failures = 0, change_blocked_until = NULL, invited_until = NULL, version = version + 1 WHERE id = who;
        UPDATE password_links SET ended_at = at WHERE user_id = who AND used_at IS NULL AND ended_at IS NULL;
        UPDATE sessions SET ended_at = at WHERE user_id = who AND ended_at IS NULL;
        UPDATE recovery_requests SET settled_at = at WHERE user_id = who AND kind = 'password' AND settled_at IS NULL;
        RETURN true;
    END $$;

-- Somebody forgot their password. A mail goes out where there is mail, an address and a password to forget, three times
-- an hour at most; everybody else is shown to whoever manages the accounts.
CREATE FUNCTION recovery_ask_password(request uuid, wanted text, by_mail boolean, at timestamptz) RETURNS uuid
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$
        INSERT INTO recovery_requests (id, kind, user_id, organization_id, asked_at, mail_at)
            SELECT request, 'password', p.id, p.organization_id, at,
                CASE WHEN by_mail AND p.email <> '' AND p.has_password AND (SELECT count(*) FROM recovery_requests r
                    WHERE r.user_id = p.id AND r.kind = 'password' AND r.asked_at > at - interval '1 hour') < 3 THEN at END
            FROM (SELECT) one LEFT JOIN (SELECT u.id, u.organization_id, u.email, u.has_password FROM users u
                JOIN organizations o ON o.id = u.organization_id AND o.active
                WHERE lower(u.user_name) = lower(wanted) AND u.active) p ON true
            RETURNING user_id
    $$;

-- Somebody forgot their user name. Namesakes are rare and each is somebody to ask.
CREATE FUNCTION recovery_ask_user_name(wanted text, at timestamptz) RETURNS uuid
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$
        WITH asked AS (INSERT INTO recovery_requests (id, kind, user_id, organization_id, asked_at)
            SELECT gen_random_uuid(), 'user_name', p.id, p.organization_id, at
            FROM (SELECT) one LEFT JOIN (SELECT u.id, u.organization_id FROM users u
                JOIN organizations o ON o.id = u.organization_id AND o.active
                WHERE u.active AND (lower(u.display_name) = lower(wanted)
                    OR (u.email <> '' AND lower(u.email) = lower(wanted))) LIMIT 5) p ON true
            RETURNING user_id)
        SELECT user_id FROM asked LIMIT 1
    $$;

-- Takes the next mail that is due, for one process at a time; when the last attempt is under way there is no next.
CREATE FUNCTION recovery_mail_take(at timestamptz)
    RETURNS TABLE (request uuid, user_id uuid, organization_id uuid, email text, display_name text)
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$
        WITH taken AS (UPDATE recovery_requests r SET mail_attempts = mail_attempts + 1,
                mail_at = CASE WHEN mail_attempts < 5 THEN at + interval '30 seconds' * (1 << mail_attempts) END
            WHERE r.id = (SELECT d.id FROM recovery_requests d
                WHERE d.mail_at <= at AND d.mailed_at IS NULL AND d.settled_at IS NULL
                ORDER BY d.mail_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING r.id, r.user_id, r.organization_id)
        SELECT t.id, t.user_id, t.organization_id, u.email, u.display_name
        FROM taken t JOIN users u ON u.id = t.user_id WHERE u.active
    $$;

-- The link that is about to be mailed. Links mailed before stay good: a mail may have arrived although its server said
-- otherwise. The first one used ends the others.
CREATE FUNCTION recovery_mail_link(request uuid, link uuid, hash bytea, at timestamptz, until timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$ INSERT INTO password_links (id, user_id, purpose, secret_hash, created_at, expires_at)
              SELECT link, r.user_id, 'reset', hash, at, until FROM recovery_requests r WHERE r.id = request $$;

CREATE FUNCTION recovery_mailed(request uuid, at timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$ UPDATE recovery_requests SET mailed_at = at, mail_at = NULL WHERE id = request $$;

-- What nobody needs any more.
CREATE FUNCTION recovery_expire(at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$
        DELETE FROM recovery_requests WHERE asked_at < at - interval '30 days'
            OR (user_id IS NULL AND asked_at < at - interval '1 day');
        DELETE FROM password_links WHERE expires_at < at - interval '90 days';
    $$;
