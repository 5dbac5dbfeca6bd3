-- A function that runs with the owner's rights looks for its tables in public alone. PostgreSQL looks into a session's
-- temporary tables before every schema of the path, unless the path names them: then it looks there last. Until now
-- the application could have put a temporary table in the place of `sessions`.
DO $$
DECLARE one regprocedure;
BEGIN
    FOR one IN SELECT oid::regprocedure FROM pg_proc
        WHERE prosecdef AND pronamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('ALTER ROUTINE %s SET search_path = public, pg_temp', one);
    END LOOP;
END $$;
