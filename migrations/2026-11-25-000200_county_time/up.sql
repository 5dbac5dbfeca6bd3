-- Whoever asks is told the county's time zone as well: the server makes every county day and local time from it.
DROP FUNCTION identity_actor(uuid, bigint, timestamptz);

-- The actor behind a token, or no row; on the way, the transaction is told who asks.
CREATE FUNCTION identity_actor(session uuid, expiry bigint, at timestamptz)
    RETURNS TABLE (user_id uuid, organization_id uuid, kind text, role text, must_change_password boolean,
        must_accept_terms boolean, today date, expires_at bigint, absolute_until timestamptz, time_zone text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        SELECT u.id, o.id, o.kind, u.role, u.must_change_password,
            NOT EXISTS (SELECT 1 FROM terms_acceptances a WHERE a.user_id = u.id
                AND a.version = (SELECT max(v.version) FROM terms_versions v))
                AND EXISTS (SELECT 1 FROM terms_versions),
            (at AT TIME ZONE c.time_zone)::date, s.expires_at, s.absolute_until, c.time_zone
            INTO user_id, organization_id, kind, role, must_change_password, must_accept_terms, today,
                expires_at, absolute_until, time_zone
            FROM sessions s JOIN users u ON u.id = s.user_id JOIN organizations o ON o.id = u.organization_id
                CROSS JOIN settings c
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

-- When the clocks of a time zone change: a row for every offset from UTC and the moment it begins, to the quarter of an
-- hour. The first row is the offset at the beginning of the stretch.
CREATE FUNCTION county_offsets(zone text) RETURNS TABLE (starts timestamptz, minutes integer)
    LANGUAGE sql STABLE SET timezone = 'UTC'
    AS $$
        WITH days AS (
            SELECT day, extract(epoch FROM (day AT TIME ZONE zone) - (day AT TIME ZONE 'UTC'))::int / 60 AS minutes
            FROM generate_series(timestamptz '2000-01-01', timestamptz '2070-01-01', interval '1 day') day
        ), turns AS (
            SELECT day, minutes, lag(day) OVER (ORDER BY day) AS before, lag(minutes) OVER (ORDER BY day) AS former
            FROM days
        )
        SELECT COALESCE((SELECT min(quarter) FROM generate_series(before, day, interval '15 minutes') quarter
            WHERE extract(epoch FROM (quarter AT TIME ZONE zone) - (quarter AT TIME ZONE 'UTC'))::int / 60 = minutes), day),
            minutes
        FROM turns WHERE former IS DISTINCT FROM minutes ORDER BY day
    $$;
