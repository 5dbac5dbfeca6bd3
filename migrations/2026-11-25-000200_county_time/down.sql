DROP FUNCTION county_offsets(text);
DROP FUNCTION identity_actor(uuid, bigint, timestamptz);

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
