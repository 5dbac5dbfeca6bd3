-- The record is chained: the sealer gives every audit event and access record a number and a hash, a moment after it
-- was written. Rows of the record are never touched for that: their places lie in a table of their own.

-- The transaction that wrote a row. What is older than every transaction still open is all there, so the sealer need
-- not look there again; a row that commits late is still in the stretch it looks at.
ALTER TABLE audit_events ADD COLUMN written_in bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
ALTER TABLE access_records ADD COLUMN written_in bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
-- reviewed: no version was released without it, and a million rows take a second
CREATE INDEX audit_events_written ON audit_events (written_in);
-- reviewed: no version was released without it, and a million rows take a second
CREATE INDEX access_records_written ON access_records (written_in);

-- What one person did and saw, the latest first: ids follow the time.
-- reviewed: no version was released without it, and a million rows take a second
CREATE INDEX audit_events_user ON audit_events (user_id, id);
-- reviewed: no version was released without it, and a million rows take a second
CREATE INDEX access_records_user ON access_records (user_id, id);

CREATE TABLE record_seals (
    seq bigint PRIMARY KEY CHECK (seq > 0),
    source text NOT NULL CHECK (source IN ('event', 'access')),
    row_id uuid NOT NULL UNIQUE,
    sealed_at timestamptz NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);
CALL wall_basics('record_seals', 'record');
-- Appended by the sealer, which works for the county; ids and hashes tell nobody anything.
CREATE POLICY append ON record_seals FOR INSERT TO portico_app WITH CHECK ((SELECT app_is_county()));
CREATE POLICY everyone ON record_seals FOR SELECT TO portico_app USING (true);
GRANT SELECT, INSERT ON record_seals TO portico_app;

-- In which stretches of the chain (seq / 128) a client was seen, so that "who looked at this client" is found without
-- an index over every client of every access record, which each read would have to wait for.
CREATE TABLE record_clients (
    client_id uuid NOT NULL,
    stretch bigint NOT NULL,
    PRIMARY KEY (client_id, stretch)
);
CALL wall_basics('record_clients', 'record');
CREATE POLICY append ON record_clients FOR INSERT TO portico_app WITH CHECK ((SELECT app_is_county()));
CREATE POLICY tenant ON record_clients FOR SELECT TO portico_app
    USING ((SELECT app_is_county()) OR EXISTS (SELECT 1 FROM client_organizations link
        WHERE link.client_id = record_clients.client_id AND link.organization_id = (SELECT app_organization()) OFFSET 0));
GRANT SELECT, INSERT ON record_clients TO portico_app;

-- The organization of somebody who signs in, or tries to: their account managers see it in the record.
CREATE FUNCTION identity_organization(who uuid) RETURNS uuid
    LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path = public
    AS $$ SELECT organization_id FROM users WHERE id = who $$;

-- Nobody changes the record, the owner of its tables included.
CREATE FUNCTION record_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record is only ever added to: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE PROCEDURE wall_append_only(tbl regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER stands BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
        FOR EACH STATEMENT EXECUTE FUNCTION record_stands()', tbl);
END $$;
CALL wall_append_only('audit_events');
CALL wall_append_only('access_records');
CALL wall_append_only('record_seals');
