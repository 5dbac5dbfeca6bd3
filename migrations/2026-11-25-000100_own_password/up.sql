-- Wrong present passwords typed by somebody signed in, counted apart from wrong ones at the door: a stranger who guesses
-- there keeps nobody from choosing another password.
ALTER TABLE users
    ADD COLUMN change_failures integer NOT NULL DEFAULT 0,
    ADD COLUMN change_blocked_until timestamptz;
GRANT UPDATE (change_failures, change_blocked_until) ON users TO portico_app;

-- Only one's own: the hash to prove the present password against, and how often that failed.
CREATE FUNCTION identity_own_password() RETURNS TABLE (password_hash text, failures integer, blocked_until timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT u.password_hash, u.change_failures, u.change_blocked_until FROM users u WHERE u.id = app_user() $$;

-- Apart from the refused request, which is rolled back.
CREATE FUNCTION identity_change_failed(who uuid, until timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$ UPDATE users SET change_failures = change_failures + 1, change_blocked_until = until WHERE id = who $$;

DROP FUNCTION identity_own_hash();
