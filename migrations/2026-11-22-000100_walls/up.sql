-- The second wall: who is asking is a transaction-local setting, and four kinds of table get their policies from
-- one place each. `schema` contract tests read the kinds back from the table comments.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- An unset or emptied setting is NULL, and NULL matches no row: forgetting to say who asks shows nothing.
CREATE FUNCTION app_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('portico.organization', true), '')::uuid $$;
CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('portico.user', true), '')::uuid $$;
CREATE FUNCTION app_is_county() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT COALESCE(current_setting('portico.kind', true), '') = 'county' $$;

-- Every table: forced row-level security, and a way in for migrations, which run as the owner.
CREATE PROCEDURE wall_basics(tbl regclass, kind text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY maintenance ON %s TO portico_owner USING (true) WITH CHECK (true)', tbl);
    EXECUTE format('COMMENT ON TABLE %s IS %L', tbl, 'kind: ' || kind);
END $$;

-- Reference: codes, plans, organizations; readable by everyone signed in, written with the privileges given.
CREATE PROCEDURE wall_reference(tbl regclass) LANGUAGE plpgsql AS $$
BEGIN
    CALL wall_basics(tbl, 'reference');
    EXECUTE format('CREATE POLICY everyone ON %s TO portico_app USING (true) WITH CHECK (true)', tbl);
    EXECUTE format('GRANT SELECT ON %s TO portico_app', tbl);
END $$;

-- An organization's own rows: its people, and the county.
CREATE PROCEDURE wall_own(tbl regclass) LANGUAGE plpgsql AS $$
BEGIN
    CALL wall_basics(tbl, 'own');
    EXECUTE format('CREATE POLICY tenant ON %s TO portico_app
        USING (organization_id = (SELECT app_organization()) OR (SELECT app_is_county()))
        WITH CHECK (organization_id = (SELECT app_organization()) OR (SELECT app_is_county()))', tbl);
    EXECUTE format('GRANT SELECT, INSERT ON %s TO portico_app', tbl);
END $$;

-- Facts about a client that several organizations share: seen through a row in client_organizations. OFFSET 0 makes
-- PostgreSQL look up the one row; without it, it may hash every client the organization has to check a page of them.
CREATE PROCEDURE wall_client_shared(tbl regclass, client_column text) LANGUAGE plpgsql AS $$
DECLARE seen text := format(
    '(SELECT app_is_county()) OR EXISTS (SELECT 1 FROM client_organizations link
        WHERE link.client_id = %s.%I AND link.organization_id = (SELECT app_organization()) OFFSET 0)', tbl, client_column);
BEGIN
    CALL wall_basics(tbl, 'client-shared');
    EXECUTE format('CREATE POLICY tenant ON %s TO portico_app USING (%s) WITH CHECK (%s)', tbl, seen, seen);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO portico_app', tbl);
END $$;

-- One person's own rows.
CREATE PROCEDURE wall_personal(tbl regclass) LANGUAGE plpgsql AS $$
BEGIN
    CALL wall_basics(tbl, 'personal');
    EXECUTE format('CREATE POLICY person ON %s TO portico_app
        USING (user_id = (SELECT app_user())) WITH CHECK (user_id = (SELECT app_user()))', tbl);
    EXECUTE format('GRANT SELECT, INSERT ON %s TO portico_app', tbl);
END $$;
