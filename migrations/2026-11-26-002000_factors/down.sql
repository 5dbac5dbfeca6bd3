DROP FUNCTION identity_end_own(uuid, timestamptz);
DROP FUNCTION identity_own_sessions(timestamptz);
DROP FUNCTION identity_reauthenticated(uuid, timestamptz);
DROP FUNCTION identity_fresh(uuid, timestamptz);
DROP FUNCTION identity_factors_removed(uuid);
DROP FUNCTION identity_take_factors(uuid, timestamptz);
CREATE OR REPLACE FUNCTION identity_end_all(who uuid, but uuid, at timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ WITH done AS (UPDATE sessions SET ended_at = at
              WHERE user_id = who AND ended_at IS NULL AND id IS DISTINCT FROM but RETURNING 1)
          SELECT count(*) FROM done $$;
DROP FUNCTION identity_pending_over(bytea);
DROP FUNCTION identity_pending_failed(bytea);
DROP FUNCTION identity_pending(bytea, timestamptz, integer);
DROP FUNCTION identity_pend(bytea, uuid, timestamptz, timestamptz);
DROP FUNCTION identity_use_recovery_code(uuid, bytea, timestamptz);
DROP FUNCTION identity_use_totp(uuid, bigint, timestamptz);
DROP FUNCTION identity_totp(uuid);
DROP FUNCTION identity_must_enrol(uuid, text);
DROP FUNCTION identity_has_factor(uuid);
ALTER TABLE sessions DROP COLUMN reauthenticated_at;
ALTER TABLE users DROP COLUMN factors_removed_at;
ALTER TABLE settings DROP COLUMN second_factor_roles;
DROP TABLE pending_sign_ins;
DROP TABLE recovery_codes;
DROP TABLE factors;
