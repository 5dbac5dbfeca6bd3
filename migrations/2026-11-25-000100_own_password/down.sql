CREATE FUNCTION identity_own_hash() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT password_hash FROM users WHERE id = app_user() $$;
DROP FUNCTION identity_change_failed(uuid, timestamptz);
DROP FUNCTION identity_own_password();
ALTER TABLE users DROP COLUMN change_blocked_until, DROP COLUMN change_failures;
