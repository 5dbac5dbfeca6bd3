CREATE TABLE attachments (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    client_id uuid NOT NULL REFERENCES clients (id),
    -- Empty while staged: dropped on the form before the request is sent.
    authorization_id uuid,
    document_type text NOT NULL,
    file_name text NOT NULL,
    original_name text NOT NULL,
    extension text NOT NULL,
    content_type text NOT NULL,
    bytes bigint NOT NULL CHECK (bytes > 0),
    sha256 bytea NOT NULL,
    -- Where the file lies in the store; two rows may share one file.
    storage_key text NOT NULL,
    state text NOT NULL CHECK (state IN ('staged', 'attached', 'quarantined', 'replaced', 'removed')),
    version_number integer NOT NULL DEFAULT 1,
    replaces uuid,
    uploaded_at timestamptz NOT NULL,
    uploaded_by uuid NOT NULL REFERENCES users (id),
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, authorization_id) REFERENCES authorizations (organization_id, id)
);
CREATE INDEX attachments_id ON attachments (id);
CREATE INDEX attachments_of ON attachments (organization_id, authorization_id);
CREATE INDEX attachments_client ON attachments (client_id, organization_id);
CREATE INDEX attachments_staged ON attachments (uploaded_at) WHERE state = 'staged';
CREATE INDEX attachments_same ON attachments (organization_id, client_id, sha256);
CALL wall_own('attachments');
GRANT UPDATE (authorization_id, document_type, file_name, state, version) ON attachments TO portico_app;

-- A file is written before its row: what no row names after a while is swept.
CREATE TABLE stored_files (
    storage_key text PRIMARY KEY,
    written_at timestamptz NOT NULL
);
CALL wall_basics('stored_files', 'record');
CREATE POLICY everyone ON stored_files TO portico_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON stored_files TO portico_app;

CREATE TABLE notifications (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    kind text NOT NULL,
    subject text NOT NULL,
    authorization_id uuid,
    client_id uuid,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX notifications_recent ON notifications (organization_id, created_at DESC, id);
CALL wall_own('notifications');
-- An agency tells the county what it did; it cannot read the county's notifications back.
CREATE POLICY to_county ON notifications FOR INSERT TO portico_app
    WITH CHECK ((SELECT app_user()) IS NOT NULL
        AND organization_id = (SELECT o.id FROM organizations o WHERE o.kind = 'county'));

CREATE TABLE notification_reads (
    user_id uuid NOT NULL REFERENCES users (id),
    notification_id uuid NOT NULL,
    read_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, notification_id)
);
CALL wall_personal('notification_reads');

-- What has had its time, of every organization at once, which no session may see: run hourly by the server. Drafts and
-- files that were never sent go after 30 days, replayed answers and announcements after a day. A file without a name in
-- stored_files is removed from the store by the sweep that follows.
CREATE FUNCTION sweep_expired(at timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$
        DELETE FROM drafts WHERE updated_at < at - interval '30 days';
        DELETE FROM idempotency_keys WHERE created_at < at - interval '1 day';
        DELETE FROM outbox WHERE published AND outbox.at < sweep_expired.at - interval '1 day';
        WITH gone AS (UPDATE attachments SET state = 'removed', version = version + 1
            WHERE state = 'staged' AND uploaded_at < at - interval '30 days' RETURNING storage_key)
        DELETE FROM stored_files WHERE storage_key IN (SELECT g.storage_key FROM gone g);
    $$;
